// Where the answer to a paper's question belongs: on the case's sheet, on this paper alone, or on another screen.
import type { Party } from '../case/model'

export type Answer =
  | { at: 'sheet'; path: string }
  | { at: 'fields'; path: string }
  | { at: 'elsewhere'; where: 'settings' | 'accept' | 'case' | 'agreement' }

const ROLES: Record<string, Party['role']> = { applicants: 'applicant', respondents: 'respondent', third: 'third' }
/** Fields of a party in the paper's data → on the sheet; an age comes of the day of birth. */
const PARTY_FIELDS: Record<string, string> = {
  name: 'name', id_number: 'id_number', birth: 'birth', age: 'birth', nationality: 'nation', occupation: 'occupation', phone: 'phone', address: 'address',
  uscc: 'uscc', legal_rep: 'legal_rep', legal_rep_title: 'legal_rep_title', contact: 'contact', contact_phone: 'contact_phone',
}
const CASE_FIELDS: Record<string, string> = {
  'case.narrative': 'case/narrative',
  'case.reasons': 'case/demand',
  'case.work_place': 'case/place',
  'case.cause': 'case/cause',
  'case.entrust.by': 'case/entrusting',
  'case.entrust.letter_number': 'case/entrust_letter',
  'case.entrust.case_number': 'case/entrust_case_no',
  'case.entrust.return_by': 'case/entrust_return_by',
  'terms.facts': 'agreement/facts',
}
/** Facts that a step records first: no paper may assert them beforehand. */
const FACTS = /^(refusal|ending|payment|referral\.basis|session\.(present|statements|result|mode)|case\.received)/

/** `applicants.0.name` → `parties/<row>/name`; `session.place` stays with the paper. */
export function answerTo(path: string, parties: readonly Party[]): Answer {
  const own = CASE_FIELDS[path]
  if (own) return { at: 'sheet', path: own }
  const [first = '', second = '', third = ''] = path.split('.')
  const role = ROLES[first]
  if (role) {
    // Papers count the parties that have a name; without any, the first empty row is meant.
    const all = parties.filter((one) => one.role === role)
    const party = all.filter((one) => one.name !== '')[Number(second)] ?? all[Number(second)]
    const field = PARTY_FIELDS[third]
    return party && field ? { at: 'sheet', path: `parties/${party.id}/${field}` } : { at: 'elsewhere', where: 'case' }
  }
  if (first === 'org' || first === 'doc') return { at: 'elsewhere', where: 'settings' }
  if (first === 'case' && /^(number|mediators|recorder|accepted)/.test(second)) return { at: 'elsewhere', where: 'accept' }
  if (first === 'terms') return { at: 'elsewhere', where: 'agreement' }
  if (FACTS.test(path) || first === 'claims' || first === 'clocks' || first === 'evidence') return { at: 'elsewhere', where: 'case' }
  return { at: 'fields', path }
}

export type QuestionKind = 'day' | 'long' | 'text'

/** What is asked for, told from the name of its place. */
export function questionKind(path: string): QuestionKind {
  if (path === 'case.entrust.by' || path === 'session.from') return 'text'
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
  if (name === 'birth' || name === 'age' || /(^|_)(on|by|date|until|due|from)$/.test(name)) return 'day'
  return /^(narrative|facts|reasons?|matter|issues|undisputed|note|text)$/.test(name) ? 'long' : 'text'
}
