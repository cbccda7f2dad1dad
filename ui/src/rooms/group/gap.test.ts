import { describe, expect, it } from 'vitest'
import { linesOf } from './gap'

const point = (on: string, worker: number | null, employer: number | null) => ({ on, worker, employer, mediator: null, gap: null, closed: null })

describe('the gap chart', () => {
  it('puts the higher sum higher and the later day further right', () => {
    const { worker, employer } = linesOf({ points: [point('2026-11-20', 80_00, 20_00), point('2026-11-22', 60_00, 40_00)], first: 60_00, now: 20_00, accepted: null }, 200, 100)
    expect(worker).toEqual([{ x: 0, y: 0, sum: 80_00 }, { x: 200, y: 25, sum: 60_00 }])
    expect(employer.map((one) => one.y)).toEqual([75, 50])
  })
  it('writes a day once under the middle of its offers', () => {
    const points = [point('2026-11-20', 80, 20), point('2026-11-20', 80, 40), point('2026-11-20', 60, 40), point('2026-11-22', 60, 60)]
    expect(linesOf({ points, first: 60, now: 0, accepted: null }, 300, 100).days).toEqual([{ x: 100, on: '2026-11-20' }, { x: 300, on: '2026-11-22' }])
  })
  it('leaves out a side that has named nothing, and stays in the box when all is zero', () => {
    const { worker, employer, mediator } = linesOf({ points: [point('2026-11-20', null, 0)], first: null, now: null, accepted: null }, 200, 100)
    expect([worker, mediator]).toEqual([[], []])
    expect(employer).toEqual([{ x: 100, y: 100, sum: 0 }])
  })
})
