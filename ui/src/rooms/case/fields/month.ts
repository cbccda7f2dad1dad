import { halfWidth } from '@/text/amount'

const pad = (n: number): string => String(n).padStart(2, '0')

/** Reads a month against today. A month without a year is the latest one that has begun. `undefined` = not read. */
export function readMonth(text: string, today: string): string | null | undefined {
  const plain = halfWidth(text).replace(/\s/g, '')
  if (plain === '') return null
  const [year = 0, month = 1] = today.split('-').map(Number)
  const back = plain === '这个月' || plain === '本月' ? 0 : plain === '上个月' || plain === '上月' ? 1 : -1
  if (back >= 0) return month - back < 1 ? `${year - 1}-12` : `${year}-${pad(month - back)}`
  const full = /^(\d{4})[-./年]?(\d{1,2})月?$/.exec(plain)
  if (full) return make(Number(full[1]), Number(full[2]))
  const short = /^(去年|今年)?(\d{1,2})月?$/.exec(plain)
  if (!short) return undefined
  const wanted = Number(short[2])
  if (short[1]) return make(short[1] === '去年' ? year - 1 : year, wanted)
  return make(wanted > month ? year - 1 : year, wanted)
}

function make(year: number, month: number): string | undefined {
  return month >= 1 && month <= 12 && year >= 1950 && year <= 2999 ? `${year}-${pad(month)}` : undefined
}

/** `2026-09` → `2026年9月`. */
export const monthWords = (month: string): string => (/^\d{4}-\d{2}$/.test(month) ? `${month.slice(0, 4)}年${Number(month.slice(5))}月` : month)
