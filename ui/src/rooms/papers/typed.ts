// What is typed into the form of a paper: kept by the desk while it is typed, outside the records, until the paper stands.
import { ref, type Ref } from 'vue'
import { rpc } from '@/platform'

export type Answers = Record<string, unknown>

const WAIT_MS = 250

export interface Typed {
  answers: Ref<Answers>
  put: (path: string, value: unknown) => void
  /** Reads what was typed before; for a paper that replaces another, what that one was made of. */
  read: (replaces?: string) => Promise<void>
  /** Writes what still waits. */
  settle: () => Promise<void>
  /** The paper stands: its answers stay with it, so that a corrected one need not be typed anew. */
  made: (paper: string) => Promise<void>
}

export function useTyped(caseId: () => string, kind: () => string): Typed {
  const answers = ref<Answers>({})
  let timer: ReturnType<typeof setTimeout> | undefined
  let waits = false
  const key = (): string => `paper/${kind()}`
  const keep = async (name: string, value: Answers | null): Promise<void> => {
    await rpc('scratch.put', { case: caseId(), key: name, value }).catch(() => undefined)
  }
  async function settle(): Promise<void> {
    clearTimeout(timer)
    if (!waits) return
    waits = false
    await keep(key(), answers.value)
  }
  return {
    answers,
    settle,
    put(path, value) {
      answers.value = { ...answers.value, [path]: value }
      waits = true
      clearTimeout(timer)
      timer = setTimeout(() => void settle(), WAIT_MS)
    },
    async read(replaces) {
      waits = false
      answers.value = {}
      const all: Record<string, unknown> = await rpc('scratch.get', { case: caseId() }).catch(() => ({}))
      const found = all[key()] ?? (replaces ? all[`made/${replaces}`] : undefined)
      if (found && typeof found === 'object') answers.value = { ...(found as Answers) }
    },
    async made(paper) {
      clearTimeout(timer)
      waits = false
      if (Object.keys(answers.value).length > 0) await keep(`made/${paper}`, answers.value)
      await keep(key(), null)
      answers.value = {}
    },
  }
}
