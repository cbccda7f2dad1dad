// Which step's form stands open at the right; sections and keys may open one too.
import { inject, provide, reactive, ref, type InjectionKey, type Ref } from 'vue'

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
  /** Opens a form, unless one is open that holds what somebody wrote. */
  show: (code: string, more?: Partial<Omit<Opened, 'code'>>) => void
  close: () => void
  /** What somebody wrote in a form stays when the form is closed, until it is done. */
  draft: <T extends object>(name: string, fresh: () => T) => T
  forget: (name: string) => void
}

const KEY: InjectionKey<Steer> = Symbol('steer')

/** By case: a form that was left half written is found again when somebody comes back to the case. */
const kept = reactive<Record<string, Record<string, object>>>({})

export function steering(caseId: string): Steer {
  const open = ref<Opened | null>(null)
  const wide = ref(false)
  kept[caseId] ??= {}
  // Read back through the proxy, or nothing would follow what is written.
  const drafts = kept[caseId]
  const steer: Steer = {
    open,
    wide,
    show(code, more = {}) {
      open.value = { code, subject: more.subject ?? '', args: more.args ?? {} }
      wide.value = code === 'session' || code === 'paper'
    },
    draft<T extends object>(name: string, fresh: () => T): T {
      drafts[name] ??= fresh()
      return drafts[name] as T
    },
    forget(name) {
      delete drafts[name]
    },
    close() {
      open.value = null
      wide.value = false
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
