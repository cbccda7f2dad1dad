import { describe, expect, it } from 'vitest'
import type { CaseView } from './model'
import { mayAssign, mayNote, mayRecall, readOnly } from './owned'

const owned = (more: Partial<NonNullable<CaseView['owned']>>): CaseView['owned'] => ({ station: 's1', station_name: '某站', mine: true, county: false, withdrawn: false, ...more })
const view = (more: Partial<NonNullable<CaseView['owned']>> | null, assigned: CaseView['assigned'] = null) => ({ owned: more && owned(more), assigned, closed_on: null })
const asked = (answer: boolean | null): CaseView['assigned'] => [{ to: 's2', to_name: '某站', from: 'c', from_name: '县级中心', mediator: '', due: null, on: '2026-11-20', note: '' }, answer]

describe('who writes in a case', () => {
  it('a desk alone writes everything', () => expect([readOnly(view(null)), mayNote(view(null)), mayAssign(view(null))]).toEqual([false, true, false]))
  it('a station looks at what has gone elsewhere', () => {
    expect(readOnly(view({ withdrawn: true }))).toBe(true)
    expect(mayNote(view({ mine: false }))).toBe(false)
  })
  it('the county looks, notes and assigns', () => {
    const other = view({ mine: false, county: true })
    expect([readOnly(other), mayNote(other), mayAssign(other)]).toEqual([true, true, true])
  })
  it('is not assigned again before the last one has answered', () => {
    expect(mayAssign(view({ county: true }, asked(null)))).toBe(false)
    expect(mayAssign(view({ county: true }, asked(false)))).toBe(true)
  })
  it('is taken back by the county only, and only before the answer', () => {
    expect(mayRecall(view({ mine: false, county: true }, asked(null)))).toBe(true)
    expect(mayRecall(view({ county: true }, asked(true)))).toBe(false)
    expect(mayRecall(view({ county: true }))).toBe(false)
    expect(mayRecall(view({}, asked(null)))).toBe(false)
  })
})
