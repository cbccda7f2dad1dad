import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { asDeskError, onChanged, rpc, type DeskError } from '@/platform'
import type { StaffFace, Status } from '@/platform/contract'
import { itIs } from '@/text/date'

export type Person = StaffFace
export type { Settings } from '@/platform/contract'

/** What the frame itself shows. */
const MINE = new Set(['lock', 'settings', 'staff', 'host', 'everything'])

/** How often a person's activity is reported, so that the idle lock does not fall on someone typing. */
const TOUCH_MS = 20_000

/** The desk as the frame sees it: whether it is open, for whom, and what time it is there. */
export const useDesk = defineStore('desk', () => {
  const status = shallowRef<Status | null>(null)
  const error = shallowRef<DeskError | null>(null)
  /** Rows waiting on 工作台, for the rail. */
  const waiting = ref<number | null>(null)
  const tick = ref(Date.now())
  let heardAt = Date.now()
  let touchedAt = 0
  const beforeLock = new Set<() => Promise<void>>()

  async function refresh(): Promise<void> {
    try {
      status.value = await rpc('desk.status')
      heardAt = Date.now()
      tick.value = heardAt
      error.value = null
    } catch (thrown) {
      error.value = asDeskError(thrown)
    }
  }
  /** What must be written before the key goes: half-typed fields. */
  function guard(run: () => Promise<void>): () => void {
    beforeLock.add(run)
    return () => beforeLock.delete(run)
  }
  async function settle(): Promise<void> {
    await Promise.allSettled([...beforeLock].map((run) => run()))
  }
  async function lock(): Promise<void> {
    await settle()
    await rpc('desk.lock')
    waiting.value = null
    await refresh()
  }
  function touch(): void {
    if (status.value?.state !== 'open' || Date.now() - touchedAt < TOUCH_MS) return
    touchedAt = Date.now()
    void rpc('desk.touch').catch(() => undefined)
  }
  const now = computed(() => {
    // The desk's own clock carried on, in its own offset, so that a test's date holds on the screen too.
    const at = status.value?.now
    if (!at) return ''
    const wall = new Date(`${at.slice(0, 19)}Z`).getTime() + (tick.value - heardAt)
    return new Date(wall).toISOString().slice(0, 19)
  })
  const today = computed(() => now.value.slice(0, 10))
  watch(today, itIs, { immediate: true })
  const state = computed(() => status.value?.state ?? null)
  const who = computed(() => status.value?.who ?? null)
  const settings = computed(() => status.value?.settings ?? null)
  /** The step of 首次设置 to go on with; 0 when it is done. */
  const setupStep = computed(() => settings.value?.setup_step ?? 0)

  function start(): void {
    setInterval(() => {
      tick.value = Date.now()
    }, 1000 * 10)
    onChanged((changed) => {
      if (changed.some((one) => MINE.has(one))) void refresh()
    })
  }
  return { status, error, state, who, settings, setupStep, now, today, waiting, refresh, lock, touch, guard, settle, start }
})
