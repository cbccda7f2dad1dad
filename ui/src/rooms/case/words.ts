// A case in a few words: its state, its name, its steps.
import { amount } from '@/text/amount'
import { shortDay } from '@/text/date'
import { t, type Key } from '@/words'
import { readable } from '@/words/args'
import { fill } from '@/words/fill'
import { refusals } from '@/words/zh-CN/refusals'
import { steps } from '@/words/zh-CN/steps'
import type { CaseView, Refusal, Step, Summary } from './model'

/** Where the case stands, in the word a clerk uses. */
export function stateWords(summary: Pick<Summary, 'state' | 'performed' | 'closed'>): string {
  if (summary.closed) return t('case.state.closed')
  if (summary.state === 'effective') return t(summary.performed ? 'case.state.performed' : 'case.state.performing')
  return t(`case.state.${summary.state}` as Key)
}

/** 张某 — 某某劳务有限公司. */
export const titleOf = (summary: Pick<Summary, 'applicants' | 'respondents'>): string =>
  `${summary.applicants || t('case.noName')} — ${summary.respondents || t('case.noRespondent')}`

export function stepWords(step: Pick<Step, 'code' | 'args'>): { title: string; hint: string } {
  const overdue = step.args['overdue'] === true ? '_overdue' : ''
  const words = steps[step.code + overdue] ?? steps[step.code]
  if (!words) return { title: step.code, hint: '' }
  const due = step.args['due']
  const args = readable({ ...step.args, due: typeof due === 'string' ? shortDay(due) : due })
  return { title: fill(words.title, args), hint: fill(words.hint, args) }
}

/** What stands in the way · what would make it pass, and the article behind it. */
export function refusalWords(refusal: Refusal): { what: string; todo: string; article: string } {
  const words = refusals[refusal.code]
  const args = readable(refusal.args)
  return {
    what: words ? fill(words.what, args) : refusal.code,
    todo: words?.todo ? fill(words.todo, args) : '',
    article: refusal.article,
  }
}

/** `8,000.00`, or nothing when nothing is claimed. */
export const claimed = (view: Pick<CaseView, 'summary'>): string => (view.summary.claimed > 0 ? amount(view.summary.claimed) : '')
