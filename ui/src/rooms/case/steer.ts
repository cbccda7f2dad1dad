// Which step's form stands open at the right, and what is written in it: kept by the desk, outside the records, until the step is done.
import { inject, onBeforeUnmount, provide, reactive, ref, watch, type InjectionKey, type Ref } from 'vue'
import { useDesk } from '@/desk'
import { rpc } from '@/platform'

export interface Opened {
  /** Step code, or `paper` for making one paper. */
  code: string
  subject: string
  args: Record<string, unknown>
}
export interface Steer {
  open: Ref<Opened | null>
  /** The open form needs more room than the column has. */
  wide: Ref<boolean>
  show: (code: string, more?: Partial<Omit<Opened, 'code'>>) => void
  close: () => void
  /** What somebody wrote in a form stays when the form, the case or the program is closed, until the step is done. */
  draft: <T extends object>(name: string, fresh: () => T) => T
  forget: (name: string) => void
}

const KEY: InjectionKey<Steer> = Symbol('steer')
/** Forms that need more room than the column has. */
const WIDE = new Set(['session', 'paper', 'representatives', 'dunning', 'performance_done'])
const PLACE = 'step/'
/** Keys are kept as they come, like those on the sheet; what is typed while one is on its way follows it. */
const WAIT_MS = 20

type Fields = Record<string, unknown>

/** Only what differs from a blank form: the day of a form that was left yesterday is today's again. */
function written(now: Fields, blank: string): Fields | null {
  const before = JSON.parse(blank) as Fields
  const own = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
  return own.length > 0 ? Object.fromEntries(own) : null
}

export function steering(caseId: string): Steer {
  const desk = useDesk()
  const open = ref<Opened | null>(null)
  const wide = ref(false)
  const drafts = reactive<Record<string, Fields>>({})
  const blanks = new Map<string, string>()
  const found = new Map<string, Fields>()
  const sent = new Map<string, string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    for (const [name, blank] of blanks) {
      const value = drafts[name] ? written(drafts[name], blank) : null
      const text = JSON.stringify(value)
      if (text === (sent.get(name) ?? 'null')) continue
      await rpc('scratch.put', { case: caseId, key: PLACE + name, value })
      sent.set(name, text)
    }
  }
  // A draft that could not be kept is still on the screen; the next key tries again.
  const keep = (): Promise<void> => write().catch(() => undefined)

  rpc('scratch.get', { case: caseId }).then(
    (kept: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(kept)) {
        if (!key.startsWith(PLACE) || typeof value !== 'object' || value === null) continue
        const name = key.slice(PLACE.length)
        found.set(name, value as Fields)
        sent.set(name, JSON.stringify(value))
        const blank = blanks.get(name)
        if (drafts[name] && blank && !written(drafts[name], blank)) Object.assign(drafts[name], value)
      }
    },
    () => undefined,
  )
  watch(drafts, () => {
    timer ??= setTimeout(() => void keep(), WAIT_MS)
  }, { deep: true })
  const unguard = desk.guard(keep)
  onBeforeUnmount(() => {
    unguard()
    void keep()
  })

  const steer: Steer = {
    open,
    wide,
    show(code, more = {}) {
      open.value = { code, subject: more.subject ?? '', args: more.args ?? {} }
      wide.value = WIDE.has(code)
    },
    close() {
      open.value = null
      wide.value = false
    },
    draft<T extends object>(name: string, fresh: () => T): T {
      if (!drafts[name]) {
        const blank = fresh() as unknown as Fields
        blanks.set(name, JSON.stringify(blank))
        drafts[name] = { ...blank, ...found.get(name) }
      }
      return drafts[name] as unknown as T
    },
    forget(name) {
      delete drafts[name]
      found.delete(name)
      void keep()
    },
  }
  provide(KEY, steer)
  return steer
}

export function useSteer(): Steer {
  const steer = inject(KEY)
  if (!steer) throw new Error('a step outside the page of its case')
  return steer
}
