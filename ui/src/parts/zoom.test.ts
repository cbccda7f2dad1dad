import { describe, expect, it } from 'vitest'
import { step, useLooking } from './zoom'

describe('looking at pages', () => {
  it('goes from a fit to the next step, and stays at the ends', () => {
    expect(step(0.83, 1)).toBe(0.9)
    expect(step(0.83, -1)).toBe(0.75)
    expect(step(1, 1)).toBe(1.1)
    expect(step(3, 1)).toBe(3)
    expect(step(0.25, -1)).toBe(0.25)
  })
  it('grows with Ctrl and the wheel alone', () => {
    const look = useLooking('width')
    look.shown({ pages: 2, scale: 0.83 })
    look.wheel({ ctrlKey: false, deltaY: -1, preventDefault: () => expect.unreachable() } as unknown as WheelEvent)
    expect(look.zoom.value).toBe('width')
    let held = false
    look.wheel({ ctrlKey: true, deltaY: -1, preventDefault: () => (held = true) } as unknown as WheelEvent)
    expect([look.zoom.value, held]).toEqual([0.9, true])
  })
})
