import { describe, expect, it } from 'vitest'
import type { Party } from '../case/model'
import { answerTo, questionKind } from './questions'

const party = (id: string, role: Party['role'], name: string): Party => ({ id, role, name }) as Party
const parties = [party('a', 'applicant', '张某'), party('b', 'respondent', ''), party('c', 'respondent', '某某劳务有限公司')]

describe('the answer to a paper goes where it belongs', () => {
  it('counts the parties that have a name, as the papers do', () => {
    expect(answerTo('respondents.0.address', parties)).toEqual({ at: 'sheet', path: 'parties/c/address' })
    expect(answerTo('applicants.0.age', parties)).toEqual({ at: 'sheet', path: 'parties/a/birth' })
  })
  it('names the empty row when nobody of that standing has a name', () => {
    expect(answerTo('applicants.0.name', [party('x', 'applicant', '')])).toEqual({ at: 'sheet', path: 'parties/x/name' })
  })
  it('leaves what only this paper asks with the paper', () => {
    expect(answerTo('session.place', parties)).toEqual({ at: 'fields', path: 'session.place' })
    expect(answerTo('case.matter', parties)).toEqual({ at: 'fields', path: 'case.matter' })
  })
  it('never lets a paper assert what a step has to record', () => {
    expect(answerTo('ending.reason', parties)).toEqual({ at: 'elsewhere', where: 'case' })
    expect(answerTo('session.statements.0.text', parties)).toEqual({ at: 'elsewhere', where: 'case' })
    expect(answerTo('case.number', parties)).toEqual({ at: 'elsewhere', where: 'accept' })
    expect(answerTo('org.name', parties)).toEqual({ at: 'elsewhere', where: 'settings' })
  })
})

describe('the kind of field follows from what is asked', () => {
  it.each([
    ['session.date', 'day'],
    ['session.from', 'text'],
    ['extension.from', 'day'],
    ['applicants.0.birth', 'day'],
    ['case.entrust.by', 'text'],
    ['case.entrust.return_by', 'day'],
    ['case.narrative', 'long'],
    ['session.place', 'text'],
  ])('%s', (path, kind) => expect(questionKind(path)).toBe(kind))
})
