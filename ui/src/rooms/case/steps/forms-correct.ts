// Putting right what was typed wrong: the old stays in the history, the clocks follow the new.
import { rpc } from '@/platform'
import type { HistoryEntry, Inquiry } from '../model'
import type { SessionHeld } from '@/platform/contract'
import { declared as words } from '@/words/zh-CN/declared'
import { optionsOf } from '../lists'
import type { Declared, Ground } from './declared'
import { nameOf } from './parties'

const why = { name: 'reason', label: words.wrong, kind: 'lines' as const, needed: true, hint: words.wrongHint }
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const bare = (value: Record<string, unknown>): Record<string, unknown> => {
  const { nonce: _, ...rest } = value
  return rest
}

/** The newest record of a kind: the page shows less of a session than the record holds. */
async function newest(ground: Ground, kinds: string[], fits: (args: Record<string, unknown>) => boolean): Promise<Record<string, unknown> | null> {
  const all = (await rpc('case.history', { case: ground.view.id })) as HistoryEntry[]
  return all.find((one) => kinds.includes(one.kind) && fits(one.args))?.args ?? null
}

const reception: Declared = {
  verb: 'reception.correct',
  load: async (ground) => {
    const found = await newest(ground, ['reception.corrected', 'case.received'], () => true)
    return (found?.['reception'] as Record<string, unknown> | undefined) ?? found
  },
  fill: ({ known }) => {
    const got = (known ?? {}) as Record<string, unknown>
    const at = text(got['at'])
    return { form: text(got['form']), at: { day: at.slice(0, 10) || null, time: at.slice(11, 16) }, receiver: text(got['receiver']) }
  },
  fields: [
    { name: 'at', label: words.receivedAt, kind: 'moment', needed: true, not: 'future' },
    { name: 'form', label: words.receivedHow, kind: 'choice', needed: true, options: () => words.receivedForms },
    { name: 'receiver', label: words.receiver, kind: 'line', needed: true }, why,
  ],
  order: ({ view }, { reason, ...input }) => ({ case: view.id, reception: input, reason }),
  done: words.done.corrected,
}

const session: Declared = {
  verb: 'session.correct',
  note: words.sessionNote,
  load: async (ground) => {
    const found = await newest(ground, ['session.corrected', 'session.held'], (args) => ((args['held'] as { id?: unknown } | undefined)?.id ?? args['id']) === ground.opened.subject)
    return (found?.['held'] as SessionHeld | undefined) ?? (found ? bare(found) : null)
  },
  fill: ({ known, opened }) => {
    const got = known as SessionHeld | null
    if (!got) return {}
    const said = Object.fromEntries(got.statements.map((one, i) => [`said${i}`, one.text]))
    return {
      id: opened.subject, at: { day: got.at.slice(0, 10), time: got.at.slice(11, 16) }, place: got.place, mode: got.mode, proposal: got.proposal, result: got.result, note: got.note, ...said,
    }
  },
  fields: [
    { name: 'at', label: words.day, kind: 'moment', needed: true, not: 'future' },
    { name: 'place', label: words.place, kind: 'line' },
    { name: 'mode', label: words.mode, kind: 'pick', needed: true, options: () => optionsOf('session_modes') },
    ...Array.from({ length: 6 }, (_, i) => ({
      name: `said${i}`, label: words.said, kind: 'lines' as const,
      labelOf: ({ known }: Ground) => (known as SessionHeld | null)?.statements[i]?.who ?? '',
      when: (_draft: unknown, { known }: Ground) => Boolean((known as SessionHeld | null)?.statements[i]),
    })),
    { name: 'proposal', label: words.proposal, kind: 'lines' },
    { name: 'result', label: words.outcome, kind: 'choice', needed: true, options: () => optionsOf('session_results') },
    { name: 'note', label: words.note, kind: 'lines' }, why,
  ],
  order: ({ view, known }, { reason, ...input }) => {
    const was = known as SessionHeld
    const statements = was.statements.map((one, i) => ({ ...one, text: text(input[`said${i}`]) }))
    const { at, place, mode, proposal, result, note } = input
    return { case: view.id, held: { ...was, at, place: text(place), mode, proposal: text(proposal), result, note: text(note), statements }, reason }
  },
  done: words.done.corrected,
}

const inquiry: Declared = {
  verb: 'inquiry.correct',
  title: (ground) => words.inquiryOf(nameOf(ground.view, ground.opened.subject)),
  fill: (ground) => {
    const was = inquiryOf(ground)
    return {
      asked_on: was?.asked_on ?? null, asked_way: was?.asked_way ?? '', agreed: was?.agreed === true ? 'yes' : was?.agreed === false ? 'no' : 'open',
      answered_on: was?.answered_on ?? null, answered_way: was?.answered_way ?? '', note: was?.note ?? '',
    }
  },
  fields: [
    { name: 'asked_on', label: words.askedOn, kind: 'day', not: 'future' },
    { name: 'asked_way', label: words.askedWay, kind: 'pick', options: () => optionsOf('consent_ways') },
    { name: 'agreed', label: words.answerOf, kind: 'choice', needed: true, options: () => words.answers },
    { name: 'answered_on', label: words.answeredOn, kind: 'day', needed: true, not: 'future', when: (draft) => draft['agreed'] !== 'open' },
    { name: 'answered_way', label: words.askedWay, kind: 'pick', options: () => optionsOf('consent_ways'), when: (draft) => draft['agreed'] !== 'open' },
    { name: 'note', label: words.note, kind: 'lines' }, why,
  ],
  order: (ground, { reason, ...input }) => {
    const open = input['agreed'] === 'open'
    return {
      case: ground.view.id, reason,
      inquiry: {
        party: ground.opened.subject, asked_on: input['asked_on'] ?? null, asked_way: input['asked_way'] ?? null, agreed: open ? null : input['agreed'] === 'yes',
        answered_on: open ? null : (input['answered_on'] ?? null), answered_way: open ? null : (input['answered_way'] ?? null), note: text(input['note']),
      },
    }
  },
  done: words.done.corrected,
}
const inquiryOf = ({ view, opened }: Ground): Inquiry | undefined => view.inquiries.find((one) => one.party === opened.subject)

/** Taking back what was never so. */
const cancel: Declared = {
  verb: 'fact.cancel', note: words.cancelNote,
  title: ({ opened }) => [words.cancelTitle, text(opened.args['title'])].filter(Boolean).join('：'),
  fields: [{ ...why, label: words.wrong }],
  more: ({ opened }) => ({ fact: opened.args['fact'], id: opened.subject }),
  done: words.done.cancelled,
}

export const corrections: Record<string, Declared> = {
  correct_reception: reception, correct_session: session, correct_inquiry: inquiry, cancel_fact: cancel,
}
