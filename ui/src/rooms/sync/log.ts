// A line of the log as a clerk reads it. A code of a later version never shows bare.
import { DeskError } from '@/platform'
import type { SyncLogLine } from '@/platform/contract'
import { i18n, t, type Key } from '@/words'
import { readable } from '@/words/args'
import { errors, wordsFor } from '@/words/errors'

export interface LogWords {
  text: string
  /** Something that did not go by itself. */
  trouble: boolean
}

/** What goes on all day: many small turns, said once an hour. */
const COUNTED: Record<string, string> = { 'sync.pushed': 'records', 'sync.received': 'records', 'sync.files': 'files' }

/** Neighbours of the same kind within the same hour as one line, with their sum. */
export function folded(lines: SyncLogLine[]): SyncLogLine[] {
  const all: SyncLogLine[] = []
  for (const line of lines) {
    const last = all.at(-1)
    const name = COUNTED[line.code]
    if (!last || !name || last.code !== line.code || last.at.slice(0, 13) !== line.at.slice(0, 13)) {
      all.push(line)
      continue
    }
    const sum = (of: string): number => Number(last.args[of] ?? 0) + Number(line.args[of] ?? 0)
    all[all.length - 1] = { ...last, args: { ...last.args, [name]: sum(name), ...(name === 'records' ? { parked: sum('parked') } : {}) } }
  }
  return all
}

export function logWords({ code, args }: Pick<SyncLogLine, 'code' | 'args'>): LogWords {
  const name = code.replace(/^sync\./, '')
  const parked = typeof args['parked'] === 'number' && args['parked'] > 0
  const key = `sync.log.lines.${name}${name === 'pushed' && parked ? 'Parked' : ''}`
  if (i18n.global.te(key)) return { text: t(key as Key, readable(args)), trouble: false }
  if (errors[code]) return { text: wordsFor(new DeskError(code, args)).what, trouble: code !== 'sync.no_line' }
  return { text: t('sync.log.unknown'), trouble: false }
}
