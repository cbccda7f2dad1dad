// What is typed into a rule's form, and what of it goes to the desk.
import { halfWidth, readAmount } from '@/text/amount'
import { readDate } from '@/text/date'
import { readMonth } from '../case/fields/month'
import type { Field } from './model'

export type Typed = Record<string, unknown>
export type Row = Record<string, unknown>

const blank = (value: unknown): boolean => value === undefined || value === null || value === ''

/** Rows that hold more than the marks of a fresh row. */
export const filled = (rows: Row[]): Row[] => rows.filter((row) => Object.values(row).some((value) => !blank(value) && value !== false))

export const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : [])

/** What the desk computes with: only what is filled in, in the shapes of the rule. */
export function inputOf(fields: readonly Field[], typed: Typed): Typed {
  const out: Typed = {}
  for (const { name, kind } of fields) {
    const value = typed[name]
    if (kind.type === 'table') {
      const rows = filled(rowsOf(value)).map((row) => inputOf(kind.columns, row))
      if (rows.length > 0) out[name] = rows
    } else if (!blank(value)) out[name] = value
  }
  return out
}

/** Labels of what the rule cannot do without and nobody has filled in. */
export function unfilled(fields: readonly Field[], typed: Typed): string[] {
  const input = inputOf(fields, typed)
  return fields.filter((one) => one.required && one.kind.type !== 'flag' && blank(input[one.name])).map((one) => one.label)
}

/** Hours as they are said: `2.5`, `2小时30分`, `2:30`. The model is decimal text; `undefined` = not read. */
export function readHours(text: string): string | null | undefined {
  const plain = halfWidth(text).replace(/\s/g, '')
  if (plain === '') return null
  const decimal = /^(\d{1,4}(?:\.\d{1,4})?)(?:小时|时|h)?$/i.exec(plain)
  if (decimal) return String(decimal[1])
  const clock = /^(\d{1,4})(?:[:：]|小时|时)(\d{1,2})(?:分钟?)?$/.exec(plain)
  const minutes = clock ? Number(clock[2]) : Number(/^(\d{1,4})分钟?$/.exec(plain)?.[1] ?? Number.NaN)
  if (Number.isNaN(minutes) || (clock && minutes > 59)) return undefined
  const all = Number(clock?.[1] ?? 0) * 60 + minutes
  // A third of an hour has no decimal: it stays hours and minutes.
  return all % 3 === 0 ? String(all / 60) : `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`
}

/** A decimal as it is said, with its per cent sign taken off; `undefined` = not read. */
export function readDecimal(text: string): string | null | undefined {
  const plain = halfWidth(text).replace(/[\s,%]/g, '')
  if (plain === '') return null
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? plain : undefined
}

/** A whole number as it is said; `undefined` = not read. */
export function readCount(text: string): number | null | undefined {
  const plain = halfWidth(text).replace(/[\s,]/g, '').replace(/[个天人月年日次级]+$/, '')
  if (plain === '') return null
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
}

const YES = new Set(['是', '有', '√', '✓', 'y', 'yes', 'true', '1', '已补休', '已调休'])
const NO = new Set(['', '否', '无', '没有', '×', 'n', 'no', 'false', '0', '未补休', '-'])

/** One pasted cell in the shape of its column; `undefined` = not read. */
export function readCell({ kind }: Field, text: string, today: string): unknown {
  const plain = text.trim()
  if (kind.type === 'flag') return YES.has(plain.toLowerCase()) ? true : NO.has(plain.toLowerCase()) ? false : undefined
  if (plain === '') return null
  switch (kind.type) {
    case 'money': {
      const read = readAmount(plain)
      return read === null ? null : 'fen' in read ? read.fen : undefined
    }
    case 'day': {
      const read = readDate(plain.replace(/\s.*$/, ''), today)
      return read === null ? null : 'date' in read ? read.date : undefined
    }
    case 'month':
      return readMonth(plain, today)
    case 'hours':
      return readHours(plain)
    case 'count':
      return readCount(plain)
    case 'decimal':
      return readDecimal(plain)
    case 'choice':
      return kind.options.find((one) => one.code === plain || one.words === plain)?.code
    default:
      return plain
  }
}

export interface Unread {
  row: number
  label: string
  text: string
}

/** A block copied from Excel or WPS laid over the table from one cell on; what was not read is told, not guessed. */
export function pasted(columns: readonly Field[], rows: Row[], at: { row: number; column: number }, text: string, today: string): { rows: Row[]; unread: Unread[] } {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n').map((line) => line.split('\t'))
  // A first line that reads like heads is no row.
  const heads = lines[0]?.filter((cell) => columns.some((one) => cell.trim() !== '' && one.label.includes(cell.trim()))).length ?? 0
  const block = heads > 0 && heads >= Math.ceil((lines[0]?.length ?? 1) / 2) ? lines.slice(1) : lines
  const next = rows.map((row) => ({ ...row }))
  const unread: Unread[] = []
  block.forEach((cells, down) => {
    const row: Row = (next[at.row + down] ??= {})
    cells.forEach((cell, right) => {
      const column = columns[at.column + right]
      if (!column) return
      const value = readCell(column, cell, today)
      if (value === undefined) unread.push({ row: at.row + down + 1, label: column.label, text: cell.trim() })
      else row[column.name] = value
    })
  })
  return { rows: next, unread }
}
