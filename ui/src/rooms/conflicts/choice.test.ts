import { describe, expect, it } from 'vitest'
import type { ConflictField, ConflictItem } from '@/platform/contract'
import { choices, placeOf, rowOf, taken, takeOf, WHOLE } from './choice'
import { about, kindWords } from './said'

const field = (path: string, more: Partial<ConflictField> = {}): ConflictField => ({
  path, label: '最迟日期', here: '2026-12-18', here_by: '陈某', here_at: '2026-11-30T15:40:00+08:00', here_place: '某站', there: '2026-12-25', same: false, ...more,
})
const item = (more: Partial<ConflictItem> = {}): ConflictItem => ({
  record: { dev: 'b', inc: '1', seq: 4 }, kind: 'case.amended', by: '玉某', at: '2026-11-30T16:30:00+08:00', place: '县级中心', own: false, held: false, foreseen: false,
  fields: [], touches: [], args: {}, sign_again: false, ...more,
})
const due = 'terms/o2/due'
const bank = 'terms/o2/account_no'

describe('what is sent for a choice', () => {
  const both = item({ fields: [field(due), field(bank), field('terms/o2/amount', { same: true })] })
  it('nothing picked leaves what stands', () => expect(takeOf(both, {})).toEqual([]))
  it('a field picked and put back is left', () => expect(takeOf(both, { [due]: 'here', [bank]: 'here' })).toEqual([]))
  it('only the fields picked are taken', () => expect(takeOf(both, { [due]: 'there' })).toEqual([due]))
  it('all that differs taken is the whole record, with what is the same on both sides', () => {
    expect(takeOf(both, { [due]: 'there', [bank]: 'there' })).toEqual([due, bank, 'terms/o2/amount'])
  })
  it('a pick for a field that has become the same meanwhile is not counted', () => {
    expect(taken(item({ fields: [field(due, { same: true })] }), { [due]: 'there' })).toEqual([])
  })
  it('a decision is taken whole or not at all', () => {
    const frozen = item({ kind: 'agreement.frozen', touches: ['group/agreement', 'group/status'] })
    expect(takeOf(frozen, {})).toEqual([])
    expect(takeOf(frozen, { [WHOLE]: 'there' })).toEqual(['group/agreement', 'group/status'])
  })
})

describe('what hangs on another is not asked for itself', () => {
  const first = item({ fields: [field(due)] })
  const later = item({ record: { dev: 'b', inc: '1', seq: 5 }, held: true })
  it('a held one goes with the one above', () => {
    const found = choices([first, later])
    expect(found).toHaveLength(1)
    expect(found[0]?.held).toEqual([later])
  })
  it('of another desk or another life of it does not', () => {
    expect(choices([item({ record: { dev: 'c', inc: '1', seq: 1 } }), later])).toHaveLength(2)
    expect(choices([item({ record: { dev: 'b', inc: '2', seq: 1 } }), later])).toHaveLength(2)
  })
  it('is asked for when the one above has gone', () => expect(choices([later])).toHaveLength(1))
})

describe('a field is named with its row', () => {
  const sheet = { 'parties/p1/name': '张某', 'terms/o1/order': 1, 'terms/o2/order': 2, 'terms/o1/amount': 1, 'clauses/c1/text': 'x', 'claims/k/amount': 1 }
  it.each([
    ['parties/p1/phone', '张某'],
    ['terms/o2/due', '付款 第2期'],
    ['clauses/c1/text', '条款 第1条'],
    ['claims/k/amount', '请求'],
    ['terms/o9/amount', '另一台新加的一行'],
    ['case/cause', ''],
  ])('%s', (path, words) => expect(rowOf(path, sheet)).toBe(words))
  it('a third value is written where the field stands', () => {
    expect(placeOf({ id: 'c1' }, 'terms/o2/due')).toBe('/cases/c1/agreement')
    expect(placeOf({ id: 'c1' }, 'parties/p1/phone')).toContain('at=parties')
    expect(placeOf({ id: 'c1' }, 'case/cause')).toContain('at=claims')
  })
})

describe('a decision in words', () => {
  it('with its number and its day', () => {
    expect(kindWords({ kind: 'case.accepted', args: { number: { text: '勐工调〔2026〕KD12号' } } })).toContain('KD12')
    expect(kindWords({ kind: 'extension.agreed', args: { until: '2026-12-20' } })).toContain('12-20')
  })
  it('of a later version without its code', () => expect(kindWords({ kind: 'case.split', args: {} })).toBe('新版本的一个决定'))
  it('fields say their labels once', () => expect(about(item({ fields: [field(due), field('terms/o1/due')] }))).toBe('最迟日期'))
})
