// The form of a paper: which fields stand side by side, and what a row of a table is while it is typed.
import type { PaperColumn, PaperField } from './model'

/** Kinds of field that need the whole width. */
const WIDE = new Set(['long', 'lines', 'many', 'rows', 'employer'])
export const isWide = (one: { typed: string }): boolean => WIDE.has(one.typed)

/** Fields in their order, two short ones side by side. A field with a question of its own stands alone. */
export function inRows(fields: readonly PaperField[], alone: (one: PaperField) => boolean): PaperField[][] {
  const rows: PaperField[][] = []
  for (const one of fields) {
    const last = rows.at(-1)
    const first = last?.[0]
    const fits = first !== undefined && last?.length === 1 && !isWide(first) && !alone(first)
    if (fits && !isWide(one) && !alone(one)) last?.push(one)
    else rows.push([one])
  }
  return rows
}

export type Row = Record<string, unknown>

export const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value.filter((one): one is Row => typeof one === 'object' && one !== null) : [])

/** What is typed into a cell or field, as text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : textOf(value).split('\n').filter(Boolean))

/** An empty row with all its columns, so that the desk sees what was left out. */
export const emptyRow = (columns: readonly PaperColumn[]): Row => Object.fromEntries(columns.map((one) => [one.name, null]))

/** A number, an amount or a time that will not be read: said while it is typed, before the desk says it. */
export function misfit(typed: string, text: string): 'count' | 'time' | 'moment' | null {
  const plain = text.trim()
  if (plain === '') return null
  if (typed === 'count') return /^\d{1,6}$/.test(plain) ? null : 'count'
  if (typed === 'time') return /^([01]?\d|2[0-3])[:：][0-5]\d$/.test(plain) ? null : 'time'
  if (typed === 'moment') return /^\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):[0-5]\d$/.test(plain) ? null : 'moment'
  return null
}
