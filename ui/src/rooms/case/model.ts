// What the desk says of a case, as the screens of 登记, 案件 and 案件页 read it.
export type State =
  | 'consulting' | 'registered' | 'inquiring' | 'refused' | 'accepted' | 'mediating'
  | 'to_sign' | 'effective' | 'failed' | 'referred' | 'withdrawn'

export type DeadlineKind =
  | 'mediation_period' | 'acceptance_decision' | 'target' | 'limitation' | 'entrust_return'
  | 'review_application' | 'confirmation_application' | 'obligation' | 'session'
export type Urgency = 'overdue' | 'today' | 'soon' | 'on_time' | 'not_started' | 'unknown' | 'stopped'

export interface Deadline {
  kind: DeadlineKind
  subject: string
  due: string | null
  raw: string | null
  from: string | null
  days_left: number | null
  working_days_left: number | null
  urgency: Urgency
  basis: string
  unconfirmed: boolean
  other_due: string | null
  extended: boolean
  amount: number | null
  why: string[]
}
export interface Refusal { code: string; article: string; args: Record<string, unknown> }
export interface Step {
  code: string
  first: boolean
  key: string
  refusal: Refusal | null
  subject: string
  args: Record<string, unknown>
}
export interface FieldNote { path: string; level: string; code: string; args: Record<string, unknown> }
export interface PeriodCells { first: string; last: string; cells: string[]; day: number }
export interface Party {
  id: string
  role: 'applicant' | 'respondent' | 'third'
  kind: 'worker' | 'employer'
  name: string
  id_kind: string
  id_number: string
  sex: string
  birth: string | null
  nation: string
  language: string
  occupation: string
  phone: string
  address: string
  employment: string
  employed_from: string | null
  ended_on: string | null
  knew_on: string | null
  uscc: string
  legal_rep: string
  legal_rep_title: string
  contact: string
  contact_phone: string
  lost: boolean
  chain_role: string
  agent: string
  agent_title: string
  agent_authority: string
  interpreter: string
}
export interface Claim {
  id: string
  head: string
  from: string
  to: string
  monthly: number | null
  amount: number | null
  offer: number | null
  note: string
}
export interface ClaimRow { claim: Claim; words: string; working: string; computed: number | null }
export interface Inquiry {
  party: string
  asked_on: string | null
  asked_way: string | null
  agreed: boolean | null
  answered_on: string | null
  answered_way: string | null
  note: string
}
export interface Attendee { party: string | null; name: string; capacity: string }
export interface Statement { who: string; text: string }
export interface SessionScheduled { id: string; at: string; place: string }
export interface SessionRow {
  id: string
  at: string
  until: string | null
  place: string
  mode: string
  present: Attendee[]
  statements: Statement[]
  proposal: string
  result: string
  note: string
}
export interface Obligation {
  id: string
  what: string
  payer: string
  payee: string
  amount: number | null
  due: string | null
  method: string
  on_spot: boolean
}
export interface ObligationRow {
  obligation: Obligation
  no: number
  payer: string
  payee: string
  paid: number
  standing: string
  days_late: number
}
export interface Payment {
  id: string
  obligation: string
  amount: number
  on: string
  way: string
  note: string
  cancelled: string | null
}
export interface Accord {
  id: string
  version: number
  paper: string
  hash: string
  frozen_on: string
  effective_on: string | null
  abandoned: string | null
}
export interface Signer { key: string; role: string; party: string | null; name: string; required: boolean }
export interface Number { text: string; series: string; year: number; n: number }
export interface Paper {
  id: string
  kind: string
  title: string
  number: Number | null
  pages: number
  copies: number
  on: string
  issued_at: string
  issued_by: string
  printed: number
  signers: Signer[]
  signatures: { signer: string; name: string; how: string; at: string }[]
  seal_sent: string | null
  scans: [number, string][]
  voided: string | null
  superseded_by: string | null
}
export type PaperState = 'complete' | 'to_sign' | 'to_seal' | 'voided' | 'superseded'
export interface PaperRow { case: string; case_title: string; paper: Paper; state: PaperState; missing: Signer[]; hash8: string }
export interface PaperView { row: PaperRow }
export interface Attachment {
  sha256: string
  name: string
  mime: string
  size: number
  label: string
  at: string
  by: string
}
export interface Summary {
  id: string
  number: string | null
  applicants: string
  respondents: string
  cause: string
  claimed: number
  state: State
  performed: boolean
  open: boolean
  closed: boolean
  group: boolean
  mediators: string[]
  created_by: string
  channel: string
  received_on: string | null
  created_at: string | null
  updated_at: string | null
}
export interface CaseView {
  id: string
  title: string
  sheet: Record<string, unknown>
  drafts: string[]
  notes: FieldNote[]
  saved: boolean
  saved_at: string | null
  summary: Summary
  cause_words: string
  state: State
  deadlines: Deadline[]
  period: PeriodCells | null
  target: PeriodCells | null
  steps: Step[]
  parties: Party[]
  claims: ClaimRow[]
  received_at: string | null
  receiver: string
  accepted_on: string | null
  mediators: string[]
  recorder: string
  inquiries: Inquiry[]
  planned: SessionScheduled[]
  sessions: SessionRow[]
  ended: [string, string, string] | null
  refused: [string, string, string] | null
  referrals: { basis: string; to: string; paper: string; on: string }[]
  accord: Accord | null
  performance: { promised: number; paid: number; complete: boolean; completed_on: string | null } | null
  obligations: ObligationRow[]
  payments: Payment[]
  papers: PaperRow[]
  attachments: Attachment[]
  remarks: [string, string, string][]
  newer_content: boolean
  closed_on: string | null
}
export interface HistoryChange { path: string; label: string; from: string; to: string }
export interface HistoryEntry {
  at: string
  by: string
  device: string
  kind: string
  changes: HistoryChange[]
  args: Record<string, unknown>
  receipt: string
}
export interface SimilarCase {
  case: string
  number: string | null
  title: string
  cause_words: string
  why: string
  state: State
}
export interface IdentityChecked {
  level: string
  code: string
  normalised: string
  birth: string | null
  sex: string | null
  age: number | null
}
export interface Employer {
  name: string
  uscc: string
  legal_rep: string
  address: string
  contact: string
  phone: string
  cases: number
}
export interface ListItem { code: string; words: string; hint: string }
export interface CaseHit { field: string; text: string; ranges: [number, number][] }
export interface CaseListRow {
  summary: Summary
  cause_words: string
  deadline: Deadline | null
  hits: CaseHit[]
  draft: boolean
}
export interface CaseListPage {
  rows: CaseListRow[]
  total: number
  claimed: number
  counts: Record<'all' | 'open' | 'mine' | 'performing' | 'group', number>
}
