// The clocks of a case as lines of the head and the foot: name, how it runs, the one figure, the days as cells.
import type { MarkKind } from '@/parts/mark'
import { amount } from '@/text/amount'
import { dayOf, markOf } from '@/text/clocks'
import { shortDay, weekdayOf } from '@/text/date'
import { t, type Key } from '@/words'
import type { CaseView, Deadline } from './model'

export interface ClockWords {
  key: string
  kind: MarkKind
  name: string
  hint?: string
  big: string
  small?: string
  cells?: string[]
  beside?: string[]
  why: string[]
}

const week = (date: string): string => t(`common.weekday.${weekdayOf(date)}` as Key)

/** Why the last day is not the one that plain counting gives. */
function rolled(clock: Deadline, to: boolean): string | undefined {
  const { raw, due } = clock
  if (!raw || !due || raw === due) return undefined
  const weekend = [0, 6].includes(weekdayOf(raw))
  const args = { day: shortDay(raw), week: week(raw), to: week(due) }
  if (to) return t(weekend ? 'case.due.rolledTo' : 'case.due.rolledToHoliday', args)
  return t(weekend ? 'case.due.rolled' : 'case.due.rolledHoliday', args)
}

function reasons(clock: Deadline): string[] {
  const why = [...clock.why]
  if (clock.other_due && clock.other_due !== clock.due) why.push(t('case.due.bothStarts', { day: dayOf(clock.other_due) }))
  if (clock.basis) why.push(t('case.due.basis', { basis: clock.basis }))
  if (clock.unconfirmed) why.push(t('case.due.unconfirmed'))
  return why
}

/** 还有7日, 今天到期, 已过2日, 未起算. */
export function figure(clock: Deadline): string {
  switch (clock.urgency) {
    case 'not_started':
      return t('case.due.notStarted')
    case 'unknown':
      return t('case.due.unknown')
    case 'paused':
      return t('case.due.paused')
    case 'stopped':
      return t('case.due.stopped')
    case 'today':
      return t('case.due.today')
    case 'overdue':
      return t('case.due.overdue', { n: -(clock.days_left ?? 0) })
    default:
      return t('case.due.left', { n: clock.days_left ?? 0 })
  }
}

/** Beside a limitation that has not begun or cannot be told, the reason in two words. */
function limitationHint(clock: Deadline): string | undefined {
  if (clock.urgency === 'not_started') return t('case.due.ongoing')
  if (clock.urgency === 'unknown') return t('case.due.needFacts')
  return undefined
}

/** For the foot of 登记: `至 12-07 周一`. */
export function footClock(clock: Deadline): ClockWords {
  const words: ClockWords = {
    key: clock.kind + clock.subject, kind: markOf(clock.urgency), name: t(`case.clock.${clock.kind}` as Key), why: reasons(clock),
    big: clock.due && clock.urgency !== 'stopped' ? t('case.due.until', { day: shortDay(clock.due), week: week(clock.due) }) : figure(clock),
  }
  const small = clock.kind === 'limitation' && !clock.due ? limitationHint(clock) : rolled(clock, false)
  if (small) words.small = small
  if (clock.kind === 'mediation_period') words.hint = t('case.due.fromReceipt')
  if (clock.kind === 'acceptance_decision') words.hint = t('case.due.workingDays')
  return words
}

/** For the head of 案件页: `还有7日` with the days as cells. */
export function headClock(clock: Deadline, view: CaseView): ClockWords {
  const words: ClockWords = {
    key: clock.kind + clock.subject, kind: markOf(clock.urgency), name: t(`case.clock.${clock.kind}` as Key), big: figure(clock), why: reasons(clock),
  }
  const last = clock.due ? t('case.due.ends', { day: shortDay(clock.due), week: week(clock.due) }) : ''
  const running = clock.urgency !== 'stopped'
  if (clock.kind === 'mediation_period') {
    const hint = clock.extended ? t('case.due.extended') : rolled(clock, true)
    if (hint) words.hint = hint
    if (running && view.period) {
      words.cells = view.period.cells
      words.beside = view.period.day > 0 ? [t('case.due.dayOf', { n: view.period.day }), last] : [last]
    } else if (last) words.small = last
  } else if (clock.kind === 'target') {
    words.hint = t('case.due.indicator')
    if (running && clock.working_days_left !== null && clock.working_days_left > 0) words.big = t('case.due.leftWorking', { n: clock.working_days_left })
    if (running && view.target) {
      words.cells = view.target.cells
      if (clock.urgency !== 'overdue' && view.target.day > 0) words.big = t('case.due.leftWork', { n: view.target.day })
    }
  } else if (clock.kind === 'limitation') {
    const hint = limitationHint(clock)
    if (hint) words.small = hint
    else if (clock.due) words.big = t('case.due.until', { day: clock.due, week: '' }).trim()
  } else if (clock.kind === 'obligation' && clock.amount !== null) {
    words.hint = clock.due ? dayOf(clock.due) : ''
    words.small = `${amount(clock.amount)} ${t('common.yuan')}`
  } else if (clock.due) {
    words.small = dayOf(clock.due)
  }
  return words
}

/** For a row of the list: `12-07 周一 15日届满`, `逾期1天 付款 4,000.00`. */
export function listClock(clock: Deadline): { kind: MarkKind; text: string } {
  const what = t(`case.due.lists.${clock.kind}` as Key, { amount: clock.amount === null ? '' : amount(clock.amount) }).trim()
  const kind = markOf(clock.urgency)
  if (clock.urgency === 'overdue') return { kind, text: t('case.due.overdueList', { n: -(clock.days_left ?? 0), what }) }
  if (clock.due && clock.urgency !== 'stopped') return { kind, text: `${dayOf(clock.due)} ${what}` }
  return { kind, text: `${t(`case.clock.${clock.kind}` as Key)} ${figure(clock)}` }
}
