// The checker's findings in words, and what mends them with one press.
import { addDays, shortDay, weekdayOf } from '@/text/date'
import { amount } from '@/text/amount'
import { i18n, t, type Key } from '@/words'
import type { CheckItem } from '../papers/model'

const ROW_LACKS = [
  'row_without_matter', 'row_without_amount', 'row_without_date', 'row_without_method', 'row_without_payer', 'row_without_payee',
] as const
const ACCOUNT_LACKS = ['account_name_missing', 'bank_missing', 'account_no_missing'] as const

const MONEY = new Set(['promised', 'claimed', 'difference', 'total', 'agreed', 'lawful', 'due'])

/** Where an item stands, in the words of the left side: 第2期, 第三条. */
export type Place = (path: string) => string

export function saidOf(item: CheckItem, place: Place): string {
  const args: Record<string, unknown> = { ...item.args, where: place(item.path) }
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'number' && MONEY.has(name)) args[name] = amount(value)
    else if (Array.isArray(value)) args[name] = value.join(t('agreement.and'))
  }
  const key = `checks.item.${item.code}`
  // A finding of a later version has no words here; it still counts and says its name.
  return i18n.global.te(key) ? t(key as Key, args) : t('checks.item.unknown', { code: item.code })
}

/** One line of 检查: several findings about one place are one thing to mend. */
export interface Finding {
  level: CheckItem['level']
  path: string
  text: string
}

const LACKS: ReadonlySet<string> = new Set([...ROW_LACKS, ...ACCOUNT_LACKS])
const and = (parts: string[]): string => parts.join(t('agreement.and'))

export function findings(items: CheckItem[], place: Place): Finding[] {
  const found: Finding[] = []
  const done = new Set<string>()
  for (const item of items) {
    const [table = '', row = ''] = item.path.split('/')
    const kind = LACKS.has(item.code) ? 'lacks' : item.code === 'vague_word' ? 'vague' : ''
    const key = `${kind} ${table} ${table === 'agreement' ? '' : row}`
    const people = item.code.startsWith('member_') ? items.filter((one) => one.code === item.code) : []
    if (people.length > 1) {
      // The same about many members is one thing to mend.
      if (people[0] === item) found.push({ level: item.level, path: item.path, text: t('checks.andOthers', { first: saidOf(item, place), n: people.length - 1 }) })
    } else if (kind === '') {
      found.push({ level: item.level, path: item.path, text: saidOf(item, place) })
    } else if (!done.has(key)) {
      done.add(key)
      const same = items.filter((one) => (table === 'agreement' ? one.path.startsWith('agreement/') : one.path.startsWith(`${table}/${row}/`)))
      found.push({ level: item.level, path: item.path, text: kind === 'vague' ? vagueText(same, place(item.path)) : lackText(same, item, table) })
    }
  }
  return found
}
function lackText(same: CheckItem[], first: CheckItem, table: string): string {
  if (table === 'agreement') return t('agreement.accountTold', { items: and(accountLacks(same)) })
  return t('checks.lacks.told', { no: first.args['no'], items: and(rowLacks(same)) })
}
function vagueText(same: CheckItem[], where: string): string {
  const words = same.filter((one) => one.code === 'vague_word').map((one) => t('checks.quoted', { word: one.args['word'] }))
  return t('checks.item.vague_word', { where, words: words.join('') })
}

/** Items about one row or clause: `terms/<row>/…`. */
export const itemsAt = (items: CheckItem[], prefix: string): CheckItem[] => items.filter((one) => one.level !== 'ok' && one.path.startsWith(prefix))

/** What a row still lacks, as names of its columns in reading order. */
export const rowLacks = (items: CheckItem[]): string[] => lacks(items, ROW_LACKS)
export const accountLacks = (items: CheckItem[]): string[] => lacks(items, ACCOUNT_LACKS)

function lacks(items: CheckItem[], codes: readonly string[]): string[] {
  return codes.filter((code) => items.some((one) => one.code === code)).map((code) => t(`checks.lacks.${code}` as Key))
}

/** Warnings that are said at the row itself; the others stand in 检查. */
const BESIDE = new Set(['payee_not_applicant', 'vague_word'])
/** What is wrong with what was written in a row, beyond what is not yet written. */
export const rowWrong = (items: CheckItem[]): CheckItem[] => items.filter((one) => (one.level === 'bad' || BESIDE.has(one.code)) && !(ROW_LACKS as readonly string[]).includes(one.code))

export const has = (items: CheckItem[], code: string): boolean => items.some((one) => one.code === code)

export type VagueKind = 'time' | 'amount' | 'other'

/** Whether a day, a stroke of the pen or a new sentence mends a vague word. */
export function vagueKind(word: string): VagueKind {
  if (t('checks.vagueTime').split(' ').includes(word)) return 'time'
  return t('checks.vagueDrop').split(' ').includes(word) ? 'amount' : 'other'
}

export interface DayChoice {
  date: string
  label: string
}

const dayChoice = (date: string): DayChoice => ({ date, label: t('agreement.remedy.dueIn', { date: shortDay(date), weekday: t(`common.weekday.${weekdayOf(date)}` as Key) }) })

/** Days offered with one press: those the terms already name, else three usual distances. */
export function dayChoices(today: string, named: string[] = []): DayChoice[] {
  const ahead = [...new Set(named)].filter((date) => date >= today).toSorted()
  const usual = [3, 7, 15].map((days) => addDays(today, days))
  return (ahead.length > 0 ? ahead.slice(0, 3) : usual).map(dayChoice)
}

/** Days for a payment: the usual distances; today is 当场履行. */
export const payDays = (today: string): DayChoice[] => [3, 7, 15].map((days) => dayChoice(addDays(today, days)))

/** Puts a day in the place of a word that names none; 时 and 后 go with it (条件成熟时 → 于…前). */
export function withDay(text: string, word: string, day: string): string {
  const at = text.indexOf(word)
  if (at < 0) return text
  const before = text.slice(0, at).replace(/[于在]$/u, '')
  return before + t('agreement.remedy.beforeText', { date: longDay(day) }) + text.slice(at + word.length).replace(/^(以后|之后|的时候|时|后)/u, '')
}

/** `2026年12月4日`, as it stands on paper. */
export const longDay = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return t('agreement.day', { year, month, day })
}
