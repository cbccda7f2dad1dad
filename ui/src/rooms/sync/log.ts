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

export function logWords({ code, args }: Pick<SyncLogLine, 'code' | 'args'>): LogWords {
  const name = code.replace(/^sync\./, '')
  const parked = typeof args['parked'] === 'number' && args['parked'] > 0
  const key = `sync.log.lines.${name}${name === 'pushed' && parked ? 'Parked' : ''}`
  if (i18n.global.te(key)) return { text: t(key as Key, readable(args)), trouble: false }
  if (errors[code]) return { text: wordsFor(new DeskError(code, args)).what, trouble: code !== 'sync.no_line' }
  return { text: t('sync.log.unknown'), trouble: false }
}
