import { describe, expect, it } from 'vitest'
import type { CheckItem } from '../papers/model'
import { dayChoices, findings, vagueKind, withDay } from './check'

const item = (code: string, path: string, args: Record<string, unknown> = {}): CheckItem => ({ level: 'bad', code, path, args })

describe('a vague word is mended in its place', () => {
  it('by the day it should have named', () => {
    expect(withDay('被申请人尽快向申请人交付工资条。', '尽快', '2026-12-04')).toBe('被申请人于2026年12月4日前向申请人交付工资条。')
  })
  it('and takes the little words with it', () => {
    expect(withDay('于资金到位后支付', '资金到位后', '2026-12-04')).toBe('于2026年12月4日前支付')
    expect(withDay('条件成熟时支付', '条件成熟', '2026-12-04')).toBe('于2026年12月4日前支付')
  })
  it('offers days the terms name, never one that has passed', () => {
    expect(dayChoices('2026-11-24', ['2026-12-18', '2026-11-01', '2026-12-04']).map((one) => one.date)).toEqual(['2026-12-04', '2026-12-18'])
  })
  it('tells days from amounts', () => {
    expect([vagueKind('尽快'), vagueKind('左右'), vagueKind('协商解决')]).toEqual(['time', 'amount', 'other'])
  })
})

describe('what is to be mended is counted as a person counts', () => {
  const place = (path: string): string => (path.startsWith('clauses') ? '第三条' : '')
  it('a row that lacks three things is one line', () => {
    const found = findings([item('row_without_amount', 'terms/r/amount', { no: 2 }), item('row_without_date', 'terms/r/due', { no: 2 })], place)
    expect(found.map((one) => one.text)).toEqual(['第2期还要写：金额、最迟日期'])
  })
  it('the same about many members is one line that says how many', () => {
    const found = findings(['刀某', '岩某', '玉某'].map((name, i) => item('member_without_account', `members/${i}/account_no`, { name })), place)
    expect(found.map((one) => one.text)).toEqual(['刀某没有写全本人账户；另有 2 人也是这样'])
  })
  it('two rows are two lines', () => {
    const found = findings([item('row_without_date', 'terms/a/due', { no: 1 }), item('row_without_date', 'terms/b/due', { no: 2 })], place)
    expect(found).toHaveLength(2)
  })
  it('the vague words of a clause are one line that names each', () => {
    const found = findings([item('vague_word', 'clauses/k/text', { word: '尽快' }), item('vague_word', 'clauses/k/text', { word: '左右' })], place)
    expect(found.map((one) => one.text)).toEqual(['第三条“尽快”“左右”不能执行'])
  })
  it('a code of a later version is shown by its name, not dropped', () => {
    expect(findings([item('something_new', 'terms/r/what')], place)).toMatchObject([{ text: '有一处要看（something_new）' }])
  })
})
