import { describe, expect, it } from 'vitest'
import { readTime, withOffset } from './moment'

describe('a time of day is read as it is said', () => {
  it.each([
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['14：05', '14:05'],
    ['9点', '09:00'],
    ['9点半', '09:30'],
    ['下午3点', '15:00'],
    ['３点一刻', '03:15'],
    ['8', '08:00'],
  ])('%s', (text, time) => expect(readTime(text)).toBe(time))

  it.each(['25:00', '9:75', '早上', ''])('%s is not taken', (text) => expect(readTime(text)).toBeNull())

  it('keeps the offset of the desk', () => expect(withOffset('2026-11-20', '14:05', '2026-11-20T14:02:11.25+08:00')).toBe('2026-11-20T14:05:00+08:00'))
})
