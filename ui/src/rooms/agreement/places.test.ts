import { describe, expect, it } from 'vitest'
import { filledIn, placesOf } from './places'

describe('places of a clause', () => {
  const text = '{付款人}于{日期}前向{收款人}支付；{付款人}逾期的，另付。'
  it('are named once, in the order of the text', () => {
    expect(placesOf(text)).toEqual(['付款人', '日期', '收款人'])
  })
  it('are filled everywhere they stand, and one left blank keeps its braces', () => {
    expect(filledIn(text, { 付款人: '某某公司', 日期: ' ' })).toBe('某某公司于{日期}前向{收款人}支付；某某公司逾期的，另付。')
  })
})
