// The gap chart: days to places across, sums to places down.
import type { GapChart } from '@/platform/contract'

export interface Dot {
  x: number
  y: number
  sum: number
}
export interface Lines {
  worker: Dot[]
  employer: Dot[]
  mediator: Dot[]
  days: { x: number; on: string }[]
}

/** Points of each side in a box of `wide` × `high`; the highest sum is at the top, nothing below zero. */
export function linesOf(chart: GapChart, wide: number, high: number): Lines {
  const { points } = chart
  const most = Math.max(1, ...points.flatMap((one) => [one.worker ?? 0, one.employer ?? 0, one.mediator ?? 0]))
  const x = (i: number): number => (points.length < 2 ? wide / 2 : Math.round((i * wide) / (points.length - 1)))
  const y = (sum: number): number => Math.round(high - (sum * high) / most)
  const line = (side: 'worker' | 'employer' | 'mediator'): Dot[] =>
    points.flatMap((one, i) => {
      const sum = one[side]
      return sum === null ? [] : [{ x: x(i), y: y(sum), sum }]
    })
  return { worker: line('worker'), employer: line('employer'), mediator: line('mediator'), days: points.map((one, i) => ({ x: x(i), on: one.on })) }
}
