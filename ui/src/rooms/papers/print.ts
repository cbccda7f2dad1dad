// One print job: sent, then asked after until it is out of the printer or somebody has to go and look.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { asDeskError, rpc, type DeskError } from '@/platform'
import { t, type Key } from '@/words'
import type { MarkKind } from '@/parts/mark'
import type { JobState } from './model'

const ASK_MS = 1000
/** After this a person wants to know that it is taking long. */
const SLOW_S = 90
/** A job that has been finished or lost is asked after no more. */
const OVER: ReadonlySet<string> = new Set(['done', 'unknown'])

const REASONS: [RegExp, string][] = [
  [/media-(empty|needed|low)|paper-out|out of paper/i, 'paper'],
  [/jam/i, 'jam'],
  [/(cover|door|interlock)-open/i, 'cover'],
  [/(toner|marker|ink)[a-z-]*(empty|low)/i, 'ink'],
  [/offline|connecting|timed-out|unreachable|unable to (connect|locate)|turned off|not responding|may not exist|unavailable/i, 'offline'],
  [/paused|moving-to-paused/i, 'paused'],
  [/aborted|rejected|document-format|filter failed/i, 'refused'],
]

/** The print system's words as a sentence with a remedy, if it is a known fault. */
export function reasonOf(detail: string): string | null {
  const found = REASONS.find(([pattern]) => pattern.test(detail))
  return found ? t(`checks.printReason.${found[1]}` as Key) : null
}

const MARKS: Record<string, MarkKind> = { sending: 'soon', waiting: 'soon', printing: 'soon', done: 'done', stopped: 'overdue', unknown: 'soon' }

export function usePrint(caseId: string, paper: string) {
  const state = ref<JobState | 'sending' | null>(null)
  const detail = ref('')
  const queue = ref('')
  const copies = ref(0)
  const error = shallowRef<DeskError | null>(null)
  const waited = ref(0)
  let job: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let began = 0
  let gone = false

  async function ask(): Promise<void> {
    if (gone || job === null) return
    try {
      const now = await rpc('printer.job', { job })
      state.value = now.state as JobState
      detail.value = now.detail ?? ''
      error.value = null
    } catch (thrown) {
      error.value = asDeskError(thrown)
    }
    waited.value = Math.round((Date.now() - began) / 1000)
    if (!gone && !OVER.has(state.value ?? '')) timer = setTimeout(() => void ask(), waited.value > SLOW_S ? 5 * ASK_MS : ASK_MS)
  }
  async function send(count: number, to: string | null, how: { duplex?: boolean; pages?: string } = {}): Promise<boolean> {
    clearTimeout(timer)
    state.value = 'sending'
    detail.value = ''
    error.value = null
    copies.value = count
    queue.value = to ?? t('papers.systemQueue')
    try {
      const sent: { job: string; queue: string } = await rpc('paper.print', { case: caseId, paper, copies: count, ...(to ? { queue: to } : {}), ...(how.duplex === undefined ? {} : { duplex: how.duplex }), ...(how.pages ? { pages: how.pages } : {}) })
      job = sent.job
      queue.value = sent.queue
      began = Date.now()
      waited.value = 0
      state.value = 'waiting'
      void ask()
      return true
    } catch (thrown) {
      state.value = null
      error.value = asDeskError(thrown)
      return false
    }
  }
  function hide(): void {
    clearTimeout(timer)
    state.value = null
    job = null
  }
  const word = computed(() => (state.value ? t(`checks.print.${state.value}` as Key) : ''))
  const mark = computed<MarkKind>(() => MARKS[state.value ?? ''] ?? 'none')
  const said = computed(() => {
    if (!state.value) return ''
    const why = state.value === 'done' ? null : reasonOf(detail.value)
    if (why) return why
    if ((state.value === 'waiting' || state.value === 'printing') && waited.value > SLOW_S) return t('checks.printSaid.slow', { seconds: waited.value })
    return t(`checks.printSaid.${state.value}` as Key, { queue: queue.value, copies: copies.value })
  })
  const busy = computed(() => state.value === 'sending' || state.value === 'waiting' || state.value === 'printing')
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })
  return { state, word, mark, said, busy, error, send, hide }
}
