// A stack that comes back from the scanner: file after file is read, what became of them adds up.
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { DeskError, asDeskError, pickFiles, rpc, type Picked } from '@/platform'
import type { ScanAgain, ScanPaperRef, ScanSummary } from '@/platform/contract'
import { t } from '@/words'

/** How often a long file is asked how far it is. */
const LOOK_MS = 500

export interface Working {
  name: string
  at: number
  all: number
  /** Page of this file and pages of it; 0 while not known. */
  page: number
  pages: number
}

const fresh = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`

export function useStack(beside: () => ScanPaperRef | null) {
  const working = ref<Working | null>(null)
  const summary = shallowRef<ScanSummary | null>(null)
  const again = ref<ScanAgain[]>([])
  const errors = shallowRef<DeskError[]>([])
  const stopped = ref('')
  let stack = ''
  let halt = false

  async function look(): Promise<void> {
    const now = working.value
    if (!now) return
    const far = await rpc('scan.progress').catch(() => null)
    if (far && working.value === now && far.all > 1) Object.assign(now, { page: far.done + 1, pages: far.all })
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))

  async function take(files: Picked[]): Promise<void> {
    if (working.value || files.length === 0) return
    stack = fresh()
    summary.value = null
    again.value = []
    errors.value = []
    stopped.value = ''
    halt = false
    for (const [i, file] of files.entries()) {
      if (halt) {
        stopped.value = file.name
        break
      }
      working.value = { name: file.name, at: i + 1, all: files.length, page: 0, pages: 0 }
      try {
        const got = await rpc('scan.take', { stack, name: file.name, data: file.data, beside: beside() })
        if (got.again) again.value.push(got.again)
        summary.value = got
      } catch (thrown) {
        const error = asDeskError(thrown)
        if (error.code === 'scan.stopped') {
          stopped.value = file.name
          break
        }
        // What comes without the file's name gets it: of several, which one.
        errors.value = [...errors.value, 'name' in error.args ? error : new DeskError(error.code, { ...error.args, name: file.name })]
      }
    }
    working.value = null
  }
  async function choose(): Promise<void> {
    await take(await pickFiles({ title: t('scan.types'), extensions: ['pdf', 'jpg', 'jpeg', 'png', 'tif', 'tiff', 'heic'], multiple: true }))
  }
  async function stop(): Promise<void> {
    halt = true
    await rpc('scan.stop').catch(() => undefined)
  }
  /** What became of it since: a person settled or answered something. */
  async function reread(): Promise<void> {
    if (stack && summary.value) summary.value = await rpc('scan.summary', { stack }).catch(() => summary.value)
  }
  function close(): void {
    summary.value = null
    again.value = []
    errors.value = []
    stopped.value = ''
  }
  const said = computed(() => summary.value !== null || errors.value.length > 0 || again.value.length > 0 || stopped.value !== '')
  return { working, summary, again, errors, stopped, said, take, choose, stop, close, reread }
}

export type Stack = ReturnType<typeof useStack>
