import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asDeskError, type DeskError } from '@/platform'

export interface Preview {
  data: ShallowRef<Uint8Array | null>
  busy: Ref<boolean>
  error: ShallowRef<DeskError | null>
  /** Asks for the paper anew, a moment after the last call. */
  soon: () => void
  now: () => void
}

/**
 * Typing must not queue up typesetting: one paper at a time, the newest wish next, the last good pages stay.
 * A warm paper takes some 30 ms: a pause of 90 ms keeps the page within a tenth of a second of the last key but one.
 */
export function usePreview(typeset: () => Promise<Uint8Array>, wait = 90): Preview {
  const data = shallowRef<Uint8Array | null>(null)
  const busy = ref(false)
  const error = shallowRef<DeskError | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let gone = false

  async function run(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    busy.value = true
    do {
      again = false
      try {
        const got = await typeset()
        if (gone) return
        if (!again) data.value = got
        error.value = null
      } catch (thrown) {
        if (gone) return
        error.value = asDeskError(thrown)
      }
    } while (again)
    running = false
    busy.value = false
  }
  function soon(): void {
    clearTimeout(timer)
    busy.value = true
    timer = setTimeout(() => void run(), wait)
  }
  function now(): void {
    clearTimeout(timer)
    void run()
  }
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })
  return { data, busy, error, soon, now }
}
