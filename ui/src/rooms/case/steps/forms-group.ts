// Declared steps of groups, offers and performance.
import { t, type Key } from '@/words'
import type { Declared, Ground } from './declared'
import { proofOptions } from './proof'

const w = (key: string): string => t(`group.form.${key}` as Key)
const on = { name: 'on', get label() { return w('on') }, kind: 'day', needed: true, not: 'future' } as const
const note = { name: 'note', get label() { return w('note') }, kind: 'lines', get hint() { return w('optional') } } as const
const reason = { name: 'reason', get label() { return w('reason') }, kind: 'lines', needed: true } as const
const proof = { name: 'proof', get label() { return w('proof') }, kind: 'pick', get hint() { return w('optional') }, options: ({ view }: Ground) => proofOptions(view) } as const

export const groupForms: Record<string, Declared> = {
  obligation_event: {
    verb: 'obligation.event', fields: [on, proof, note], more: ({ opened }) => ({ obligation: opened.subject }), done: () => t('group.do.event'),
  },
  obligation_done: {
    verb: 'obligation.done', fields: [on, proof, note], more: ({ opened }) => ({ obligation: opened.subject }), done: () => t('group.do.done'),
  },
  take_back_duty: {
    verb: 'obligation.cancel', flat: true, fields: [reason], more: ({ opened }) => ({ obligation: opened.subject, what: opened.args['what'] }), done: () => t('group.do.undone'),
  },
  answer_offer: {
    verb: 'offer.answer', flat: true,
    fields: [
      { name: 'accepted', get label() { return w('accepted') }, kind: 'choice', needed: true, fresh: () => 'yes', options: () => [{ value: 'yes', label: w('yes') }, { value: 'no', label: w('no') }] },
      on, { name: 'note', get label() { return w('whoSaid') }, kind: 'lines', get hint() { return w('optional') } },
    ],
    more: ({ opened }, draft) => ({ offer: opened.subject, accepted: draft['accepted'] === 'yes' }), done: () => t('group.do.answer'),
  },
  cancel_offer: { verb: 'offer.cancel', flat: true, fields: [reason], more: ({ opened }) => ({ offer: opened.subject }), done: () => t('group.do.offerCancelled') },
  take_back_consent: {
    verb: 'member.take_back_consent', flat: true,
    fields: [
      { name: 'member', get label() { return w('members') }, kind: 'pick', needed: true, options: ({ view }) => view.members.filter((one) => view.consented.includes(one.id)).map((one) => ({ value: one.id, label: one.name })) },
      reason,
    ],
    done: () => t('group.do.consentBack'),
  },
}
