// What a person picks between two desks, and what is sent for it.
import type { CaseView, ConflictField, ConflictItem } from '@/platform/contract'
import { t } from '@/words'

export type Side = 'here' | 'there'
export type Picks = Record<string, Side>

/** Stands for a decision, which has no fields. */
export const WHOLE = 'whole'

export const keyOf = ({ record }: Pick<ConflictItem, 'record'>): string => `${record.dev}:${record.inc}:${record.seq}`

export const differing = (item: Pick<ConflictItem, 'fields'>): ConflictField[] => item.fields.filter((one) => !one.same)

/** Fields picked from the other side; leaving what stands needs no pick. */
export const taken = (item: Pick<ConflictItem, 'fields'>, picks: Picks): ConflictField[] => differing(item).filter((one) => picks[one.path] === 'there')

/** `take` of `conflict.resolve`. A record taken in all its points is taken whole, so that what was written on top of it follows. */
export function takeOf(item: Pick<ConflictItem, 'fields' | 'touches'>, picks: Picks): string[] {
  if (item.fields.length === 0) return picks[WHOLE] === 'there' ? [...item.touches] : []
  const chosen = taken(item, picks)
  const all = chosen.length > 0 && chosen.length === differing(item).length
  return (all ? item.fields : chosen).map((one) => one.path)
}

export interface Choice {
  item: ConflictItem
  /** Written on top of it by the same desk: settled with it. */
  held: ConflictItem[]
}

/** Items to choose, each with those that hang on it. A held one whose first has gone is chosen for itself. */
export function choices(items: ConflictItem[]): Choice[] {
  const heads: Choice[] = []
  for (const item of items) {
    const above = heads.findLast(({ item: head }) => head.record.dev === item.record.dev && head.record.inc === item.record.inc && head.record.seq < item.record.seq)
    if (item.held && above) above.held.push(item)
    else heads.push({ item, held: [] })
  }
  return heads
}

/** Whose row a field stands in: 张某, 第二期, 第三条. */
export function rowOf(path: string, sheet: Record<string, unknown>): string {
  const [table = '', row = '', name] = path.split('/')
  if (!name) return ''
  const value = (field: string): unknown => sheet[`${table}/${row}/${field}`]
  const text = (field: string): string => (typeof value(field) === 'string' ? (value(field) as string) : '')
  if (table === 'parties') return text('name') || t('conflict.rowKind.parties')
  const rows = [...new Set(Object.keys(sheet).filter((one) => one.startsWith(`${table}/`)).map((one) => one.split('/')[1] ?? ''))]
  if (!rows.includes(row)) return t('conflict.row.fresh')
  const order = (id: string): number => (typeof sheet[`${table}/${id}/order`] === 'number' ? (sheet[`${table}/${id}/order`] as number) : Number.MAX_SAFE_INTEGER)
  const no = rows.toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1)).indexOf(row) + 1
  if (table === 'terms') return t('conflict.row.term', { no })
  if (table === 'clauses') return t('conflict.row.clause', { no })
  return table === 'claims' ? `${t('conflict.rowKind.claims')}${rows.length > 1 ? no : ''}` : ''
}

/** Where a third value is written. */
export function placeOf(view: Pick<CaseView, 'id'>, path: string): string {
  const table = path.split('/')[0]
  if (table === 'terms' || table === 'clauses' || table === 'agreement') return `/cases/${view.id}/agreement`
  return `/cases/${view.id}?at=${table === 'parties' ? 'parties' : 'claims'}&field=${encodeURIComponent(path)}`
}
