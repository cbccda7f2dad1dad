import { describe, expect, it } from 'vitest'
import { inOffsetOf, addDays, dayLong, daysBetween, itIs, longDay, monthDay, readDate, shortDay, weekdayOf } from './date'

const today = '2026-11-20' // a Friday

describe('a date is read as it is typed', () => {
  it.each([
    ['20261120', '2026-11-20'],
    ['2026-11-20', '2026-11-20'],
    ['2026年11月20日', '2026-11-20'],
    ['2026.1.2', '2026-01-02'],
    ['11-20', '2026-11-20'],
    ['1205', '2026-12-05'],
    ['１２月５日', '2026-12-05'],
    ['5号', '2026-11-05'],
    ['今天', '2026-11-20'],
    ['明天', '2026-11-21'],
    ['大前天', '2026-11-17'],
    ['3天后', '2026-11-23'],
    ['+15', '2026-12-05'],
    ['月底', '2026-11-30'],
    ['周一', '2026-11-16'],
    ['下周一', '2026-11-23'],
    ['周日', '2026-11-22'],
  ])('%s', (text, date) => expect(readDate(text, today)).toEqual({ date }))

  it.each([
    ['2026-02-29', 'impossible'],
    ['20261301', 'impossible'],
    ['31号', 'impossible'],
    ['尽快', 'unreadable'],
    ['123', 'unreadable'],
  ])('%s is not taken', (text, fault) => expect(readDate(text, today)).toEqual({ fault }))

  it('leaves an empty field empty', () => expect(readDate('', today)).toBeNull())
})

describe('days are counted without a time zone', () => {
  it('over a leap day and a year', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-11-20', '2026-12-05')).toBe(15)
  })
  it('knows the weekday', () => expect(weekdayOf('2026-12-05')).toBe(6))
})

describe('an instant of another clock reads as this desk reads its own', () => {
  it.each([
    ['2026-11-25T06:30:10Z', '2026-11-22T14:00:00+08:00', '2026-11-25T14:30:10+08:00'],
    ['2026-11-25T20:30:10Z', '2026-11-22T14:00:00+08:00', '2026-11-26T04:30:10+08:00'],
    ['2026-11-25T06:30:10+08:00', '2026-11-22T14:00:00Z', '2026-11-24T22:30:10Z'],
  ])('%s beside %s', (instant, like, read) => expect(inOffsetOf(instant, like)).toBe(read))
})

describe('a last day', () => {
  it('has its year when it is not this one', () => {
    itIs('2026-11-20')
    expect(['2026-12-31', '2027-11-09'].map(shortDay)).toEqual(['12-31', '2027-11-09'])
    itIs('2027-01-04')
    expect(['2026-12-31', '2027-11-09'].map(shortDay)).toEqual(['2026-12-31', '11-09'])
  })
})

describe('a day among the words of a screen', () => {
  it('is never cut: whole with its year, or with the year left out where it is this one', () => {
    itIs('2026-11-20')
    expect(longDay('2026-11-20T14:05:00+08:00')).toBe('2026年11月20日')
    expect(longDay('2026-01-02')).toBe('2026年1月2日')
    expect(['2026-11-20T14:05:00+08:00', '2025-11-20'].map(monthDay)).toEqual(['11-20', '2025-11-20'])
    expect(['2026-11-20T14:05:00+08:00', '2025-11-02'].map(dayLong)).toEqual(['11月20日', '2025年11月2日'])
  })
})
