// The table of members: which rows are on the screen, what they add up to, how a number is shown.
import type { Sheet } from '../case/sheet'

export type Stance = 'join' | 'object' | 'undecided' | 'withdrawn'
export const STANCES: readonly Stance[] = ['join', 'object', 'undecided', 'withdrawn']
export const SUMS = ['claimed', 'lawful', 'agreed'] as const

export interface Sums {
  claimed: number
  lawful: number
  agreed: number
}

export const at = (row: string, name: string): string => `members/${row}/${name}`

/** Nobody has said anything yet: that is undecided. */
export function stanceOf(sheet: Pick<Sheet, 'text'>, row: string): Stance {
  const said = sheet.text(at(row, 'stance'))
  return STANCES.find((one) => one === said) ?? 'undecided'
}

/** Sums of the rows that are shown, 分. */
export function sumsOf(sheet: Pick<Sheet, 'money'>, rows: readonly string[]): Sums {
  const sums: Sums = { claimed: 0, lawful: 0, agreed: 0 }
  for (const row of rows) for (const name of SUMS) sums[name] += sheet.money(at(row, name)) ?? 0
  return sums
}

/** `990101********001X`: enough to tell two people apart, not enough to copy. */
export function masked(number: string): string {
  return number.length < 11 ? number : `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`
}

export interface Slice {
  from: number
  to: number
  /** Room above and below the rows that are drawn, px. */
  above: number
  below: number
}

/** Rows to draw of many of one height; a few more on each side, so that scrolling finds them there. */
export function sliceOf(count: number, height: number, top: number, view: number, spare = 6): Slice {
  if (height <= 0 || count === 0) return { from: 0, to: count, above: 0, below: 0 }
  const from = Math.max(0, Math.min(count, Math.floor(top / height) - spare))
  const to = Math.min(count, Math.ceil((top + view) / height) + spare)
  return { from, to, above: from * height, below: (count - to) * height }
}
