// Dates as people write them ↔ `2026-11-20`. No time zone is involved: a date is three numbers.
import { ref } from 'vue'
import { halfWidth } from './amount'

export type DateFault = 'unreadable' | 'impossible'
export type DateRead = { date: string } | { fault: DateFault } | null

const pad = (n: number): string => String(n).padStart(2, '0')

function make(year: number, month: number, day: number): DateRead {
  const at = new Date(Date.UTC(year, month - 1, day))
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return real && year >= 1900 && year <= 2999 ? { date: `${year}-${pad(month)}-${pad(day)}` } : { fault: 'impossible' }
}

/** Days after a date; negative is before. */
export function addDays(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** Days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()

const WORDS: Record<string, number> = { 大前天: -3, 前天: -2, 昨天: -1, 昨日: -1, 今天: 0, 今日: 0, 明天: 1, 明日: 1, 后天: 2, 大后天: 3 }
const WEEKDAYS = '日一二三四五六'

/** Reads what was typed against today. A date without a year is this year's. Empty is `null`. */
export function readDate(text: string, today: string): DateRead {
  const plain = halfWidth(text).replace(/\s/g, '')
  if (plain === '') return null
  const shift = WORDS[plain]
  if (shift !== undefined) return { date: addDays(today, shift) }
  const days = /^(\d{1,3})[天日]后$/.exec(plain) ?? /^\+(\d{1,3})$/.exec(plain)
  if (days) return { date: addDays(today, Number(days[1])) }
  const [year = 0, month = 0] = today.split('-').map(Number)
  if (plain === '月底') return make(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate())
  const week = /^(下?)(?:周|星期|礼拜)([日天一二三四五六])$/.exec(plain)
  if (week) {
    // Monday begins the week; 日 closes it.
    const wanted = (WEEKDAYS.indexOf(week[2] === '天' ? '日' : (week[2] ?? '日')) + 6) % 7
    const here = (weekdayOf(today) + 6) % 7
    return { date: addDays(today, wanted - here + (week[1] ? 7 : 0)) }
  }
  const digits = /^\d+$/.test(plain)
  if (digits && plain.length === 8) return make(+plain.slice(0, 4), +plain.slice(4, 6), +plain.slice(6))
  if (digits && plain.length === 4) return make(year, +plain.slice(0, 2), +plain.slice(2))
  const full = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(plain)
  if (full) return make(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /^(\d{1,2})[-./月](\d{1,2})[日号]?$/.exec(plain)
  if (short) return make(year, Number(short[1]), Number(short[2]))
  const day = /^(\d{1,2})[日号]$/.exec(plain)
  if (day) return make(year, month, Number(day[1]))
  return { fault: 'unreadable' }
}

/** The year at the desk, as it last said: a day of another year is shown with its year. */
const year = ref('')
export function itIs(today: string): void {
  year.value = today.slice(0, 4)
}
const inThisYear = (date: string): boolean => year.value === '' || date.slice(0, 4) === year.value
/** `11-20` in this year, else `2027-11-20`: a day without its year would be taken for this year's. */
export const monthDay = (date: string): string => (inThisYear(date) ? date.slice(5, 10) : date.slice(0, 10))
/** The same, of a last day. */
export const shortDay = monthDay

/** `11月20日`. */
export const monthDayLong = (date: string): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`

/** An instant of another clock's offset, written as in the offset of `like`: a centre counts in UTC. */
export function inOffsetOf(instant: string, like: string): string {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(like)
  const minutes = offset ? (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1) : 0
  const at = Date.parse(instant)
  return Number.isNaN(at) ? instant : new Date(at + minutes * 60_000).toISOString().slice(0, 19) + (offset?.[0] ?? 'Z')
}

/** `14:05` of an instant as the desk wrote it (its own offset, not the viewer's). */
export const clockOf = (instant: string): string => instant.slice(11, 16)

/** 2026年11月22日. */
export const longDay = (date: string): string => `${date.slice(0, 4)}年${monthDayLong(date)}`
/** `11月20日` in this year, else `2027年11月20日`. */
export const dayLong = (date: string): string => (inThisYear(date) ? monthDayLong(date) : longDay(date))
