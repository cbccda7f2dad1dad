import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useDesk } from '@/desk'
import { asDeskError, onChanged, rpc, type DeskError } from '@/platform'
import type { SyncView } from '@/platform/contract'
import { syncWord } from './syncWord'

/** A busy line changes many times a second; a person reads it less often. */
const REST_MS = 200
/** `case` too: what was just saved waits, and a paused line says nothing of it. */
const MINE = ['sync', 'case', 'settings', 'lock', 'everything']

/** The line to the county's centre, read once for the frame and every screen. */
export const useSync = defineStore('sync', () => {
  const desk = useDesk()
  const view = shallowRef<SyncView | null>(null)
  const error = shallowRef<DeskError | null>(null)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    if (desk.state !== 'open') {
      turn++
      view.value = null
      return
    }
    const mine = ++turn
    try {
      const got = await rpc('sync.status')
      if (mine !== turn) return
      view.value = got
      error.value = null
    } catch (thrown) {
      if (mine === turn) error.value = asDeskError(thrown)
    }
  }
  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void refresh()
    }, REST_MS)
  }
  /** What a verb of the line answered is newer than anything under way. */
  function take(next: SyncView): void {
    turn++
    view.value = next
    error.value = null
  }
  const word = computed(() => syncWord(view.value, desk.today))
  const conflicts = computed(() => view.value?.conflicts ?? 0)

  function start(): void {
    watch(() => desk.state, () => void refresh(), { immediate: true })
    onChanged((changed) => {
      if (changed.some((one) => MINE.includes(one) || one.startsWith('case:'))) soon()
    })
  }
  return { view, error, word, conflicts, refresh, take, start }
})
