// The declared steps: what goes on beside and after the mediation.
import { rpc } from '@/platform'
import type { DossierPages } from '@/platform/contract'
import { addDays, monthDay } from '@/text/date'
import { declared as words } from '@/words/zh-CN/declared'
import { paperKinds } from '@/words/zh-CN/kinds'
import { optionsOf } from '../lists'
import { corrections } from './forms-correct'
import { moving, opening } from './forms-procedure'
import { groupForms } from './forms-group'
import { named } from './parties'
import type { Declared, Field, Ground } from './declared'

const day = (needed = true, not: 'past' | 'future' = 'future'): Field => ({ name: 'on', label: words.day, kind: 'day', needed, not })
const note = (name = 'note', label: string = words.note): Field => ({ name, label, kind: 'lines', hint: words.optional })
const due = (days: number): Field => ({ name: 'due', label: words.due, kind: 'day', needed: true, not: 'past', fresh: ({ today }) => addDays(today, days) })
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Slips of a pause that stand in the file. */
const signedSlips = ({ view }: Ground): { value: string; label: string }[] =>
  view.papers.filter((row) => row.paper.kind === 'suspension-record' && row.state === 'complete').map((row) => ({ value: row.paper.id, label: row.paper.title }))
const courtName = ({ view, opened, settings }: Ground): string => {
  if (opened.code !== 'answer_court') return ''
  const typed = (path: string): string => text(view.sheet[path])
  return typed('case/entrusting') || typed('case/court') || settings?.court || ''
}

/** Handing a matter to a body, or telling the court that handed it here how it ended. */
const transferring: Declared = {
  verb: 'transfer.send',
  fields: [
    { name: 'to', label: words.to, kind: 'line', needed: true, hint: words.toHint, fresh: courtName },
    { name: 'transfer', label: words.transferFor, kind: 'pick', needed: true, options: () => optionsOf('transfer_kinds'), fresh: ({ opened }) => (opened.code === 'answer_court' ? 'court' : text(opened.args['transfer'])) },
    { name: 'matter', label: words.matter, kind: 'lines', needed: true }, day(),
    { name: 'due', label: words.answerBy, kind: 'day', not: 'past' },
    { name: 'at', label: words.appointment, kind: 'moment', not: 'past', hint: words.optional },
    { name: 'place', label: words.place, kind: 'line', needed: true, when: met },
    { name: 'contact', label: words.contact, kind: 'line', hint: words.optional, when: met },
    { name: 'bring', label: words.bring, kind: 'line', hint: words.bringHint, when: met },
  ],
  more: (ground, draft) => (met(draft) ? { appointment: { at: momentOf(ground, draft), place: draft['place'], contact: draft['contact'], bring: draft['bring'] } } : {}),
  papers: () => [{ kind: 'transfer-letter', label: words.make(paperKinds['transfer-letter'] ?? '') }],
  done: words.done.transfer,
}

const FORMS: Record<string, Declared> = {
  ...groupForms,
  review: opening, confirmation: opening, payment_order: opening, arbitration: opening, litigation: opening, enforcement: opening,
  inspection: opening, supported_suit: opening,
  procedure_move: moving,
  ...corrections,
  ask_supplement: {
    verb: 'supplement.ask',
    fields: [{ name: 'what', label: words.missing, kind: 'lines', needed: true, hint: words.missingHint }, day(), due(5)],
    papers: () => [{ kind: 'supplement-notice', label: words.make(paperKinds['supplement-notice'] ?? '') }],
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
      { name: 'paper', label: words.signedPaper, kind: 'pick', options: signedSlips, when: (_, ground) => signedSlips(ground).length > 0 },
      {
        name: 'session', label: words.signedIn, kind: 'pick', hint: words.optional, when: (draft, { view }) => !draft['paper'] && view.sessions.length > 0,
        options: ({ view }) => view.sessions.map((one) => ({ value: one.id, label: `${monthDay(one.at)} ${words.record}` })),
      },
    ],
    papers: () => [{ kind: 'suspension-record', label: words.make(paperKinds['suspension-record'] ?? '') }],
    aside: { kind: 'suspension-record', when: (ground) => signedSlips(ground).length === 0 },
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
    papers: () => [{ kind: 'consultation-record', label: words.make(paperKinds['consultation-record'] ?? '') }],
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
      { name: 'grade', label: words.grade, kind: 'choice', needed: true, options: () => words.grades, fresh: ({ opened }) => text(opened.args['grade']) },
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
  service_done: { verb: 'service.complete', fields: [{ name: 'result', label: words.result, kind: 'lines', needed: true }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.serviceDone },
  decline_service: { verb: 'service.decline', fields: [{ name: 'reason', label: words.why, kind: 'lines', hint: words.optional }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.serviceDeclined },
  visit: {
    verb: 'visit.make',
    fields: [
      { name: 'party', label: words.visited, kind: 'party', needed: true, fresh: ({ view }) => named(view, 'applicant')[0]?.id ?? '' }, day(),
      { name: 'way', label: words.way, kind: 'pick', needed: true, options: () => optionsOf('consent_ways'), fresh: () => 'phone' },
      { name: 'satisfied', label: words.satisfied, kind: 'pick', needed: true, options: () => optionsOf('satisfactions') },
      { name: 'text', label: words.said, kind: 'lines', needed: true },
    ],
    papers: () => [{ kind: 'follow-up-record', label: words.make(paperKinds['follow-up-record'] ?? '') }],
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
  task_done: { verb: 'task.complete', fields: [{ name: 'result', label: words.result, kind: 'lines', needed: true }, day()], more: ({ opened }) => ({ id: opened.subject }), done: words.done.taskDone },
  transfer: transferring,
  answer_court: transferring,
  transfer_answer: {
    verb: 'transfer.answer',
    fields: [
      { name: 'accepted', label: words.taken, kind: 'flag', fresh: () => true }, { name: 'number', label: words.number, kind: 'line', hint: words.optional },
      { name: 'result', label: words.result, kind: 'lines', hint: words.optional }, day(),
    ],
    more: ({ opened }) => ({ id: opened.subject }), done: words.done.transferAnswered,
  },
  archive: {
    verb: 'case.archive', note: ({ known }) => `${words.archiveNote}${counted(known)}`,
    // The pages can be typed by hand: what cannot be counted stops nobody.
    load: ({ view }) => rpc('dossier.pages', { case: view.id }).catch(() => null),
    fill: ({ known }) => ({ pages: (known as DossierPages | null)?.pages ? String((known as DossierPages).pages) : '' }),
    fields: [
      { name: 'pages', label: words.pages, kind: 'count', needed: true }, { name: 'retention_years', label: words.years, kind: 'count', needed: true, fresh: () => '10', hint: words.yearsHint },
      { name: 'place', label: words.shelf, kind: 'line', hint: words.optional }, day(),
    ],
    papers: () => ['dossier-cover', 'dossier-index', 'dossier-note'].map((kind) => ({ kind, label: words.make(paperKinds[kind] ?? '') })),
    done: words.done.archive,
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

/** Where the number of pages comes from. */
function counted(known: unknown): string {
  const pages = known as DossierPages | null | undefined
  if (!pages || pages.pages === 0) return ''
  return pages.bound ? words.pagesBound : words.pagesCounted
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

/** The steps that have one. */
export const declaredCodes = (): string[] => Object.keys(FORMS)

