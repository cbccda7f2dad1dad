// Looking at pages: fit, nearer, farther, page by page; the same keys wherever a paper is seen.
import { ref, type Ref } from 'vue'

export type Zoom = 'width' | 'page' | number

const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The next step above or below, from wherever the fit stands. */
export function step(now: number, by: number): number {
  const near = 0.01
  const next = by > 0 ? STEPS.find((one) => one > now + near) : STEPS.findLast((one) => one < now - near)
  return next ?? now
}

export interface Looking {
  zoom: Ref<Zoom>
  page: Ref<number>
  pages: Ref<number>
  scale: Ref<number>
  nearer: (by: number) => void
  shown: (seen: { pages: number; scale: number }) => void
  wheel: (event: WheelEvent) => void
}

export function useLooking(first: Zoom): Looking {
  const zoom = ref<Zoom>(first)
  const page = ref(1)
  const pages = ref(0)
  const scale = ref(1)
  function nearer(by: number): void {
    zoom.value = step(typeof zoom.value === 'number' ? zoom.value : scale.value, by)
  }
  return {
    zoom, page, pages, scale, nearer,
    shown: (seen) => {
      pages.value = seen.pages
      scale.value = seen.scale
    },
    /** Ctrl and the wheel, as everywhere; the window itself must not grow. */
    wheel: (event) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      if (event.deltaY !== 0) nearer(event.deltaY < 0 ? 1 : -1)
    },
  }
}
