import { describe, expect, it } from 'vitest'
import { instantOf, readClock } from './time'

describe('a time of day is read as it is said', () => {
  it.each([
    ['16:05', '16:05'],
    ['1605', '16:05'],
    ['9：3', '09:03'],
    ['16点5分', '16:05'],
    ['16点', '16:00'],
  ])('%s', (text, time) => expect(readClock(text)).toBe(time))
  it.each([['24:00'], ['12:60'], ['下午'], ['']])('%s is not taken', (text) => expect(readClock(text)).toBeNull())
})

it('an instant keeps the offset of the desk, not of the viewer', () => {
  expect(instantOf('2026-11-24', '16:05', '2026-11-24T16:12:00+08:00')).toBe('2026-11-24T16:05:00+08:00')
})
