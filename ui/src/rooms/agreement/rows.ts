// What the rows of the terms share: who there is, what a new row begins with.
import type { Sheet, Table } from '../case/sheet'

export interface Person {
  id: string
  name: string
  role: string
}

/** Parties that have a name, as typed. */
export function people(sheet: Sheet): Person[] {
  return sheet
    .rows('parties')
    .map((id) => ({ id, name: sheet.text(`parties/${id}/name`), role: sheet.text(`parties/${id}/role`) || 'applicant' }))
    .filter((one) => one.name !== '')
}

export const nameOf = (sheet: Sheet, role: string): string => people(sheet).find((one) => one.role === role)?.name ?? ''

/** A new row takes who, whom and how from the row before, and the part of the claim that is still open. */
export function rowDefaults(sheet: Sheet, claimed: number): Record<string, unknown> {
  const rows = sheet.rows('terms')
  const last = rows.at(-1)
  const before = (name: string): string => (last ? sheet.text(`terms/${last}/${name}`) : '')
  const first = (role: string): string => people(sheet).find((one) => one.role === role)?.id ?? ''
  const orders = rows.map((row) => sheet.money(`terms/${row}/order`) ?? 0)
  const promised = rows.reduce((sum, row) => sum + (sheet.money(`terms/${row}/amount`) ?? 0), 0)
  const values: Record<string, unknown> = {
    order: Math.max(0, ...orders) + 1,
    payer: before('payer') || first('respondent'),
    payee: before('payee') || first('applicant'),
    method: before('method') || 'transfer',
  }
  if (claimed > promised) values['amount'] = claimed - promised
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

const TERM_FIELDS = [
  'order', 'kind', 'claim', 'member', 'what', 'payer', 'payee', 'amount', 'due', 'method', 'on_spot', 'event', 'event_limit', 'event_days', 'deed', 'proof', 'from', 'to', 'account_name', 'bank', 'account_no',
]
export const KINDS = ['money', 'event', 'social_insurance', 'escrow', 'deed'] as const
export type Kind = (typeof KINDS)[number]
/** A row that says nothing of its kind is money by a date. */
export const kindOf = (sheet: Sheet, row: string): Kind => KINDS.find((one) => one === sheet.text(`terms/${row}/kind`)) ?? 'money'

/** Everything a row holds, by path, so that it can be put back. */
export function valuesOf(sheet: Sheet, table: Table, row: string): Record<string, unknown> {
  const names = table === 'terms' ? TERM_FIELDS : ['order', 'text', 'library']
  const found = names.map((name) => [`${table}/${row}/${name}`, sheet.value(`${table}/${row}/${name}`)] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== null))
}
