import { reactive } from 'vue'

/** The line at the foot of the window: what was just done, and for ten seconds how to undo it. */
export interface Notice {
  id: number
  text: string
  tone: 'done' | 'soon' | 'overdue'
  undo?: () => void | Promise<void>
}

const UNDO_MS = 10_000
const SAY_MS = 5_000

export const notices = reactive<{ now: Notice | null }>({ now: null })
let next = 1
let timer: ReturnType<typeof setTimeout> | undefined

/** Says it at the foot; with `undo` it stays ten seconds, otherwise five, a warning stays until the next. */
export function say(text: string, more: { undo?: Notice['undo']; tone?: Notice['tone'] } = {}): void {
  clearTimeout(timer)
  const notice: Notice = { id: next++, text, tone: more.tone ?? 'done' }
  if (more.undo) notice.undo = more.undo
  notices.now = notice
  if (notice.tone !== 'overdue') timer = setTimeout(unsay, more.undo ? UNDO_MS : SAY_MS)
}

export function unsay(): void {
  clearTimeout(timer)
  notices.now = null
}
