// Steps whose form is a few fields and one verb: declared, not programmed. What needs more has a file of its own.
import type { PickOption } from '@/parts/Pick.vue'
import type { Settings } from '@/platform/contract'
import type { CaseView } from '../model'
import type { Opened } from '../steer'
import type { After } from './after'

export type FieldKind = 'line' | 'lines' | 'day' | 'moment' | 'amount' | 'count' | 'pick' | 'choice' | 'flag' | 'party' | 'people'

/** What a form knows while it is open. */
export interface Ground {
  view: CaseView
  opened: Opened
  /** Today at the desk. */
  today: string
  station: string
  settings: Settings | null
  /** A day and a time as typed, as one instant in the desk's offset. */
  instant: (day: string, time: string) => string
  /** What the desk answered when the form was opened (`load`). */
  known?: unknown
}
export interface Field {
  /** Name in the verb's input. */
  name: string
  label: string
  /** A label that depends on what was loaded. */
  labelOf?: (ground: Ground) => string
  kind: FieldKind
  hint?: string
  options?: (ground: Ground) => readonly (PickOption & { why?: string })[]
  /** Without it the step cannot be taken. */
  needed?: boolean
  /** A day that would be odd here. */
  not?: 'past' | 'future'
  fresh?: (ground: Ground) => unknown
  /** Shown only while this holds. */
  when?: (draft: Draft, ground: Ground) => boolean
}
export type Draft = Record<string, unknown>
export interface Declared {
  verb: string
  /** The verb takes its values beside the case, not as one thing (`what`). */
  flat?: boolean
  fields: Field[]
  note?: string | ((ground: Ground) => string)
  title?: (ground: Ground) => string
  hint?: (ground: Ground) => string
  /** Asks the desk before the first key; the answer is `ground.known`. */
  load?: (ground: Ground) => Promise<unknown>
  /** Values to begin with, once it has answered; what was typed meanwhile stays. */
  fill?: (ground: Ground) => Record<string, unknown>
  /** Facts shown above the fields. */
  lines?: (ground: Ground) => string[]
  /** A paper that has to be made before this step can be taken. */
  aside?: { kind: string; when: (ground: Ground) => boolean }
  /** What the verb is told besides what is typed. */
  more?: (ground: Ground, draft: Draft) => Record<string, unknown>
  /** The whole input, where it is not the case and one thing. */
  order?: (ground: Ground, input: Record<string, unknown>) => Record<string, unknown>
  done: string | ((draft: Draft, ground: Ground) => string)
  papers?: (ground: Ground, draft: Draft, answer: unknown) => After['papers']
  confirm?: string
}

/** A blank value of a kind. */
export function blank(field: Field, ground: Ground): unknown {
  if (field.fresh) return field.fresh(ground)
  if (field.kind === 'day') return field.needed ? ground.today : null
  if (field.kind === 'flag') return false
  if (field.kind === 'amount' || field.kind === 'people') return null
  if (field.kind === 'moment') return { day: null, time: '' }
  return ''
}

/** Whether a field that is needed has not been answered. */
export function unanswered(field: Field, value: unknown): boolean {
  if (!field.needed) return false
  if (field.kind === 'moment') return !(value as { day: string | null } | null)?.day
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.length === 0
  return value === null || value === undefined
}
