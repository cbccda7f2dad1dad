// A blank record of a session, filled with what the case already knows.
import { t } from '@/words'
import type { CaseView } from '../model'
import { named } from './parties'

export interface SessionDraft {
  id: string | null
  day: string | null
  from: string
  to: string
  place: string
  mode: string
  present: { on: boolean; party: string | null; name: string; capacity: string; agency?: string; id_checked?: boolean; signs_later?: boolean }[]
  kind: string
  /** `none` (not recorded), `yes`, `no`. */
  recording: string
  numbers: string
  nextDay: string | null
  nextTime: string
  /** The record was made; only what belongs to it is still missing. */
  held: string | null
  statements: { who: string; text: string }[]
  proposal: string
  result: string
  note: string
}

/** The planned session of today or before is the one that is held; its time and place are taken over. */
export function freshSession(view: CaseView, now: string, station: string): SessionDraft {
  const today = now.slice(0, 10)
  const planned = view.planned.filter((one) => one.at.slice(0, 10) <= today).at(-1) ?? null
  const workers = named(view, 'applicant')
  const firms = named(view, 'respondent')
  const present = workers.map((one) => ({ on: true, party: one.id as string | null, name: one.name, capacity: t('case.party.applicant') }))
  for (const one of workers) if (one.agent) present.push({ on: false, party: one.id, name: one.agent, capacity: t('case.session.agentOf', { name: one.name }) })
  for (const one of firms) {
    const name = one.agent || one.contact.split(/[，,、]/)[0] || one.legal_rep
    const capacity = t(one.agent ? 'case.session.agentOf' : one.contact ? 'case.session.contactOf' : 'case.session.repOf', { name: one.name })
    present.push({ on: name !== '', party: one.id, name, capacity })
  }
  return {
    id: planned?.id ?? null,
    day: (planned?.at ?? now).slice(0, 10),
    from: (planned?.at ?? now).slice(11, 16),
    to: '',
    place: planned?.place ?? station,
    mode: 'station',
    present,
    kind: 'mediation',
    recording: 'none',
    numbers: '',
    nextDay: null,
    nextTime: '',
    held: null,
    statements: [
      { who: t('case.party.applicant'), text: '' },
      { who: t('case.party.respondent'), text: '' },
    ],
    proposal: '',
    result: '',
    note: '',
  }
}
