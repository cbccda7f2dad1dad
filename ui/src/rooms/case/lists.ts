// The desk's choice lists, read once: codes and the words that stand for them.
import { shallowRef } from 'vue'
import { rpc } from '@/platform'
import type { PickOption } from '@/parts/Pick.vue'
import type { FormLists, ProceedingKind } from '@/platform/contract'
import type { ListItem } from './model'

export type ListName =
  | 'channels' | 'id_kinds' | 'employment' | 'chain_roles' | 'roles' | 'sexes' | 'methods' | 'authority' | 'evidence'
  | 'interrupt_ways' | 'service_kinds' | 'transfer_kinds' | 'consultation_outcomes' | 'satisfactions' | 'fact_kinds' | 'procedure_bases' | 'body_kinds'
  | 'causes' | 'consent_ways' | 'refuse_reasons' | 'session_modes' | 'session_results' | 'end_reasons' | 'pay_ways'

const lists = shallowRef<Partial<FormLists>>({})
let asked: Promise<void> | undefined

/** Reads the lists when they are needed first; a failed read is tried again at the next screen. */
export function needLists(): Promise<void> {
  asked ??= rpc('form.lists').then(
    (got: typeof lists.value) => {
      lists.value = got
    },
    (thrown: unknown) => {
      asked = undefined
      throw thrown
    },
  )
  return asked
}

export const listOf = (name: ListName): ListItem[] => lists.value[name] ?? []

export const optionsOf = (name: ListName): PickOption[] => listOf(name).map(({ code, words }) => ({ value: code, label: words }))

/** Words of a code; free text and codes of a later version stand for themselves. */
export const wordsOf = (name: ListName, code: string | null | undefined): string =>
  listOf(name).find((one) => one.code === code)?.words ?? code ?? ''

/** Procedures beside the mediation, by the step that opens them. */
export const procedureOf = (step: string): ProceedingKind | undefined => lists.value.procedures?.find((one) => one.step === step)
