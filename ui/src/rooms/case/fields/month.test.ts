import { describe, expect, it } from 'vitest'
import { readMonth } from './month'

const today = '2026-11-20'

describe('a month is read as it is said', () => {
  it.each([
    ['9月', '2026-09'],
    ['12月', '2025-12'],
    ['2026-09', '2026-09'],
    ['202609', '2026-09'],
    ['2026年9月', '2026-09'],
    ['２０２６．９', '2026-09'],
    ['上个月', '2026-10'],
    ['去年3月', '2025-03'],
    ['', null],
  ])('%s', (text, month) => expect(readMonth(text, today)).toBe(month))

  it.each([['13月'], ['第三季度'], ['2026-00']])('%s is not taken', (text) => expect(readMonth(text, today)).toBeUndefined())

  it('goes back over the turn of the year', () => expect(readMonth('上个月', '2026-01-05')).toBe('2025-12'))
})
