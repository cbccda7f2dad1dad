// Opening a procedure beside the mediation, and moving it on: one pair of forms for all kinds.
import { rpc } from '@/platform'
import type { Prefill, ProcedureKind } from '@/platform/contract'
import { dayOf } from '@/text/clocks'
import { declared as words } from '@/words/zh-CN/declared'
import { paperKinds } from '@/words/zh-CN/kinds'
import triage from '@/words/zh-CN/triage'
import { optionsOf, procedureOf } from '../lists'
import type { CaseView } from '../model'
import type { Declared, Draft, Ground } from './declared'
import { nameOf } from './parties'

const JOINT = new Set(['review', 'confirmation'])
const MONEY = new Set(['payment_order', 'arbitration', 'litigation', 'enforcement', 'inspection'])
/** Which bases a procedure can rest on; the others have one of their own, which the desk knows. */
const BASES: Record<string, string[]> = {
  arbitration: ['mediation_failed', 'unperformed', 'own'],
  litigation: ['award', 'order_ended', 'not_accepted', 'wage_agreement', 'civil'],
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const known = (ground: Ground): Prefill | null => (ground.known as Prefill | null | undefined) ?? null

/** The body of the station's own county, where the procedure usually goes. */
function usualBody({ opened, settings }: Ground): string {
  const kind = procedureOf(opened.code)?.body
  if (kind === 'commission') return settings?.commission ?? ''
  if (kind === 'court') return settings?.court ?? ''
  return ''
}
const papersOf = ({ view, opened }: Ground): CaseView['papers'] => {
  const kinds = procedureOf(opened.code)?.papers ?? []
  return view.papers.filter((row) => kinds.includes(row.paper.kind) && row.state !== 'voided' && row.state !== 'superseded')
}

/** Who can apply: the parties whose procedure it is, and the members of a group. */
function applying(ground: Ground): { value: string; label: string }[] {
  const { view } = ground
  const got = known(ground)?.applicants ?? []
  const side = (id: string): string => view.parties.find((one) => one.id === id)?.role ?? ''
  const parties = view.parties.filter((one) => one.name !== '' && (got.includes(one.id) || side(one.id) === 'applicant'))
  const members = view.members.filter((one) => got.includes(one.id) || one.stance !== 'withdrawn')
  const same = new Set(parties.map((one) => one.name))
  return [...parties.map((one) => ({ value: one.id, label: one.name })), ...members.filter((one) => got.includes(one.id) || !same.has(one.name)).map((one) => ({ value: one.id, label: one.name }))]
}
/** Where several workers could apply, each may or may not. */
const chosenSingly = (ground: Ground): boolean => {
  const respondents = new Set(ground.view.parties.filter((one) => one.role === 'respondent').map((one) => one.id))
  return applying(ground).filter((one) => !respondents.has(one.value)).length > 1
}

/** What is known before the first key: who applies, the last day, the papers, what to look at. */
function told(ground: Ground): string[] {
  const got = known(ground)
  if (!got) return []
  const lines = []
  // One or two who apply are named here; of several it is chosen below who does.
  if (!chosenSingly(ground)) lines.push(words.applies(got.applicants.map((id) => nameOf(ground.view, id)).filter(Boolean).join('、')))
  if (got.deadline) lines.push(words.lastDay(dayOf(got.deadline)) + (got.unconfirmed ? words.unconfirmed : ''))
  if (got.papers.length > 0) lines.push(words.needs(got.papers.map((kind) => paperKinds[kind] ?? kind).join('、')))
  const warnings = ground.opened.args['warnings']
  if (Array.isArray(warnings)) lines.push(...warnings.flatMap((code) => triage.warnings[String(code)] ?? []))
  return lines
}

/** Opening a procedure: where it went, when, on what basis; the parties follow from its kind. */
export const opening: Declared = {
  verb: 'procedure.open',
  load: async ({ view, opened }) => {
    const kind = procedureOf(opened.code)?.kind as ProcedureKind | undefined
    return kind ? rpc('procedure.prefill', { case: view.id, kind }) : null
  },
  fill: (ground) => {
    const got = known(ground)
    const basis = text(ground.opened.args['basis']) || got?.basis || ''
    return { body: got?.body.name || usualBody(ground), basis, applicants: got?.applicants ?? null, amount: MONEY.has(ground.opened.code) ? (got?.amount ?? null) : null }
  },
  lines: told,
  fields: [
    { name: 'body', label: words.body, kind: 'lines', needed: true, fresh: usualBody },
    { name: 'on', label: words.day, kind: 'day', needed: true, not: 'future' },
    {
      name: 'basis', label: words.basis, kind: 'choice', needed: true, when: (_, { opened }) => opened.code in BASES,
      options: ({ opened }) => optionsOf('procedure_bases').filter((one) => BASES[opened.code]?.includes(one.value)),
    },
    { name: 'applicants', label: words.applicants, kind: 'people', needed: true, when: (_, ground) => chosenSingly(ground), options: applying },
    { name: 'amount', label: words.asked, kind: 'amount', when: (_, { opened }) => MONEY.has(opened.code) },
    { name: 'number', label: words.number, kind: 'line', hint: words.numberLater },
    {
      name: 'paper', label: words.application, kind: 'pick', hint: words.optional, when: (_, ground) => papersOf(ground).length > 0,
      options: (ground) => papersOf(ground).map((row) => ({ value: row.paper.id, label: row.paper.title })),
    },
    { name: 'note', label: words.note, kind: 'lines', hint: words.optional },
  ],
  more: (ground, draft) => {
    const kind = procedureOf(ground.opened.code)
    const got = known(ground)
    const { view } = ground
    const joint = JOINT.has(ground.opened.code)
    const named = view.parties.filter((one) => one.name !== '' && (one.role === 'applicant' || (joint && one.role === 'respondent')))
    return {
      procedure: kind?.kind, body: { kind: kind?.body, name: draft['body'] }, applicants: chosenSingly(ground) ? draft['applicants'] : (got?.applicants ?? named.map((one) => one.id)),
      accord: got?.accord ?? null, fields: got?.fields ?? {},
    }
  },
  papers: ({ opened, view }) =>
    (procedureOf(opened.code)?.papers ?? [])
      .filter((kind) => !view.papers.some((row) => row.paper.kind === kind && row.state !== 'voided' && row.state !== 'superseded'))
      .map((kind) => ({ kind, label: words.make(paperKinds[kind] ?? '') })),
  done: (_, { opened }) => words.opened(procedureOf(opened.code)?.label ?? ''),
}

/** The procedure a form speaks of, or the step of it that is to be taken back. */
export const proceedingOf = ({ view, opened }: Ground): CaseView['proceedings'][number] | undefined =>
  view.proceedings.find((one) => one.procedure.id === opened.subject)
const goal = (ground: Ground, draft: Draft): string => text(ground.opened.args['to']) || text(draft['to'])
const moveTo = (ground: Ground, draft: Draft): CaseView['proceedings'][number]['moves'][number] | undefined =>
  proceedingOf(ground)?.moves.find((one) => one.to === goal(ground, draft))
const needs = (draft: Draft, ground: Ground, what: string): boolean => moveTo(ground, draft)?.needs.includes(what) ?? false
const chosen = (draft: Draft, ground: Ground): boolean => goal(ground, draft) !== ''

/** A move of a procedure: `args.to` names the state, or the form asks for it. */
export const moving: Declared = {
  verb: 'procedure.move',
  title: (ground) => {
    const label = proceedingOf(ground)?.moves.find((one) => one.to === text(ground.opened.args['to']))?.label
    return [proceedingOf(ground)?.title ?? '', label].filter(Boolean).join(' · ')
  },
  hint: (ground) => words.now(proceedingOf(ground)?.procedure.label ?? ''),
  fields: [
    {
      name: 'to', label: words.moveTo, kind: 'choice', needed: true, when: (_, { opened }) => text(opened.args['to']) === '',
      options: (ground) => (proceedingOf(ground)?.moves ?? []).map((one) => ({ value: one.to, label: one.label, why: one.article })),
    },
    { name: 'on', label: words.day, kind: 'day', needed: true, not: 'future', when: chosen },
    { name: 'number', label: words.number, kind: 'line', needed: true, when: (draft, ground) => needs(draft, ground, 'number') },
    { name: 'number', label: words.number, kind: 'line', hint: words.optional, when: (draft, ground) => chosen(draft, ground) && !needs(draft, ground, 'number') },
    { name: 'served_on', label: words.served, kind: 'day', needed: true, not: 'future', when: (draft, ground) => needs(draft, ground, 'served_on') },
    { name: 'amount', label: words.decided, kind: 'amount', needed: true, when: (draft, ground) => needs(draft, ground, 'amount') },
    { name: 'note', label: words.note, kind: 'lines', hint: words.optional, when: chosen },
    {
      name: 'attachment', label: words.scan, kind: 'pick', hint: words.optional, when: (draft, ground) => chosen(draft, ground) && ground.view.attachments.length > 0,
      options: ({ view }) => view.attachments.map((one) => ({ value: one.sha256, label: one.label || one.name })),
    },
  ],
  more: (ground, draft) => ({ id: ground.opened.subject, to: goal(ground, draft) }),
  done: (draft, ground) => words.moved(ground.opened.args['title'] ? text(ground.opened.args['title']) : (proceedingOf(ground)?.title ?? ''), moveTo(ground, draft)?.label ?? ''),
}

