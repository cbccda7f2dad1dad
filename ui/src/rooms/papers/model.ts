// What the desk says of papers and of the agreement.
import type { CaseView, Deadline, PaperRow, Signer } from '../case/model'

export interface SignerRow {
  signer: Signer
  at: string | null
  done: string
}
export interface Service {
  party: string
  way: string
  on: string
  note: string
}
export interface PaperView {
  row: PaperRow & { paper: { services: Service[] } }
  signers: SignerRow[]
  progress: [number, number]
  scanned: number
  starts: Deadline[]
  effective_on: string | null
  seal_at_county: boolean
}
export interface CheckItem {
  level: 'bad' | 'warn' | 'ok'
  code: string
  path: string
  args: Record<string, unknown>
}
export interface AgreementView {
  case: CaseView
  check: CheckItem[]
  ready: boolean
  promised: number
  claimed: number
  paper: PaperRow | null
}
/** Something that must be known before a paper can be made; `path` is its place in the paper's data. */
export interface Question {
  path: string
  label: string
  question: string
}
export interface PaperCheck {
  questions: Question[]
  title: string
  copies: number
  signers: Signer[]
}
export interface Queue {
  name: string
  state: string
  is_default: boolean
  detail: string
}
export interface Printers {
  available: boolean
  queues: Queue[]
  chosen: string
}
export type JobState = 'waiting' | 'printing' | 'done' | 'stopped' | 'unknown'
export interface Filed {
  case: string
  paper: string
  page: number
  title: string
  by_code: boolean
}
export interface PaperListPage {
  rows: PaperRow[]
  to_sign: number
  to_seal: number
  more: boolean
}
