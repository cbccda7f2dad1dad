// Who can have got the money: parties, members, or the insurance authority.
import type { PickOption } from '@/parts/Pick.vue'
import { t } from '@/words'
import type { CaseView } from '../model'

/** What the record calls the authority that collects social insurance (`casework::AUTHORITY`). */
const AUTHORITY = 'authority'

export const payeeOptions = (view: CaseView): PickOption[] => [
  ...view.parties.filter((one) => one.name !== '').map((one) => ({ value: one.id, label: one.name })),
  ...view.members.map((one) => ({ value: one.id, label: one.name })),
  { value: AUTHORITY, label: t('group.perf.authority') },
]
export const payeeName = (view: CaseView, id: string): string => payeeOptions(view).find((one) => one.value === id)?.label ?? id
