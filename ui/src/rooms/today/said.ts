// The sentence of a row: what is due, with its amount in bold.
import { amount } from '@/text/amount'
import { dayOf } from '@/text/clocks'
import { clockOf, monthDay } from '@/text/date'
import { t, type Key } from '@/words'
import type { TodayRow } from '@/platform/contract'

export interface Piece {
  text: string
  bold: boolean
}

/** `*…*` in a message is bold. */
export function pieces(sentence: string): Piece[] {
  return sentence.split('*').map((text, i) => ({ text, bold: i % 2 === 1 })).filter((piece) => piece.text !== '')
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Clocks beside and after the mediation: the step that settles each, where the desk names none. */
const SETTLES: Record<string, string> = {
  supplement: 'complete_supplement', service: 'service_done', task: 'task_done', transfer_answer: 'transfer_answer', escalation: 'report_risk',
  review_decision: 'procedure_move', confirmation_acceptance: 'procedure_move', confirmation_decision: 'procedure_move', payment_order_notice: 'procedure_move',
  payment_order_issue: 'procedure_move', payment_order_objection: 'procedure_move', arbitration_acceptance: 'procedure_move', award: 'procedure_move',
  set_aside: 'procedure_move', court_filing: 'procedure_move', appeal: 'procedure_move', inspection_filing: 'procedure_move', inspection_case: 'procedure_move',
}
export const verbsOf = (row: TodayRow): string[] => {
  const own = SETTLES[row.kind]
  return own && row.verbs.every((verb) => verb === 'open') ? [own] : row.verbs
}

export function sentenceOf(row: TodayRow): Piece[] {
  const { kind, args, deadline } = row
  if (kind === 'sign' || kind === 'seal' || kind === 'seal_sent' || kind === 'scan') {
    const missing = Array.isArray(args['missing']) ? args['missing'].join('、') : text(args['missing'])
    return pieces(t(`today.what.${kind}` as Key, { title: text(args['title']), missing }))
  }
  if (kind === 'conflict') return pieces(t('today.what.conflict'))
  if (kind === 'assigned') {
    const due = text(args['due'])
    return pieces(t(due ? 'today.what.assignedDue' : 'today.what.assigned', { from: text(args['from']), day: due ? dayOf(due) : '' }))
  }
  const tone = row.urgency === 'overdue' || row.urgency === 'today' ? row.urgency : 'soon'
  const fen = deadline?.amount ?? (typeof args['amount'] === 'number' ? args['amount'] : null)
  const no = Number(args['no'] ?? 0)
  const of = Number(args['of'] ?? 0)
  const at = text(args['at'])
  return pieces(
    t(`today.what.${kind}.${tone}` as Key, {
      row: of === 1 ? t('today.rowOnce') : t('today.row', { no: t(`common.numeral.${no}` as Key) }),
      amount: fen === null ? '' : amount(fen),
      day: deadline?.due ? dayOf(deadline.due) : '',
      from: deadline?.from ? monthDay(deadline.from) : '',
      time: at ? clockOf(at) : '',
      place: text(args['place']),
    }),
  )
}
