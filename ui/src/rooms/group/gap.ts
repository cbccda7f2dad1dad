// The gap chart: offers to places across in their order, sums to places down.
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

/** A day is written once, under the middle of its offers. */
function daysOf({ points }: GapChart, x: (i: number) => number): Lines['days'] {
  const days = [...new Set(points.map((one) => one.on))]
  return days.map((on) => {
    const first = points.findIndex((one) => one.on === on)
    const last = points.findLastIndex((one) => one.on === on)
    return { x: Math.round((x(first) + x(last)) / 2), on }
  })
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
  return { worker: line('worker'), employer: line('employer'), mediator: line('mediator'), days: daysOf(chart, x) }
}
