import { describe, expect, it } from 'vitest'
import { inputOf, pasted, readHours, unfilled } from './fields'
import type { Field } from './model'

const field = (name: string, kind: Field['kind'], required = false): Field => ({ name, label: name, kind, required, help: '' })
const DAYS: Field[] = [
  { ...field('day', { type: 'day' }, true), label: '日期' },
  { ...field('hours', { type: 'hours' }), label: '加班小时' },
  { ...field('compensated', { type: 'flag' }), label: '已安排补休' },
]

describe('what goes to the desk', () => {
  it('leaves out what nobody has filled in, and rows that hold nothing', () => {
    const fields = [field('monthly', { type: 'money' }), field('note', { type: 'text' }), field('days', { type: 'table', columns: DAYS })]
    const typed = { monthly: 870000, note: '', days: [{ day: '2026-10-01', hours: '8' }, {}, { compensated: false }], unknown: 'x' }
    expect(inputOf(fields, typed)).toEqual({ monthly: 870000, days: [{ day: '2026-10-01', hours: '8' }] })
  })
  it('keeps a no and a zero: they are answers', () => {
    expect(inputOf([field('insured', { type: 'flag' }), field('paid', { type: 'money' })], { insured: false, paid: 0 })).toEqual({ insured: false, paid: 0 })
  })
  it('names what is still needed by its label', () => {
    const fields = [{ ...field('hired', { type: 'day' }, true), label: '入职日期' }, field('ended', { type: 'day' })]
    expect(unfilled(fields, {})).toEqual(['入职日期'])
    expect(unfilled(fields, { hired: '2020-03-01' })).toEqual([])
  })
})

describe('hours as people say them', () => {
  it.each([['2.5', '2.5'], ['２小时３０分', '2.5'], ['2:30', '2.5'], ['40分钟', '0:40'], ['2:20', '2:20'], ['8h', '8'], ['', null]])('%s is %s', (said, read) => {
    expect(readHours(said)).toBe(read)
  })
  it.each(['两个钟', '2:60', '-3', '2.5.1'])('%s is not read', (said) => {
    expect(readHours(said)).toBeUndefined()
  })
})

describe('a block from Excel', () => {
  const today = '2026-11-20'
  it('is laid in from the cell it was pasted on, over what stands there', () => {
    const { rows, unread } = pasted(DAYS, [{ day: '2026-10-01', hours: '8' }, { day: '2026-10-09', hours: '1' }], { row: 1, column: 0 }, '2026/10/10\t2.5\t是\r\n2026年10月11日\t3\t\r\n', today)
    expect(unread).toEqual([])
    expect(rows).toEqual([
      { day: '2026-10-01', hours: '8' },
      { day: '2026-10-10', hours: '2.5', compensated: true },
      { day: '2026-10-11', hours: '3', compensated: false },
    ])
  })
  it('passes over a line of heads', () => {
    const { rows } = pasted(DAYS, [], { row: 0, column: 0 }, '日期\t加班小时\n20261001\t8', today)
    expect(rows).toEqual([{ day: '2026-10-01', hours: '8' }])
  })
  it('tells a cell it cannot read and leaves it empty, never guessed', () => {
    const { rows, unread } = pasted(DAYS, [], { row: 0, column: 0 }, '10月三十五\t八个多\n2026-10-02\t2', today)
    expect(unread).toEqual([{ row: 1, label: '日期', text: '10月三十五' }, { row: 1, label: '加班小时', text: '八个多' }])
    expect(rows[1]).toEqual({ day: '2026-10-02', hours: '2' })
  })
  it('ignores columns beyond the table', () => {
    expect(pasted(DAYS, [], { row: 0, column: 1 }, '2\t否\t备注', today).rows).toEqual([{ hours: '2', compensated: false }])
  })
})
