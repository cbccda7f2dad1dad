import { describe, expect, it } from 'vitest'
import { masked, sliceOf, stanceOf, sumsOf } from './members'

const values: Record<string, unknown> = {
  'members/a/claimed': 100_00, 'members/a/agreed': 80_00, 'members/a/stance': 'join', 'members/b/claimed': 250_50, 'members/b/stance': 'something_new',
}
const sheet = {
  money: (path: string) => (typeof values[path] === 'number' ? values[path] : null),
  text: (path: string) => (typeof values[path] === 'string' ? values[path] : ''),
}

describe('the table of members', () => {
  it('adds up what is shown, a gap is no sum', () => {
    expect(sumsOf(sheet, ['a', 'b'])).toEqual({ claimed: 350_50, lawful: 0, agreed: 80_00 })
    expect(sumsOf(sheet, ['b']).claimed).toBe(250_50)
  })
  it('takes who has said nothing, or what a later version says, as undecided', () => {
    expect([stanceOf(sheet, 'a'), stanceOf(sheet, 'b'), stanceOf(sheet, 'c')]).toEqual(['join', 'undecided', 'undecided'])
  })
  it('hides the middle of a number and keeps a short one', () => {
    expect(masked('99010119880712001X')).toBe('990101********001X')
    expect(masked('E1234567')).toBe('E1234567')
  })
  it('draws only the rows in sight, and the room of the others adds up', () => {
    const slice = sliceOf(120, 50, 2000, 500)
    expect(slice).toEqual({ from: 34, to: 56, above: 1700, below: 3200 })
    expect(slice.above + (slice.to - slice.from) * 50 + slice.below).toBe(6000)
  })
  it('draws all of a short list, wherever it was scrolled before', () => {
    expect(sliceOf(3, 50, 0, 500)).toEqual({ from: 0, to: 3, above: 0, below: 0 })
    expect(sliceOf(3, 50, 4000, 500).to).toBe(3)
  })
})
