// A decision of another desk in a few words.
import type { ConflictItem } from '@/platform/contract'
import { monthDay } from '@/text/date'
import { i18n, t } from '@/words'
import { fill } from '@/words/fill'
import { differing } from './choice'

function text(name: string, value: unknown): string {
  if (name === 'number' && typeof value === 'object' && value !== null && 'text' in value) return String(value.text)
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? monthDay(value) : value
  return typeof value === 'number' ? String(value) : ''
}

/** 协议第2版定稿, 受理，编号 …; a kind of a later version keeps its silence. */
export function kindWords(item: Pick<ConflictItem, 'kind' | 'args'>): string {
  const key = `conflict.kinds.${item.kind.replace('.', '_')}`
  if (!i18n.global.te(key)) return t('conflict.kinds.unknown')
  const args = Object.fromEntries(Object.entries(item.args).map(([name, value]) => [name, text(name, value)]))
  return fill(i18n.global.tm(key) as string, args)
}

/** What an item is about: its fields, or the decision. */
export function about(item: ConflictItem): string {
  const labels = [...new Set(differing(item).map((one) => one.label))].filter(Boolean)
  return labels.length > 0 ? labels.join('、') : kindWords(item)
}

/** 本机 or 另一台, for the side that was kept beside. */
export const sideWords = (item: Pick<ConflictItem, 'own'>): string => t(item.own ? 'conflict.columns.own' : 'conflict.columns.there').replace(/所记$/, '')

export const placeWords = (item: Pick<ConflictItem, 'place'>): string => item.place || t('conflict.unknownPlace')
