// The declared steps: what goes on beside and after the mediation.
import { addDays } from '@/text/date'
import { declared as words } from '@/words/zh-CN/declared'
import { optionsOf, procedureOf } from '../lists'
import { groupForms } from './forms-group'
import type { CaseView } from '../model'
import { named } from './parties'
import type { Declared, Field, Ground } from './declared'

const day = (needed = true, not: 'past' | 'future' = 'future'): Field => ({ name: 'on', label: words.day, kind: 'day', needed, not })
const note = (name = 'note', label: string = words.note): Field => ({ name, label, kind: 'lines', hint: words.optional })
const due = (days: number): Field => ({ name: 'due', label: words.due, kind: 'day', needed: true, not: 'past', fresh: ({ today }) => addDays(today, days) })
const proceedingOf = (ground: Ground): CaseView['proceedings'][number] | undefined => ground.view.proceedings.find((one) => one.procedure.id === ground.opened.subject)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is still unpaid of the agreement, 分. */
export const unpaid = (view: CaseView): number | null => {
  const left = (view.performance?.promised ?? 0) - (view.performance?.paid ?? 0)
  return left > 0 ? left : null
}
/** The body of the station's own county, where the procedure usually goes. */
function usualBody(ground: Ground): string {
  const kind = procedureOf(ground.opened.code)?.body
  const typed = (path: string): string => text(ground.view.sheet[path])
  if (kind === 'commission') return typed('case/commission') || ground.settings?.commission || ''
  if (kind === 'court') return typed('case/court') || ground.settings?.court || ''
  return ''
}
const JOINT = new Set(['review', 'confirmation'])
const MONEY = new Set(['payment_order', 'arbitration', 'litigation', 'enforcement', 'inspection'])

/** Opening a procedure: where it went, when, on what basis; the parties follow from its kind. */
const opening: Declared = {
  verb: 'procedure.open',
  fields: [
    { name: 'body', label: words.body, kind: 'line', needed: true, fresh: usualBody },
    day(),
    { name: 'basis', label: words.basis, kind: 'choice', options: () => optionsOf('procedure_bases'), when: (_, { opened }) => opened.code === 'arbitration' || opened.code === 'litigation' },
    { name: 'amount', label: words.asked, kind: 'amount', fresh: ({ view }) => unpaid(view) ?? (view.summary.claimed > 0 ? view.summary.claimed : null), when: (_, { opened }) => MONEY.has(opened.code) },
    { name: 'number', label: words.number, kind: 'line', hint: words.numberLater },
    note(),
  ],
  more: ({ view, opened }, draft) => {
    const kind = procedureOf(opened.code)
    const applicants = named(view, 'applicant').map((one) => one.id)
    const both = [...applicants, ...named(view, 'respondent').map((one) => one.id)]
    return {
      procedure: kind?.kind, body: { kind: kind?.body, name: draft['body'] },
      applicants: JOINT.has(opened.code) ? both : applicants,
      ...(view.accord ? { accord: view.accord.id } : {}),
    }
  },
  papers: ({ opened }) => (procedureOf(opened.code)?.papers ?? []).map((kind) => ({ kind, label: words.paper(kind) })),
  done: (_, { opened }) => words.opened(procedureOf(opened.code)?.label ?? ''),
}

/** A move of a procedure: `args.to` names the state. */
const moving: Declared = {
  verb: 'procedure.move',
  title: (ground) => `${proceedingOf(ground)?.title ?? ''} · ${text(ground.opened.args['label'])}`,
  fields: [
    day(),
    { name: 'number', label: words.number, kind: 'line', needed: true, when: (_, ground) => needs(ground, 'number') },
    { name: 'number', label: words.number, kind: 'line', hint: words.optional, when: (_, ground) => !needs(ground, 'number') },
    { name: 'served_on', label: words.served, kind: 'day', needed: true, not: 'future', when: (_, ground) => needs(ground, 'served_on') },
    { name: 'amount', label: words.decided, kind: 'amount', needed: true, when: (_, ground) => needs(ground, 'amount') },
    note(),
  ],
  more: ({ opened }) => ({ id: opened.subject.split(' ')[0], to: opened.args['to'] }),
  done: (_, ground) => words.moved(proceedingOf(ground)?.title ?? '', text(ground.opened.args['label'])),
}
const needs = (ground: Ground, what: string): boolean => {
  const to = ground.opened.args['to']
  return proceedingOf(ground)?.moves.find((one) => one.to === to)?.needs.includes(what) ?? false
}

