// The quiet line under a field: what the desk found in the value. The value stays as typed.
import { i18n, t, type Key } from '@/words'
import { readable } from '@/words/args'
import type { FieldNote, IdentityChecked } from '../model'

/** Words for a finding of the desk. */
export function findingWords(code: string, args: Record<string, unknown> = {}): string {
  const key = `case.notes.${code}`
  return i18n.global.te(key) ? t(key as Key, readable(args)) : t('case.notes.other')
}

export const noteWords = (note: FieldNote | null): string | null => (note && note.level !== 'ok' ? findingWords(note.code, note.args) : null)

export const checkWords = (check: IdentityChecked | null | undefined): string | null =>
  check && (check.level === 'warn' || check.level === 'bad') ? findingWords(check.code) : null
