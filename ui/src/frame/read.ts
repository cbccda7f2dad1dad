import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { asDeskError, onChanged, type DeskError } from '@/platform'

/** A thing read from the desk: what was last known stays while it is read again. */
export interface Reading<T> {
  data: ShallowRef<T | null>
  error: Ref<DeskError | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/**
 * Reads now, again when `key` changes, and again when the desk says that one of `nouns` changed.
 * A noun `case` hears `case:…` of every case; `case:17` only that one.
 */
export function useRead<T>(read: () => Promise<T>, nouns: string[] | (() => string[]) = [], key?: () => unknown): Reading<T> {
  const data = shallowRef<T | null>(null)
  const error = ref<DeskError | null>(null)
  const loading = ref(false)
  let turn = 0
  async function reload(): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const got = await read()
      if (mine !== turn) return
      data.value = got
      error.value = null
    } catch (thrown) {
      if (mine === turn) error.value = asDeskError(thrown)
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  const stop = onChanged((changed) => {
    const mine = typeof nouns === 'function' ? nouns() : nouns
    // So many changes at once that some were lost: read everything anew.
    const hit = changed.some((one) => one === 'everything' || mine.some((noun) => one === noun || one.startsWith(`${noun}:`)))
    if (hit) void reload()
  })
  onBeforeUnmount(() => {
    turn++
    stop()
  })
  if (key) watch(key, () => void reload())
  void reload()
  return { data, error, loading, reload }
}
