// 诊 in words: what the desk found in a dispute, as sentences for the screen and as the one-page 办理建议.
import { dayOf } from '@/text/clocks'
import { t } from '@/words'
import { readable } from '@/words/args'
import { fill } from '@/words/fill'
import { paperKinds } from '@/words/zh-CN/kinds'
import words from '@/words/zh-CN/triage'
import type { Remark, Route, Triage } from '@/platform/contract'
import { refusalWords } from './words'

export const routeName = (route: Pick<Route, 'kind'>): string => (words.route as Record<string, string>)[route.kind] ?? route.kind
export const barredWhy = (route: Route): string => (route.refusal ? refusalWords(route.refusal).what + refusalWords(route.refusal).todo : '')
export const warningsOf = (route: Route): string => route.warnings.map((code) => words.warnings[code] ?? '').filter(Boolean).join('；')
export const papersOf = (route: Route): string => route.papers.map((kind) => paperKinds[kind] ?? '').filter(Boolean).join('、')

/** A remark whose values are not all known says so by leaving them out, not by 空. */
export function remarkWords(one: Remark): string {
  const sentence = words.remark[one.code]
  if (!sentence) return ''
  const args = readable(one.args)
  const told = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? '']))
  return fill(sentence.replaceAll(/（\{(\w+)\}元）|\{(\w+)\}/g, (whole, inner: string | undefined, plain: string | undefined) => (told[inner ?? plain ?? ''] === '' ? '' : whole)), told)
}
export const questionWords = (code: string): string => words.question[code] ?? code

export function jurisdictionWords({ jurisdiction: one }: Triage): string {
  const where = one.by === 'place' ? fill(words.byPlace, { place: one.place }) : one.by === 'seat' ? fill(words.bySeat, { place: one.seat }) : words.unknown
  return [where, one.commission].filter(Boolean).join('，')
}
export function limitationWords({ limitation: one }: Triage): { text: string; why: string } {
  if (one.state === 'runs') return { text: fill(words.limitationRuns, { due: one.due.due, from: one.from }), why: one.why.join('；') }
  return { text: one.state === 'not_started' ? words.limitationNotStarted : words.limitationUnknown, why: one.why.join('；') }
}
export function riskWords({ risk }: Triage): string {
  const level = fill(words.level, { grade: words.grade[risk.grade], level: risk.level.level_words })
  return [level, risk.level.escalate_hours ? fill(words.within, { hours: risk.level.escalate_hours }) : '', risk.grade === risk.by_rule ? '' : fill(words.byRule, { grade: words.grade[risk.by_rule] })]
    .filter(Boolean).join('，')
}

/** What the page for the worker says in the screen's words; claims, ways, who pays and what comes next are the desk's. */
export function adviceFields(found: Triage, told: string): Record<string, unknown> {
  return {
    'advice.told': told,
    'advice.unknown': found.to_ask.map((one) => questionWords(one.code)),
    'advice.barred': found.routes.filter((one) => !one.open).slice(0, 3).map((one) => ({ name: routeName(one), reason: one.refusal ? refusalWords(one.refusal).what.replace(/。$/, '') : words.advicePaper.reason })),
    'advice.bring': words.advicePaper.bring.split('、'),
  }
}
/** A last day is often in another year: without its year it would be missed. */
export const lastDay = (route: Route): string => (route.deadline ? t('triage.until', { day: dayOf(route.deadline) }) + (route.unconfirmed ? words.unconfirmed : '') : '')
