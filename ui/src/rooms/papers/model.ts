// What the desk says of papers and of the agreement, by the names this room uses.
export type {
  AgreementView, CheckItem, Employer, MatterBegun, MatterKind, PaperCheck, PaperColumn, PaperField, PaperListPage, PaperView, Printers,
  RegisterPage, RegisterRow, SignerRow,
  PaperQuestion as Question, PrinterQueue as Queue, ScanFiled as Filed,
} from '@/platform/contract'

/** Where a print job is; the desk's words (`PrintJobState.state`). */
export type JobState = 'waiting' | 'printing' | 'done' | 'stopped' | 'unknown'
