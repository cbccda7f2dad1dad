// What the desk says of a case, under the names these rooms use.
import type { FiledAttachment, FormChoice, IdentityFound, MediationState } from '@/platform/contract'

export type {
  Accord, Attendee, CaseHit, CaseListPage, CaseListRow, CaseView, Claim, ClaimRow, Deadline, DeadlineKind, Employer, FieldNote, HistoryChange, HistoryEntry,
  Inquiry, Number, Obligation, ObligationRow, Paper, PaperRow, PaperState, PaperView, Party, Payment, PeriodCells, Refusal, SessionRow, SessionScheduled,
  Signer, SimilarCase, Statement, Step, Summary, Urgency,
} from '@/platform/contract'
export type State = MediationState
export type IdentityChecked = IdentityFound
export type ListItem = FormChoice
export type Attachment = FiledAttachment
