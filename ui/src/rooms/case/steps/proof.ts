// What can prove a fact: files attached to the case, and its papers that stand.
import type { PickOption } from '@/parts/Pick.vue'
import { monthDay } from '@/text/date'
import { wordsOf } from '../lists'
import type { CaseView } from '../model'

export const fileOptions = (view: CaseView): PickOption[] => view.attachments.map((one) => ({ value: one.sha256, label: wordsOf('evidence', one.label) || one.name, hint: one.name }))

export const proofOptions = (view: CaseView): PickOption[] => [
  ...fileOptions(view),
  ...view.papers.filter((one) => one.state !== 'voided' && one.state !== 'superseded').map((one) => ({ value: one.paper.id, label: one.paper.title, hint: monthDay(one.paper.on) })),
]