const FORMS: Record<string, Declared> = {
  ...groupForms,
  review: opening, confirmation: opening, payment_order: opening, arbitration: opening, litigation: opening, enforcement: opening,
  inspection: opening, supported_suit: opening,
  move: moving,
  ask_supplement: {
    verb: 'supplement.ask',
    fields: [{ name: 'what', label: words.missing, kind: 'lines', needed: true, hint: words.missingHint }, day(), due(5)],
    done: words.done.supplement,
  },
  complete_supplement: {
    verb: 'supplement.complete',
    fields: [day(), note()],
    more: ({ opened, view }) => ({ id: opened.subject || view.supplements.find((one) => one.done === null && one.cancelled === null)?.asked.id }),
    done: words.done.supplemented,
  },
  suspend: {
    verb: 'mediation.suspend', note: words.suspendNote,
    fields: [
      { name: 'reason', label: words.waitFor, kind: 'lines', needed: true, hint: words.waitForHint }, day(),
      { name: 'session', label: words.signedIn, kind: 'pick', needed: true, options: ({ view }) => view.sessions.map((one) => ({ value: one.id, label: `${one.at.slice(5, 10)} ${words.record}` })) },
    ],
    done: words.done.suspend,
  },
  resume_mediation: { verb: 'mediation.resume', fields: [day(), note()], done: words.done.resume },
  close_consultation: {
    verb: 'consultation.close',
    fields: [
      { name: 'answer', label: words.answer, kind: 'lines', needed: true }, { name: 'advice', label: words.advice, kind: 'lines', hint: words.optional },
      { name: 'outcome', label: words.outcome, kind: 'choice', needed: true, options: () => optionsOf('consultation_outcomes').filter((one) => one.value !== 'registered') },
      { name: 'to', label: words.directedTo, kind: 'line', when: (draft) => draft['outcome'] === 'directed' }, day(),
    ],
    done: words.done.consultation,
  },
  contact: {
    verb: 'contact.log',
    fields: [
      { name: 'with', label: words.with, kind: 'line', needed: true }, { name: 'party', label: words.forParty, kind: 'party', hint: words.optional },
      { name: 'way', label: words.way, kind: 'pick', needed: true, options: () => optionsOf('consent_ways'), fresh: () => 'phone' },
      { name: 'on', label: words.day, kind: 'moment', needed: true, not: 'future', fresh: ({ today }) => ({ day: today, time: '' }) },
      { name: 'reached', label: words.reached, kind: 'flag', fresh: () => true },
      { name: 'text', label: words.said, kind: 'lines', needed: true },
    ],
    done: words.done.contact,
  },
  grade_risk: {
    verb: 'risk.grade',
    fields: [
      { name: 'grade', label: words.grade, kind: 'choice', needed: true, options: () => [...words.grades] },
      { name: 'reason', label: words.gradeWhy, kind: 'lines', hint: words.gradeHint }, day(),
    ],
    more: () => ({ way: 'rules' }),
    done: (draft) => words.graded(words.grades.find((one) => one.value === draft['grade'])?.label ?? ''),
  },
  plan_service: {
    verb: 'service.plan',
    fields: [
      { name: 'party', label: words.worker, kind: 'pick', needed: true, options: ({ view }) => named(view, 'applicant').map((one) => ({ value: one.id, label: one.name })), fresh: ({ view }) => named(view, 'applicant')[0]?.id ?? '' },
      { name: 'service', label: words.service, kind: 'pick', needed: true, options: () => optionsOf('service_kinds') },
      { name: 'provider', label: words.provider, kind: 'line', needed: true, hint: words.providerHint }, due(30), note(),
    ],
    done: words.done.service,
  },
  complete_service: { verb: 'service.complete', fields: [{ name: 'result', label: words.result, kind: 'lines', needed: true }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.serviceDone },
  decline_service: { verb: 'service.decline', fields: [{ name: 'reason', label: words.why, kind: 'lines', hint: words.optional }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.serviceDeclined },
  visit: {
    verb: 'visit.make',
    fields: [
      { name: 'party', label: words.visited, kind: 'party', needed: true, fresh: ({ view }) => named(view, 'applicant')[0]?.id ?? '' }, day(),
      { name: 'way', label: words.way, kind: 'pick', needed: true, options: () => optionsOf('consent_ways'), fresh: () => 'phone' },
      { name: 'satisfied', label: words.satisfied, kind: 'pick', needed: true, options: () => optionsOf('satisfactions') },
      { name: 'text', label: words.said, kind: 'lines', needed: true },
    ],
    done: words.done.visit,
  },
  set_task: {
    verb: 'task.set',
    fields: [
      { name: 'agency', label: words.agency, kind: 'line', needed: true, hint: words.agencyHint }, { name: 'what', label: words.part, kind: 'lines', needed: true },
      due(3), { name: 'contact', label: words.contact, kind: 'line', hint: words.optional },
    ],
    done: words.done.task,
  },
  complete_task: { verb: 'task.complete', fields: [{ name: 'result', label: words.result, kind: 'lines', needed: true }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.taskDone },
  transfer: {
    verb: 'transfer.send',
    fields: [
      { name: 'to', label: words.to, kind: 'line', needed: true, hint: words.toHint },
      { name: 'transfer', label: words.transferFor, kind: 'pick', needed: true, options: () => optionsOf('transfer_kinds') },
      { name: 'matter', label: words.matter, kind: 'lines', needed: true }, day(),
      { name: 'due', label: words.answerBy, kind: 'day', not: 'past' },
      { name: 'at', label: words.appointment, kind: 'moment', not: 'past', hint: words.optional },
      { name: 'place', label: words.place, kind: 'line', needed: true, when: met },
      { name: 'contact', label: words.contact, kind: 'line', hint: words.optional, when: met },
      { name: 'bring', label: words.bring, kind: 'line', hint: words.bringHint, when: met },
    ],
    more: (ground, draft) => (met(draft) ? { appointment: { at: momentOf(ground, draft), place: draft['place'], contact: draft['contact'], bring: draft['bring'] } } : {}),
    papers: () => [{ kind: 'transfer-letter', label: words.paper('transfer-letter') }],
    done: words.done.transfer,
  },
  answer_transfer: {
    verb: 'transfer.answer',
    fields: [
      { name: 'accepted', label: words.taken, kind: 'flag', fresh: () => true }, { name: 'number', label: words.number, kind: 'line', hint: words.optional },
      { name: 'result', label: words.result, kind: 'lines', hint: words.optional }, day(),
    ],
    more: ({ opened }) => ({ id: opened.subject }), done: words.done.transferAnswered,
  },
  archive: {
    verb: 'case.archive', note: words.archiveNote,
    fields: [
      { name: 'pages', label: words.pages, kind: 'count', needed: true }, { name: 'retention_years', label: words.years, kind: 'count', needed: true, fresh: () => '10', hint: words.yearsHint },
      { name: 'place', label: words.shelf, kind: 'line', hint: words.optional }, day(),
    ],
    done: words.done.archive,
  },
  cancel_fact: {
    verb: 'fact.cancel', note: words.cancelNote,
    fields: [{ name: 'reason', label: words.why, kind: 'lines', needed: true }],
    more: ({ opened }) => ({ fact: opened.args['fact'], id: opened.subject }), done: words.done.cancelled,
  },
  interrupt: {
    verb: 'case.interrupt', flat: true,
    fields: [
      { name: 'way', label: words.how, kind: 'choice', needed: true, options: () => optionsOf('interrupt_ways').filter((one) => one.value !== 'unsaid') },
      { name: 'why', label: words.happened, kind: 'lines', needed: true, hint: words.happenedHint }, day(),
      { name: 'proof', label: words.proof, kind: 'pick', hint: words.optional, options: ({ view }) => view.attachments.map((one) => ({ value: one.sha256, label: one.label || one.name })) },
    ],
    done: words.done.interrupt,
  },
  suspend_limitation: {
    verb: 'limitation.suspend', note: words.forceNote,
    fields: [
      { name: 'from', label: words.from, kind: 'day', needed: true }, { name: 'to', label: words.until, kind: 'day', needed: true },
      { name: 'why', label: words.happened, kind: 'lines', needed: true },
    ],
    done: words.done.limitation,
  },
}

function met(draft: Record<string, unknown>): boolean {
  return typeof (draft['at'] as { day?: unknown } | null)?.day === 'string'
}
function momentOf(ground: Ground, draft: Record<string, unknown>): string {
  const { day: on, time } = draft['at'] as { day: string; time: string }
  return ground.instant(on, time)
}

/** The form of a step, where it is declared; a move carries the procedure in its subject. */
export const declaredForm = (code: string): Declared | undefined => FORMS[code]

