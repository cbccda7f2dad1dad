// Where the words were found, as pieces of text to be marked.
import { t, i18n, type Key } from '@/words'
import type { CaseHit } from '../case/model'

export interface Piece {
  text: string
  on: boolean
}

/** Cuts a text at its ranges (in characters, not in UTF-16 units). */
export function cut(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const chars = [...text]
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const start = Math.max(from, at)
    if (to <= start) continue
    if (start > at) pieces.push({ text: chars.slice(at, start).join(''), on: false })
    pieces.push({ text: chars.slice(start, to).join(''), on: true })
    at = Math.min(to, chars.length)
  }
  if (at < chars.length) pieces.push({ text: chars.slice(at).join(''), on: false })
  return pieces
}

/** A list shows a few characters around the find. */
const AROUND = 8

function around(hit: CaseHit): { text: string; ranges: [number, number][] } {
  const first = hit.ranges[0]
  const chars = [...hit.text]
  if (!first || chars.length <= 2 * AROUND + 4) return hit
  const from = Math.max(0, first[0] - AROUND)
  const to = Math.min(chars.length, first[1] + AROUND)
  const lead = from > 0 ? 1 : 0
  return {
    text: `${lead ? '…' : ''}${chars.slice(from, to).join('')}${to < chars.length ? '…' : ''}`,
    ranges: hit.ranges.filter(([a, b]) => a >= from && b <= to).map(([a, b]) => [a - from + lead, b - from + lead]),
  }
}

/** The title with what was found in it, and after it what was found elsewhere: 岩某 — 某某物流（代理人 朱某）. */
export function titlePieces(title: string, hits: readonly CaseHit[]): Piece[] {
  const ranges: [number, number][] = []
  const elsewhere: CaseHit[] = []
  for (const hit of hits) {
    const at = hit.field === 'applicant' || hit.field === 'respondent' ? title.indexOf(hit.text) : -1
    if (at < 0) {
      elsewhere.push(hit)
      continue
    }
    const shift = [...title.slice(0, at)].length
    for (const [from, to] of hit.ranges) ranges.push([from + shift, to + shift])
  }
  const pieces = cut(title, ranges)
  const other = elsewhere.find((hit) => hit.field !== 'number')
  if (other && ranges.length === 0) {
    const key = `cases.fields.${other.field}`
    const field = i18n.global.te(key) ? t(key as Key) : ''
    const [open = '', close = ''] = t('cases.hit', { field, text: '\n' }).split('\n')
    const { text, ranges: found } = around(other)
    pieces.push({ text: open, on: false }, ...cut(text, found), { text: close, on: false })
  }
  return pieces
}
