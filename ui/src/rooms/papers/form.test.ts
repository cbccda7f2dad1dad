import { describe, expect, it } from 'vitest'
import { emptyRow, inRows, listOf, misfit, rowsOf, textOf } from './form'
import type { PaperField } from './model'

const field = (path: string, typed: string): PaperField => ({ path, typed, label: path, hint: '', choices: [], columns: [], value: null, asked: null, unreadable: false })

describe('the form of a paper', () => {
  it('sets two short fields side by side, and leaves tables, long text and what is asked alone', () => {
    const all = [field('a', 'day'), field('b', 'time'), field('c', 'long'), field('d', 'text'), field('e', 'text'), field('f', 'count')]
    const rows = inRows(all, (one) => one.path === 'e')
    expect(rows.map((row) => row.map((one) => one.path).join(''))).toEqual(['ab', 'c', 'd', 'e', 'f'])
  })
  it('shows lists as lines and takes them back', () => {
    expect(textOf(['付工资', '补社保'])).toBe('付工资\n补社保')
    expect(listOf('付工资\n补社保')).toEqual(['付工资', '补社保'])
    expect(rowsOf(null)).toEqual([])
    expect(emptyRow([{ name: 'what', label: '', typed: 'text', choices: [], width: 1 }])).toEqual({ what: null })
  })
  it.each([
    ['count', '12', null], ['count', '十二', 'count'], ['time', '9:30', null], ['time', '25:00', 'time'],
    ['moment', '2026-11-20T14:05', null], ['moment', '明天', 'moment'], ['text', '随便', null],
  ])('%s %s', (typed, text, fault) => expect(misfit(typed, text)).toBe(fault))
})
