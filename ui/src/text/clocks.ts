// A clock of a case in words: the same everywhere it is shown.
import type { MarkKind } from '@/parts/mark'
import { t, type Key } from '@/words'
import { shortDay, weekdayOf } from './date'

export type Urgency = 'overdue' | 'today' | 'soon' | 'on_time' | 'not_started' | 'unknown' | 'paused' | 'stopped'

/** What of `Deadline` the words need. */
export interface Clock {
  kind: string
  due: string | null
  days_left: number | null
  working_days_left: number | null
  urgency: Urgency
}

const MARKS: Record<Urgency, MarkKind> = {
  overdue: 'overdue', today: 'today', soon: 'soon', on_time: 'ok', not_started: 'none', unknown: 'none', paused: 'none', stopped: 'done',
}
export const markOf = (urgency: string): MarkKind => MARKS[urgency as Urgency] ?? 'none'

/** `12-07 周一`; a day of another year with its year. */
export const dayOf = (date: string): string => `${shortDay(date)} ${t(`common.weekday.${weekdayOf(date)}` as Key)}`

export const clockName = (kind: string): string => t(`clocks.name.${kind}` as Key)

/** How pressing, in a word or two: 逾期1天, 今天届满, 还有3天, 未起算. */
export function pressing(clock: Clock): string {
  const days = clock.days_left ?? 0
  switch (clock.urgency) {
    case 'overdue':
      return t('clocks.overdue', { days: -days })
    case 'today':
      return t(clock.kind === 'obligation' ? 'clocks.todayPay' : clock.kind === 'session' ? 'clocks.todaySession' : 'clocks.todayDue')
    case 'not_started':
      return t('clocks.notStarted')
    case 'unknown':
      return t('clocks.unknown')
    case 'paused':
      return t('clocks.paused')
    case 'stopped':
      return t('clocks.stopped')
    default:
      return clock.working_days_left === null ? t('clocks.left', { days }) : t('clocks.leftWorking', { days: clock.working_days_left })
  }
}
