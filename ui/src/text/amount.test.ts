import { describe, expect, it } from 'vitest'
import { amount, readAmount } from './amount'

describe('an amount is read as a clerk writes it', () => {
  it.each([
    ['8000', 800_000],
    ['8,000.00', 800_000],
    ['８０００元', 800_000],
    ['0.5', 50],
    ['1.2万', 1_200_000],
    ['3千', 300_000],
    ['008000', 800_000],
    ['99999999999.99', 9_999_999_999_999],
  ])('%s', (text, fen) => expect(readAmount(text)).toEqual({ fen }))

  it.each([
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['999999999999', 'long'],
    ['1.005', 'fen'],
    ['八千', 'unreadable'],
    ['3千5', 'unreadable'],
  ])('%s is not taken', (text, fault) => expect(readAmount(text)).toEqual({ fault }))

  it('leaves an empty field empty', () => expect(readAmount(' ')).toBeNull())
})

describe('an amount is shown with two decimals and thousands', () => {
  it.each([
    [800_000, '8,000.00'],
    [0, '0.00'],
    [5, '0.05'],
    [123_456_789, '1,234,567.89'],
    [-400_000, '-4,000.00'],
  ])('%d', (fen, text) => expect(amount(fen)).toBe(text))

  it('reads back what it shows', () => {
    for (const fen of [1, 99, 100, 12_345, 9_999_999_999_999]) expect(readAmount(amount(fen))).toEqual({ fen })
  })
})
