import { DeskError, asDeskError } from '@/platform'
import { readable } from './args'
import agreement from './errors-agreement'
import cases from './errors-cases'
import dossier from './errors-dossier'
import law from './errors-law'
import pack from './errors-pack'
import host from './errors-host'
import scan from './errors-scan'
import store from './errors-store'
import sync from './errors-sync'
import { fill } from './fill'
import { SAFE, type Words } from './said'

export type { Words } from './said'

/** One entry a code. A code that is not here falls back to `screen.unexpected`. */
export const errors: Record<string, Words> = {
  ...store,
  ...cases,
  ...agreement,
  ...scan,
  ...dossier,
  ...sync,
  ...law,
  ...host,
  ...pack,
  'screen.unexpected': {
    what: '这一步没有做成（{detail}）。',
    safe: SAFE,
    todo: '请再试一次；还不行，把括号里的字抄给县总。',
  },
  'screen.desk_unreachable': {
    what: '程序的后台没有应答。',
    safe: SAFE,
    todo: '请关掉窗口，重新打开枫桥驿。',
  },
  'screen.token_refused': {
    what: '这个网页没有本机的通行证。',
    safe: SAFE,
    todo: '请用程序给出的网址重新打开。',
  },
}

/** A clock is fast or slow; a minus sign says it to nobody. */
function sided(error: DeskError): DeskError {
  const minutes = error.args['minutes']
  if (error.code !== 'clock.skew' || typeof minutes !== 'number') return error
  return new DeskError(error.code, { minutes: Math.abs(minutes), why: minutes < 0 ? 'behind' : 'ahead' })
}

/** The sentence for whatever was thrown. */
export function wordsFor(thrown: unknown): Words {
  const error = sided(asDeskError(thrown))
  // Damage says which part; each part has its own way on.
  const part = error.args['what'] ?? error.args['why']
  const found = (typeof part === 'string' ? errors[`${error.code}.${part}`] : undefined) ?? errors[error.code]
  const words = found ?? errors['screen.unexpected']
  if (!words) return { what: error.code }
  const detail = error.code === 'screen.unexpected' ? error.args['detail'] : error.code
  const args = found && error.code !== 'screen.unexpected' ? readable(error.args) : { detail }
  const said: Words = { what: fill(words.what, args) }
  if (words.safe) said.safe = fill(words.safe, args)
  if (words.todo) said.todo = fill(words.todo, args)
  return said
}

/** The same in one line. */
export function sentenceFor(thrown: unknown): string {
  const { what, safe, todo } = wordsFor(thrown)
  return [what, safe, todo].filter(Boolean).join('')
}
