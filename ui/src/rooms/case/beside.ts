// What runs beside the mediation and after it, gathered for the sections 联动 and 后续.
import { amount } from '@/text/amount'
import { monthDay } from '@/text/date'
import { fill } from '@/words/fill'
import words from '@/words/zh-CN/triage'
import type { Procedure, ProcedureStep } from '@/platform/contract'
import type { CaseView } from './model'

export const kindName = (kind: string): string => (words.kind as Record<string, string>)[kind] ?? kind
const stepName = (step: ProcedureStep): string => step.label || (words.happened[step.code] ?? step.code)

export interface Line {
  key: string
  on: string
  kind: string
  text: string
  more: string
  paper: string | null
  /** A step that can be taken back. */
  step: string | null
}
function lineOf(of: Procedure, step: ProcedureStep, i: number): Line {
  const more = [
    step.number, step.amount === null ? '' : fill(words.beside.money, { amount: amount(step.amount) }),
    step.served_on && step.served_on !== step.on ? fill(words.beside.served, { on: monthDay(step.served_on) }) : '', step.note,
  ]
  return {
    key: `${of.id ?? of.kind} ${i}`, on: step.on ?? '', kind: kindName(of.kind), text: stepName(step), more: more.filter(Boolean).join('，'), paper: step.paper, step: step.step,
  }
}
/** All steps of all procedures, newest first. */
export const timeline = (view: CaseView): Line[] =>
  view.procedures.flatMap((one) => one.steps.map((step, i) => lineOf(one, step, i))).toReversed().toSorted((a, b) => b.on.localeCompare(a.on))

const standing = <T extends { cancelled: string | null }>(all: T[]): T[] => all.filter((one) => one.cancelled === null)

/** Whether there is anything to say of what goes on beside the mediation. */
export const anyBeside = (view: CaseView): boolean =>
  view.proceedings.length > 0 || view.after.transfers.length > 0 || view.after.tasks.length > 0 || view.after.contacts.length > 0

/** What follows the end belongs on the page once there is an end, or something of it is there. */
export const anyAfter = (view: CaseView): boolean =>
  Boolean(view.closed_on) || view.summary.performed || view.after.consultation !== null || standing(view.after.services).length > 0 || standing(view.after.visits).length > 0 || view.after.archived !== null
