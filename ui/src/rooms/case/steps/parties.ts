import type { PickOption } from '@/parts/Pick.vue'
import type { CaseView, Party } from '../model'

export const named = (view: CaseView, role: Party['role']): Party[] => view.parties.filter((one) => one.role === role && one.name !== '')

export const partyOptions = (view: CaseView, role: Party['role']): PickOption[] => named(view, role).map(({ id, name }) => ({ value: id, label: name }))

export const nameOf = (view: CaseView, id: string): string => view.parties.find((one) => one.id === id)?.name ?? ''
