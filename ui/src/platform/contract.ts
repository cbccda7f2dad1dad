// Made from the verbs of crates/desk by `cargo xtask contract`; not written by hand.

/**
 * One frozen version of the agreement.
 */
export type Accord = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * 1, 2, …
 */
version: number, 
/**
 * The paper that carries it.
 */
paper: Id, 
/**
 * Terms as frozen.
 */
obligations: Array<Obligation>, 
/**
 * Clauses as frozen.
 */
clauses: Array<Clause>, 
/**
 * SHA-256 of the frozen data, hex.
 */
hash: string, 
/**
 * Frozen on.
 */
frozen_on: string, 
/**
 * In effect since: both parties, mediator and seal (调解仲裁法 Art. 14).
 */
effective_on: string | null, 
/**
 * Given up, with the reason.
 */
abandoned: string | null, 
/**
 * What else was frozen with the terms.
 */
more: FrozenMore, };

/**
 * A member as settled in a version.
 */
export type AccordMember = { 
/**
 * Member.
 */
member: Id, 
/**
 * Name as frozen.
 */
name: string, 
/**
 * Amount, 分.
 */
amount: Fen, };

/**
 * All of it on one case.
 */
export type After = { 
/**
 * How the consultation ended.
 */
consultation: ConsultationClosed | null, 
/**
 * Contacts.
 */
contacts: Array<Noted<ContactLogged>>, 
/**
 * Services.
 */
services: Array<FollowUpService>, 
/**
 * Visits.
 */
visits: Array<Noted<VisitMade>>, 
/**
 * Tasks of agencies.
 */
tasks: Array<Task>, 
/**
 * Transfers.
 */
transfers: Array<Transfer>, 
/**
 * Archived.
 */
archived: Archived | null, };

/**
 * A plan of instalments.
 */
export type AgreementInstalments = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * What for.
 */
what: string, 
/**
 * Row of the paying party.
 */
payer: string, 
/**
 * Row of the receiving party, or `members`.
 */
payee: string, 
/**
 * The whole, 分.
 */
total: Fen, 
/**
 * How many.
 */
count: number, 
/**
 * Last day of the first.
 */
first: string, 
/**
 * Distance of the others.
 */
every: Every, 
/**
 * Code of the way to pay.
 */
method: string, };

/**
 * A second reading.
 */
export type AgreementRead = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * In order, or sent back.
 */
passed: boolean, 
/**
 * What was found.
 */
note: string, };

/**
 * Two versions of the agreement.
 */
export type AgreementVersions = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The earlier one: 1, 2, …
 */
from: number, 
/**
 * The later one.
 */
to: number, };

/**
 * The agreement screen: terms as data, the checker, what stands.
 */
export type AgreementView = { 
/**
 * The case, drafts included.
 */
case: CaseView, 
/**
 * Findings, the worst first.
 */
check: Array<CheckItem>, 
/**
 * May be frozen now.
 */
ready: boolean, 
/**
 * 重大 or group: somebody else has to read the terms first.
 */
needs_reading: boolean, 
/**
 * The terms as they stand were read and passed.
 */
read: boolean, 
/**
 * Readings, oldest first.
 */
readings: Array<Reading>, 
/**
 * Frozen versions so far: number and day.
 */
versions: Array<[number, string]>, 
/**
 * Sum of the rows, 分.
 */
promised: Fen, 
/**
 * Sum claimed, 分.
 */
claimed: Fen, 
/**
 * The paper of the frozen version, if one stands.
 */
paper: PaperRow | null, };

/**
 * The amounts printed in an annex (D19 群体协议附表).
 */
export type Annex = { 
/**
 * The paper.
 */
paper: Id, 
/**
 * Member → amount, 分.
 */
amounts: { [key in Id]: Fen }, };

/**
 * Where and when the receiving body expects the person (row 28).
 */
export type Appointment = { 
/**
 * When, local time with offset.
 */
at: string, 
/**
 * Where.
 */
place: string, 
/**
 * Whom to ask for, with telephone.
 */
contact: string, 
/**
 * What to bring.
 */
bring: string, };

/**
 * The closed file went to the archive (state 95).
 */
export type Archived = { 
/**
 * Day.
 */
on: string, 
/**
 * Pages of the dossier.
 */
pages: number, 
/**
 * Years to be kept.
 */
retention_years: number, 
/**
 * Place in the archive.
 */
place: string, };

/**
 * A case given to a station.
 */
export type Assigned = { 
/**
 * Station that gets it.
 */
to: string, 
/**
 * Its name.
 */
to_name: string, 
/**
 * Station that gave it, where it goes back to.
 */
from: string, 
/**
 * Its name.
 */
from_name: string, 
/**
 * Mediator named, if one is.
 */
mediator: string, 
/**
 * Day by which an answer or a result is wanted.
 */
due: string | null, 
/**
 * Day.
 */
on: string, 
/**
 * What the county says to it.
 */
note: string, };

/**
 * A file to attach.
 */
export type AttachmentAdd = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * File name.
 */
name: string, 
/**
 * Evidence code or what it is.
 */
label: string, 
/**
 * Bytes, base64.
 */
data: string, };

/**
 * Names an attached file.
 */
export type AttachmentRef = { 
/**
 * SHA-256, hex.
 */
sha256: string, };

/**
 * Somebody present at a session.
 */
export type Attendee = { 
/**
 * Row of the party, if the person is or stands for one.
 */
party: Id | null, 
/**
 * Name.
 */
name: string, 
/**
 * Capacity, e.g. 申请人, 委托代理人, 翻译.
 */
capacity: string, 
/**
 * Agency or firm he speaks for, e.g. 县人社局.
 */
agency?: string, 
/**
 * His identity was checked.
 */
id_checked?: boolean, 
/**
 * He was not in the room and signs the record later (by post, at another station).
 */
signs_later?: boolean, };

/**
 * A backup.
 */
export type BackupMade = { 
/**
 * File.
 */
path: string, 
/**
 * When it was made.
 */
at: string | null, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * Records inside.
 */
records: number, 
/**
 * Whose password opens it.
 */
staff: Array<string>, 
/**
 * Organisation.
 */
org_line: string, };

/**
 * Where to put a backup.
 */
export type BackupMake = { 
/**
 * File or folder; the backup folder of the desk when left out.
 */
path: string | null, };

/**
 * A backup and the password of the one who reads it.
 */
export type BackupRef = { 
/**
 * File.
 */
path: string, 
/**
 * Member's name or identifier on the day it was made; the one signed in when left out.
 */
staff: string | null, 
/**
 * His password of that day.
 */
password: string, };

/**
 * A backup to restore on a fresh desk.
 */
export type BackupRestore = { 
/**
 * File.
 */
path: string, 
/**
 * Member's name or identifier.
 */
staff: string, 
/**
 * His password on the day it was made.
 */
password: string | null, 
/**
 * Or the recovery sheet with a new password.
 */
code: string | null, 
/**
 * New password, with the sheet.
 */
new_password: string | null, };

/**
 * What was read.
 */
export type BackupVerified = { 
/**
 * Records whose chain checks.
 */
records: number, 
/**
 * Attachments whose hash fits.
 */
attachments: number, };

/**
 * The body a procedure runs at.
 */
export type Body = { 
/**
 * Kind.
 */
kind: BodyKind, 
/**
 * Name as on its papers.
 */
name: string, };

/**
 * What kind of body a procedure runs at.
 */
export type BodyKind = "commission" | "court" | "authority" | "procuratorate" | "station";

/**
 * Accept for mediation.
 */
export type CaseAccept = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Mediators; the one who has signed in when empty.
 */
mediators: Array<string>, 
/**
 * Recorder.
 */
recorder: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * A new row of a table.
 */
export type CaseAddRow = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * `parties`, `claims`, `terms`, `clauses`.
 */
table: string, 
/**
 * First values by field name.
 */
values: Record<string, unknown>, };

/**
 * The answer of the other side.
 */
export type CaseAnswerConsent = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Party that answered.
 */
party: Id, 
/**
 * Agrees.
 */
agreed: boolean, 
/**
 * How.
 */
way: ConsentWay, 
/**
 * Who spoke, what was said.
 */
note: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * Ask the other side.
 */
export type CaseAskConsent = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Party asked.
 */
party: Id, 
/**
 * How.
 */
way: ConsentWay, 
/**
 * Day.
 */
on: string | null, };

/**
 * Number of cases per filter.
 */
export type CaseCounts = { 
/**
 * 全部.
 */
all: number, 
/**
 * 在办.
 */
open: number, 
/**
 * 我主办.
 */
mine: number, 
/**
 * 履行中.
 */
performing: number, 
/**
 * 群体.
 */
group: number, };

/**
 * A new case.
 */
export type CaseCreate = { 
/**
 * Channel code; `oral` when empty.
 */
channel: string | null, };

/**
 * One thing to record on a case.
 */
export type CaseDo<T> = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The thing; its `id` (of a move: `step`) may be left out.
 */
what: T, };

/**
 * End without an agreement.
 */
export type CaseEnd = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Reason.
 */
reason: EndReason, 
/**
 * Remarks.
 */
note: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * Where a word was found.
 */
export type CaseHit = { 
/**
 * Field, e.g. `applicant`.
 */
field: string, 
/**
 * Text of the field.
 */
text: string, 
/**
 * Matched characters, from and to.
 */
ranges: Array<[number, number]>, };

/**
 * Identifier of a case: a UUID version 7 in its usual text form, made by the desk that registers it.
 */
export type CaseId = string;

/**
 * Something that interrupts the limitation.
 */
export type CaseInterrupt = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Day.
 */
on: string, 
/**
 * What happened.
 */
why: string, };

/**
 * What to list.
 */
export type CaseList = { 
/**
 * `all`, `open`, `mine`, `performing`, `group`.
 */
filter: string, 
/**
 * Words to search for.
 */
text: string, 
/**
 * Cause code.
 */
cause: string, 
/**
 * Year of receipt.
 */
year: number | null, 
/**
 * Identifier of the station that owns the case.
 */
station: string, 
/**
 * First row.
 */
offset: number, 
/**
 * Number of rows, at most 200.
 */
limit: number, };

/**
 * One page of the list.
 */
export type CaseListPage = { 
/**
 * Rows.
 */
rows: Array<CaseListRow>, 
/**
 * Number of cases in the whole selection.
 */
total: number, 
/**
 * Sum claimed in the whole selection, 分.
 */
claimed: Fen, 
/**
 * Number per filter, without words.
 */
counts: CaseCounts, };

/**
 * One row of the list.
 */
export type CaseListRow = { 
/**
 * What the list shows.
 */
summary: Summary, 
/**
 * Words for the cause.
 */
cause_words: string, 
/**
 * Most pressing clock.
 */
deadline: Deadline | null, 
/**
 * Where the words were found.
 */
hits: Array<CaseHit>, 
/**
 * Typed and not yet recorded.
 */
draft: boolean, 
/**
 * Station that owns it, on a county's desk; empty on others.
 */
station: string, };

/**
 * What was made.
 */
export type CaseMade = { 
/**
 * Identifier.
 */
id: CaseId, 
/**
 * Row of the first applicant.
 */
applicant: Id, 
/**
 * Row of the first respondent.
 */
respondent: Id, 
/**
 * Row of the first claim.
 */
claim: Id, };

/**
 * A case that goes into another.
 */
export type CaseMerge = { 
/**
 * Case that goes.
 */
case: CaseId, 
/**
 * Case it goes into.
 */
into: CaseId, 
/**
 * Why.
 */
reason: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * A note.
 */
export type CaseNote = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Text.
 */
text: string, };

/**
 * One typed field.
 */
export type CasePut = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Field.
 */
path: string, 
/**
 * Value; text for money and dates is read as typed.
 */
value: unknown, };

/**
 * What became of it.
 */
export type CasePutDone = { 
/**
 * Remark on the value.
 */
note: FieldNote | null, 
/**
 * Saved at.
 */
saved_at: string, };

/**
 * A step with a reason.
 */
export type CaseReason = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Why.
 */
reason: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * Receive the application.
 */
export type CaseReceive = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * `oral` or `written`.
 */
form: string, 
/**
 * Time of receipt; the time typed on the sheet when left out, else now.
 */
at: string | null, };

/**
 * Names a case.
 */
export type CaseRef = { 
/**
 * Case.
 */
case: CaseId, };

/**
 * Hand over to the arbitration commission, or tell the party.
 */
export type CaseRefer = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Basis.
 */
basis: ReferralBasis, 
/**
 * Commission; the entrusting one or that of the settings when left out.
 */
to: string, 
/**
 * The issued 复函 or notice.
 */
paper: Id, 
/**
 * Day.
 */
on: string | null, };

/**
 * Do not accept.
 */
export type CaseRefuse = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Reason.
 */
reason: RefuseReason, 
/**
 * Remarks.
 */
note: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * A row to remove.
 */
export type CaseRemoveRow = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Table.
 */
table: string, 
/**
 * Row.
 */
row: Id, };

/**
 * Opening again: a case, a reason, and whether the mediation begins anew.
 */
export type CaseReopen = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Why.
 */
reason: string, 
/**
 * Day.
 */
on: string | null, 
/**
 * The mediation begins again, with a new clock (needs.md § (b), transition 39).
 */
resume: boolean, };

/**
 * The new row.
 */
export type CaseRow = { 
/**
 * Row.
 */
row: Id, };

/**
 * Members that leave for a case of their own.
 */
export type CaseSplit = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Members that leave.
 */
members: Array<Id>, 
/**
 * Why.
 */
reason: string, 
/**
 * Day.
 */
on: string | null, };

/**
 * What a split gave.
 */
export type CaseSplitDone = { 
/**
 * The new case.
 */
into: CaseId, 
/**
 * The case as it stands now.
 */
view: CaseView, };

/**
 * A case with its clocks and next steps, drafts laid over what is recorded.
 */
export type CaseView = { 
/**
 * Identifier.
 */
id: CaseId, 
/**
 * Title: applicants — respondents, or 未填姓名.
 */
title: string, 
/**
 * What was typed, drafts included: path → value.
 */
sheet: Record<string, unknown>, 
/**
 * Paths that are typed and not yet recorded.
 */
drafts: Array<string>, 
/**
 * Remarks on typed fields: wrong checksum, not a date …
 */
notes: Array<FieldNote>, 
/**
 * False for a case that has no record yet.
 */
saved: boolean, 
/**
 * Last time anything of it was saved, drafts included.
 */
saved_at: string | null, 
/**
 * Row of the list.
 */
summary: Summary, 
/**
 * Words for the cause.
 */
cause_words: string, 
/**
 * Where the mediation stands.
 */
state: MediationState, 
/**
 * Procedures, side by side.
 */
procedures: Array<Procedure>, 
/**
 * Procedures beside the mediation with what may follow, newest first.
 */
proceedings: Array<ProceedingRow>, 
/**
 * Contacts, tasks, transfers, services, visits, the archive.
 */
after: After, 
/**
 * Pauses both sides agreed to.
 */
pauses: Array<Pause>, 
/**
 * Questions to complete the application.
 */
supplements: Array<Supplement>, 
/**
 * What interrupted the limitation.
 */
interruptions: Array<Noted<InterruptionNoted>>, 
/**
 * Time that does not count for it.
 */
limitation_suspensions: Array<Noted<LimitationSuspended>>, 
/**
 * Members of the group, in order.
 */
members: Array<Member>, 
/**
 * How the group stands; none when there are no members.
 */
group: GroupStatus | null, 
/**
 * What to look at in the table of members.
 */
member_remarks: Array<MemberRemark>, 
/**
 * Members whose consent to their amount is on file.
 */
consented: Array<Id>, 
/**
 * Where this case comes from, where it went, who mediates.
 */
moves: Group, 
/**
 * Offers, oldest first.
 */
offers: Array<Offer>, 
/**
 * How far the sides are apart.
 */
gap: GapChart, 
/**
 * Each obligation of the agreement as it stands today.
 */
duties: Array<Duty>, 
/**
 * Grade given by a person, if one was.
 */
graded: RiskGraded | null, 
/**
 * Clocks, the most pressing first.
 */
deadlines: Array<Deadline>, 
/**
 * Clocks as they would run if the application were received as typed; empty once it is.
 */
projected: Array<Deadline>, 
/**
 * 15-day period as cells for the head of the page, once it runs.
 */
period: PeriodCells | null, 
/**
 * 5-working-day indicator as cells.
 */
target: PeriodCells | null, 
/**
 * What may be done next, then what may not and why.
 */
steps: Array<Step>, 
/**
 * Parties.
 */
parties: Array<Party>, 
/**
 * Heads of claim with their working.
 */
claims: Array<ClaimRow>, 
/**
 * Application received.
 */
received_at: string | null, 
/**
 * Who received it.
 */
receiver: string, 
/**
 * Accepted on.
 */
accepted_on: string | null, 
/**
 * Mediators.
 */
mediators: Array<string>, 
/**
 * Recorder.
 */
recorder: string, 
/**
 * Questions to the other side.
 */
inquiries: Array<Inquiry>, 
/**
 * Planned sessions.
 */
planned: Array<SessionScheduled>, 
/**
 * Sessions held.
 */
sessions: Array<SessionRow>, 
/**
 * Ended: reason in words, day, remarks.
 */
ended: [string, string, string] | null, 
/**
 * Refused: reason in words, day, remarks.
 */
refused: [string, string, string] | null, 
/**
 * Hand-overs.
 */
referrals: Array<Referral>, 
/**
 * The version of the agreement that stands.
 */
accord: Accord | null, 
/**
 * How it is being performed.
 */
performance: Performance | null, 
/**
 * Rows of the terms with what was paid.
 */
obligations: Array<ObligationRow>, 
/**
 * Payments.
 */
payments: Array<Payment>, 
/**
 * Papers, newest first.
 */
papers: Array<PaperRow>, 
/**
 * Attached files.
 */
attachments: Array<FiledAttachment>, 
/**
 * Notes: when, who, text.
 */
remarks: Array<[string, string, string]>, 
/**
 * This case holds records of a later version (此案含新版本内容).
 */
newer_content: boolean, 
/**
 * File closed on.
 */
closed_on: string | null, 
/**
 * Whose case it is; none on a desk that belongs to no county.
 */
owned: Ownership | null, 
/**
 * The county gave it to a station, and what that station answered.
 */
assigned: [Assigned, boolean | null] | null, 
/**
 * It waits for this desk's answer.
 */
to_answer: boolean, 
/**
 * Records of other desks kept beside, between which a person has to choose.
 */
conflicts: number, };

/**
 * A cell that cannot be read: as long as there is one, the table is not taken over as a whole.
 */
export type CellError = { 
/**
 * Name of the sheet.
 */
sheet: string, 
/**
 * Row, from 1 as the spreadsheet counts.
 */
row: number, 
/**
 * Column, from 1.
 */
column: number, 
/**
 * Name of the cell: `C7`.
 */
cell: string, 
/**
 * Text of the cell.
 */
text: string, 
/**
 * Stable code.
 */
code: string, 
/**
 * What is wrong, in Chinese.
 */
message: string, 
/**
 * What to do about it, in Chinese.
 */
remedy: string, };

/**
 * One finding; the words are the screen's.
 */
export type CheckItem = { 
/**
 * Weight.
 */
level: CheckLevel, 
/**
 * What was found.
 */
code: string, 
/**
 * Path of the field to mend, empty when it is the whole.
 */
path: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * How much an item matters.
 */
export type CheckLevel = "bad" | "warn" | "ok";

/**
 * One head of claim.
 */
export type Claim = { 
/**
 * Row in the sheet.
 */
id: Id, 
/**
 * Cause code (statute) or free text.
 */
head: string, 
/**
 * First month, `YYYY-MM`.
 */
from: string, 
/**
 * Last month, `YYYY-MM`.
 */
to: string, 
/**
 * Monthly wage, 分.
 */
monthly: Fen | null, 
/**
 * Amount claimed, 分.
 */
amount: Fen | null, 
/**
 * What the respondent offers, 分.
 */
offer: Fen | null, 
/**
 * Explanation.
 */
note: string, 
/**
 * Member it is for; empty when it is everybody's.
 */
member: string, 
/**
 * Rule by which the amount was worked out.
 */
rule: string, 
/**
 * Working that gave the amount (`claim.computed`).
 */
computation: string, 
/**
 * What the law gives, as worked out, 分.
 */
lawful: Fen | null, 
/**
 * Amount agreed for this head, 分.
 */
agreed: Fen | null, };

/**
 * A head of claim with its words and working.
 */
export type ClaimRow = { 
/**
 * As typed.
 */
claim: Claim, 
/**
 * Words for the head.
 */
words: string, 
/**
 * Shown working, e.g. 4,000.00 × 2个月.
 */
working: string, 
/**
 * Amount the working gives, 分.
 */
computed: Fen | null, 
/**
 * Calculator that gave it; empty when it is only months by wage.
 */
calculator: string, 
/**
 * Values in it are unconfirmed or unknown yet.
 */
unsure: boolean, };

/**
 * One further clause.
 */
export type Clause = { 
/**
 * Row in the sheet.
 */
id: Id, 
/**
 * Text.
 */
text: string, 
/**
 * Clause of the library it was taken from; empty when it was written here.
 */
library?: string, };

/**
 * One column of the sheet.
 */
export type Column = { 
/**
 * Position, from 0.
 */
column: number, 
/**
 * Header as written, of two rows the lower one with the upper one before it.
 */
header: string, 
/**
 * What it holds; `None` is left out.
 */
field: Field | null, 
/**
 * Unit of money.
 */
unit: Unit, };

/**
 * A result with every step, every value and everything that is not known.
 */
export type Computation = { 
/**
 * Rule.
 */
rule: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Steps in order.
 */
steps: Array<WorkStep>, 
/**
 * Dated values that were used.
 */
parameters: Array<UsedParameter>, 
/**
 * What is not known, and whom to ask.
 */
missing: Array<Missing>, 
/**
 * What the reader must know before he relies on it.
 */
warnings: Array<RuleRemark>, 
/**
 * Heads of claim.
 */
heads: Array<Head>, 
/**
 * Sum of the heads that count, 分; where the law gives a range, the lower end.
 */
total: Fen | null, 
/**
 * Upper end of the range, 分.
 */
total_max: Fen | null, 
/**
 * Rule version and calendar: `severance/1 2025@2024-11-12 2026@2025-11-04`.
 */
version: string, 
/**
 * Day on which it was computed.
 */
computed_on: string, };

/**
 * A case in which a person has to choose.
 */
export type ConflictCase = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * 案号.
 */
number: string | null, 
/**
 * What was kept beside, oldest first.
 */
items: Array<ConflictItem>, };

/**
 * A choice.
 */
export type ConflictChoice = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The record kept beside.
 */
record: RecordRef, 
/**
 * Fields or touches taken from it; the others stay as they stand.
 */
take: Array<string>, 
/**
 * Remarks.
 */
note: string, };

/**
 * A field with both values.
 */
export type ConflictField = { 
/**
 * Field.
 */
path: string, 
/**
 * Label.
 */
label: string, 
/**
 * What stands.
 */
here: string, 
/**
 * Who wrote what stands, empty when nobody has.
 */
here_by: string, 
/**
 * When.
 */
here_at: string | null, 
/**
 * Where.
 */
here_place: string, 
/**
 * What was kept beside.
 */
there: string, 
/**
 * Both are the same: nothing to choose.
 */
same: boolean, };

/**
 * One record kept beside what stands.
 */
export type ConflictItem = { 
/**
 * The record.
 */
record: RecordRef, 
/**
 * Kind of the record, e.g. `case.amended`.
 */
kind: string, 
/**
 * Who wrote it.
 */
by: string, 
/**
 * When.
 */
at: string, 
/**
 * Where: station of that desk, empty when it is not known.
 */
place: string, 
/**
 * Written on this very computer.
 */
own: boolean, 
/**
 * Waits for the one before it: it was written on top of a disputed one.
 */
held: boolean, 
/**
 * The hub has not seen it yet: what is said here is foreseen.
 */
foreseen: boolean, 
/**
 * Fields that differ; empty for a decision, which is taken whole or not at all.
 */
fields: Array<ConflictField>, 
/**
 * Touches of a decision, to be taken together.
 */
touches: Array<string>, 
/**
 * Values of a decision, for the words.
 */
args: Record<string, unknown>, 
/**
 * Taking it changes a text that is frozen: it has to be given up and signed anew.
 */
sign_again: boolean, };

/**
 * How a member agreed to what is settled for him.
 */
export type ConsentMark = "statement" | "desk" | "recorded" | "proxy";

/**
 * How the other side was asked or answered.
 */
export type ConsentWay = "phone" | "person" | "letter" | "message";

/**
 * The consultation was answered (state 10): it can end there or become a case.
 */
export type ConsultationClosed = { 
/**
 * Day.
 */
on: string, 
/**
 * What was answered.
 */
answer: string, 
/**
 * What was advised.
 */
advice: string, 
/**
 * What it led to.
 */
outcome: ConsultationOutcome, 
/**
 * Body it was directed to.
 */
to: string, };

/**
 * What a consultation led to.
 */
export type ConsultationOutcome = "answered" | "registered" | "directed";

/**
 * Somebody was called, written to or met (callback log of a ticket, contact with the employer).
 */
export type ContactLogged = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * When, local time with offset.
 */
on: string, 
/**
 * With whom.
 */
with: string, 
/**
 * Row of the party, if he is or speaks for one.
 */
party: Id | null, 
/**
 * How.
 */
way: ConsentWay, 
/**
 * Whether he was reached.
 */
reached: boolean, 
/**
 * What was said.
 */
text: string, };

/**
 * The station's answer.
 */
export type CountyAnswer = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Taken over.
 */
accepted: boolean, 
/**
 * Why it is given back.
 */
reason: string, };

/**
 * A case to give to a station.
 */
export type CountyAssign = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Station.
 */
station: string, 
/**
 * Mediator, when one is named.
 */
mediator: string, 
/**
 * Day by which an answer or a result is wanted.
 */
due: string | null, 
/**
 * What the county says to it.
 */
note: string, };

/**
 * An assignment to recall.
 */
export type CountyRecall = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Why.
 */
reason: string, };

/**
 * One clock as it stands today.
 */
export type Deadline = { 
/**
 * What it measures.
 */
kind: DeadlineKind, 
/**
 * Row it belongs to (obligation, session, service …), empty for the whole case.
 */
subject: string, 
/**
 * Procedure it belongs to, when it is one beside the mediation.
 */
procedure: Id | null, 
/**
 * Last day, after rolling.
 */
due: string | null, 
/**
 * Last day by plain counting.
 */
raw: string | null, 
/**
 * Day from which it is counted (that day is not counted).
 */
from: string | null, 
/**
 * Calendar days from today to `due`; negative when passed.
 */
days_left: number | null, 
/**
 * Working days from today to `due`, when it is counted in working days.
 */
working_days_left: number | null, 
/**
 * How pressing.
 */
urgency: Urgency, 
/**
 * Article or document.
 */
basis: string, 
/**
 * The value or the calendar behind it is not confirmed.
 */
unconfirmed: boolean, 
/**
 * Second start of the same period (acceptance), shown beside the governing one.
 */
other_due: string | null, 
/**
 * Extended by both sides.
 */
extended: boolean, 
/**
 * Amount concerned, 分.
 */
amount: Fen | null, 
/**
 * Reasons, in the order in which they were applied.
 */
why: Array<string>, };

/**
 * What a clock measures.
 */
export type DeadlineKind = "mediation_period" | "acceptance_decision" | "target" | "limitation" | "entrust_return" | "review_application" | "confirmation_application" | "obligation" | "session" | "supplement" | "hearing" | "review_decision" | "confirmation_acceptance" | "confirmation_decision" | "payment_order_notice" | "payment_order_issue" | "payment_order_objection" | "arbitration_acceptance" | "award" | "suit_after_award" | "set_aside" | "court_filing" | "appeal" | "enforcement" | "inspection_filing" | "inspection_case" | "escalation" | "service" | "task" | "transfer_answer" | "appointment" | "yearly_review";

/**
 * A worker did not want a service.
 */
export type Declined = { 
/**
 * The service.
 */
id: Id, 
/**
 * Day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };

/**
 * What went wrong, as it crosses the wire.
 *
 * Every code has its words in `ui/src/words/errors.ts`: what happened, what is safe, what to do.
 */
export type DeskError = { 
/**
 * Name of the error, e.g. `store.wrong_password`.
 */
code: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * Into training, or out of it.
 */
export type DeskPractise = { 
/**
 * Begin, or leave.
 */
on: boolean, 
/**
 * Throw away what was done in training before and begin anew.
 */
fresh: boolean, };

/**
 * Invented cases for a desk that holds nothing else.
 */
export type DeskSample = { 
/**
 * How many.
 */
cases: number, 
/**
 * Of which series of inventions.
 */
seed: number | null, };

/**
 * A file to verify.
 */
export type DocumentVerify = { 
/**
 * File name; that of `path` when left out.
 */
name: string, 
/**
 * Bytes, base64: PDF, JPEG, PNG or TIFF; left out when `path` is given.
 */
data: string, 
/**
 * Where the file lies on this computer: a dossier may be too large to be handed over.
 */
path: string | null, 
/**
 * Password of a protected copy.
 */
password: string | null, 
/**
 * A name of the screen's own, to ask how far it is and to stop it; none when nobody will.
 */
job: string, };

/**
 * Something that was arranged was done.
 */
export type Done = { 
/**
 * What was arranged.
 */
id: Id, 
/**
 * Day.
 */
on: string, 
/**
 * Result.
 */
result: string, };

/**
 * A dossier that was bound.
 */
export type DossierBound = { 
/**
 * Numbered pages.
 */
pages: number, 
/**
 * Sheets with cover, contents and note.
 */
sheets: number, 
/**
 * Size of the PDF, bytes.
 */
bytes: number, 
/**
 * Contents with pages.
 */
rows: Array<DossierRow>, 
/**
 * Files that are attached and have no pages of their own.
 */
enclosed: number, 
/**
 * Titles of what is not on this computer yet.
 */
absent: Array<string>, };

/**
 * Is the file of a case complete, and what is in it.
 */
export type DossierCheck = { 
/**
 * Findings in the order of the file.
 */
items: Array<DossierItem>, 
/**
 * Nothing is missing that the file cannot do without.
 */
complete: boolean, 
/**
 * The case is closed: the dossier is the one for the archive, not a look at an open file.
 */
closed: boolean, 
/**
 * What would be bound, in order; pages are known once it is bound.
 */
rows: Array<DossierRow>, };

/**
 * Where to put a dossier.
 */
export type DossierExport = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * What is to be explained about the file, for the 备考表.
 */
note: string, 
/**
 * Put the copy under this password.
 */
password: string | null, 
/**
 * File, or the folder to put it in.
 */
path: string, };

/**
 * The dossier as PDF.
 */
export type DossierFile = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * What is to be explained about the file, for the 备考表.
 */
note: string, 
/**
 * Put the copy under this password.
 */
password: string | null, };

/**
 * One finding with the part of the file it belongs to; the words are the screen's.
 */
export type DossierItem = { 
/**
 * Part of the file.
 */
stage: DossierStage, 
/**
 * What was found.
 */
found: CheckItem, };

/**
 * The pages of a file.
 */
export type DossierPages = { 
/**
 * Numbered pages.
 */
pages: number, 
/**
 * They are those of the dossier as it was bound, and nothing in the file has changed since; else counted from the
 * papers, scans and files as they would be bound.
 */
bound: boolean, };

/**
 * A dossier to print.
 */
export type DossierPrint = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * What is to be explained about the file, for the 备考表.
 */
note: string, 
/**
 * Queue; the chosen one when left out.
 */
queue: string | null, };

/**
 * How far a dossier is.
 */
export type DossierProgress = { 
/**
 * `idle`, `reading`, `setting` (pages are laid out) or `writing`.
 */
stage: string, 
/**
 * Parts read.
 */
done: number, 
/**
 * Of how many.
 */
of: number, };

/**
 * One line of the contents.
 */
export type DossierRow = { 
/**
 * Part of the file.
 */
stage: DossierStage, 
/**
 * Title.
 */
title: string, 
/**
 * 文号 or 案号; empty without one.
 */
number: string, 
/**
 * Day.
 */
on: string, 
/**
 * First page in the dossier, from 1; 0 when it is not bound yet or has no pages.
 */
from: number, 
/**
 * Last page.
 */
to: number, 
/**
 * `issued`, `scan`, `both`, `shared` (lies only on sheets that are bound with another paper), `file`, `enclosed`
 * (has no pages: attached) or `absent` (not on this computer).
 */
form: string, 
/**
 * Further pages on which it is to be seen: sheets that are bound with another paper.
 */
also: Array<number>, 
/**
 * The paper, when it is one.
 */
paper: Id | null, };

/**
 * Parts of a file in the order in which they are bound.
 */
export type DossierStage = "application" | "acceptance" | "notice" | "record" | "evidence" | "outcome" | "service" | "performance" | "closing";

/**
 * A dossier to bind.
 */
export type DossierWanted = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * What is to be explained about the file, for the 备考表.
 */
note: string, };

/**
 * The last day of a period.
 */
export type Due = { 
/**
 * By plain counting.
 */
raw: string, 
/**
 * After rolling past non-working days.
 */
due: string, 
/**
 * Rolled past a weekend or holiday.
 */
rolled: boolean, 
/**
 * The year's notice or the value itself is not known for certain.
 */
unconfirmed: boolean, 
/**
 * Article or document.
 */
basis: string, };

/**
 * One obligation as it stands on a day.
 */
export type Duty = { 
/**
 * Row of the terms.
 */
id: Id, 
/**
 * Place in the agreement, from 1.
 */
no: number, 
/**
 * Kind of duty.
 */
kind: ObligationKind, 
/**
 * What for, or what is to be done.
 */
what: string, 
/**
 * Who owes it.
 */
payer: string, 
/**
 * Who is to get it.
 */
payee: string, 
/**
 * Member it is for, empty for all.
 */
member: string, 
/**
 * Last day as it stands: moved by the event or by acceleration.
 */
due: string | null, 
/**
 * Last day as agreed.
 */
agreed_due: string | null, 
/**
 * Due early, because an earlier instalment was late and the agreement says so.
 */
accelerated: boolean, 
/**
 * Amount, 分; `None` when it is not money or the authority has not fixed it.
 */
amount: Fen | null, 
/**
 * Paid, 分.
 */
paid: Fen, 
/**
 * Still owed, 分.
 */
left: Fen, 
/**
 * Paid beyond what it asks, 分.
 */
surplus: Fen, 
/**
 * Days after the day it was due: until today, or until it was done.
 */
late_days: number, 
/**
 * Where it stands.
 */
state: DutyState, 
/**
 * Day of the last payment or of the deed.
 */
last_on: string | null, 
/**
 * Every payment and deed has its proof on file.
 */
proven: boolean, };

/**
 * Where one obligation stands.
 */
export type DutyState = "waiting" | "open" | "part" | "today" | "overdue" | "done" | "done_late";

/**
 * An employer typed before.
 */
export type Employer = { 
/**
 * Name.
 */
name: string, 
/**
 * 统一社会信用代码.
 */
uscc: string, 
/**
 * 法定代表人.
 */
legal_rep: string, 
/**
 * Address.
 */
address: string, 
/**
 * Contact person.
 */
contact: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * In how many cases.
 */
cases: number, };

/**
 * A search.
 */
export type EmployerFind = { 
/**
 * Part of a name, or the begin of a 统一社会信用代码.
 */
text: string, };

/**
 * Why mediation ends without an agreement (企业劳动争议协商调解规定 Art. 29, 30).
 */
export type EndReason = "expired" | "party_ends" | "irreconcilable" | "not_signed" | "lost";

/**
 * What is at stake.
 */
export type Estimate = { 
/**
 * Sum of the amounts known, 分.
 */
total: Fen, 
/**
 * Per head.
 */
heads: Array<HeadEstimate>, 
/**
 * Whether an amount is missing.
 */
incomplete: boolean, };

/**
 * How far one instalment lies from the next.
 */
export type Every = { "unit": "days", "n": number } | { "unit": "months", "n": number };

/**
 * Tags for the evidence of a case.
 */
export type EvidenceTags = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Labels already used up on the sheet.
 */
skip: number, 
/**
 * Queue, when it is printed.
 */
queue: string | null, };

/**
 * Extend the mediation period.
 */
export type ExtensionAgree = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * New last day.
 */
until: string, 
/**
 * The 延期同意书 signed by both sides.
 */
paper: Id, };

/**
 * Something noted by mistake was taken back; what it said stays in the history.
 */
export type FactCancelled = { 
/**
 * What kind.
 */
fact: FactKind, 
/**
 * Identifier.
 */
id: Id, 
/**
 * Why.
 */
reason: string, };

/**
 * Facts that can be taken back when they were noted by mistake.
 */
export type FactKind = "contact" | "service" | "visit" | "task" | "transfer" | "supplement" | "procedure" | "move" | "interruption" | "limitation_suspension";

/**
 * An amount of money in 分 (1/100 yuan).
 *
 * On the wire a plain integer. Every amount that [`Fen::checked`] admits is exact in a JavaScript number.
 */
export type Fen = number;

/**
 * What a column holds.
 */
export type Field = "order" | "name" | "id_number" | "id_kind" | "sex" | "birth" | "phone" | "nation" | "employed_from" | "ended_on" | "wage" | "claimed" | "agreed" | "account_name" | "bank" | "account_no" | "note" | "day" | "begin" | "end" | "hours" | "break" | "kind" | "compensated" | "pieces";

/**
 * A remark on one typed field; the words are the screen's.
 */
export type FieldNote = { 
/**
 * Field.
 */
path: string, 
/**
 * `ok`, `warn` (kept as typed) or `bad` (stays in the draft until it is mended).
 */
level: string, 
/**
 * What was found.
 */
code: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * A file that was written.
 */
export type FileMade = { 
/**
 * Where.
 */
path: string, 
/**
 * Bytes.
 */
bytes: number, };

/**
 * A file attached to the case.
 */
export type FiledAttachment = { 
/**
 * SHA-256, hex.
 */
sha256: string, 
/**
 * File name.
 */
name: string, 
/**
 * Media type.
 */
mime: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Evidence code or what it is.
 */
label: string, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: string, 
/**
 * Where it comes from.
 */
obtained: Obtained, };

/**
 * A service with what came of it.
 */
export type FollowUpService = { 
/**
 * As arranged.
 */
planned: ServicePlanned, 
/**
 * Given.
 */
done: Done | null, 
/**
 * Not wanted.
 */
declined: Declined | null, 
/**
 * Noted by mistake, with the reason.
 */
cancelled: string | null, };

/**
 * A code and its words.
 */
export type FormChoice = { 
/**
 * Code.
 */
code: string, 
/**
 * Words.
 */
words: string, 
/**
 * Article or remark.
 */
hint: string, };

/**
 * A field of the sheet.
 */
export type FormField = { 
/**
 * Path with `*` for the row, e.g. `parties/<row>/name`.
 */
path: string, 
/**
 * Label.
 */
label: string, 
/**
 * `legal` or `plain`.
 */
class: string, };

/**
 * All lists of the form.
 */
export type FormLists = { 
/**
 * Intake channels.
 */
channels: Array<FormChoice>, 
/**
 * Identity documents.
 */
id_kinds: Array<FormChoice>, 
/**
 * Kinds of employment.
 */
employment: Array<FormChoice>, 
/**
 * Places in a construction chain.
 */
chain_roles: Array<FormChoice>, 
/**
 * Standing of a party.
 */
roles: Array<FormChoice>, 
/**
 * Sex.
 */
sexes: Array<FormChoice>, 
/**
 * Ways to pay, in the terms.
 */
methods: Array<FormChoice>, 
/**
 * Scope of an agent's authority.
 */
authority: Array<FormChoice>, 
/**
 * Kinds of evidence.
 */
evidence: Array<FormChoice>, 
/**
 * Legal basis of the organisation.
 */
org_basis: Array<FormChoice>, 
/**
 * Causes of action.
 */
causes: Array<FormChoice>, 
/**
 * Ways to ask and answer.
 */
consent_ways: Array<FormChoice>, 
/**
 * Reasons not to accept.
 */
refuse_reasons: Array<FormChoice>, 
/**
 * Ways to hold a session.
 */
session_modes: Array<FormChoice>, 
/**
 * Outcomes of a session.
 */
session_results: Array<FormChoice>, 
/**
 * Reasons to end.
 */
end_reasons: Array<FormChoice>, 
/**
 * Bases of a hand-over.
 */
referral_bases: Array<FormChoice>, 
/**
 * Ways to serve.
 */
serve_ways: Array<FormChoice>, 
/**
 * Ways to sign.
 */
sign_hows: Array<FormChoice>, 
/**
 * Ways in which money came in.
 */
pay_ways: Array<FormChoice>, 
/**
 * Ways to interrupt the limitation.
 */
interrupt_ways: Array<FormChoice>, 
/**
 * Services after a case.
 */
service_kinds: Array<FormChoice>, 
/**
 * What a matter is handed over for.
 */
transfer_kinds: Array<FormChoice>, 
/**
 * What a consultation led to.
 */
consultation_outcomes: Array<FormChoice>, 
/**
 * How content somebody is.
 */
satisfactions: Array<FormChoice>, 
/**
 * Facts that can be taken back.
 */
fact_kinds: Array<FormChoice>, 
/**
 * What entitles a party to begin a procedure.
 */
procedure_bases: Array<FormChoice>, 
/**
 * Bodies procedures run at.
 */
body_kinds: Array<FormChoice>, 
/**
 * Procedures beside the mediation.
 */
procedures: Array<ProceedingKind>, 
/**
 * Kinds of meeting.
 */
session_kinds: Array<FormChoice>, 
/**
 * How a member shows that he agrees.
 */
consent_marks: Array<FormChoice>, 
/**
 * Whose offer it is.
 */
offer_sides: Array<FormChoice>, 
/**
 * How a member stands to the settlement.
 */
stances: Array<FormChoice>, 
/**
 * Kinds of duty.
 */
obligation_kinds: Array<FormChoice>, 
/**
 * Fields.
 */
fields: Array<FormField>, 
/**
 * Years of the calendar with their notices.
 */
calendar: Array<[number, string]>, };

/**
 * What is frozen besides obligations and clauses; all of it is absent in records of the first version.
 */
export type FrozenMore = { 
/**
 * Any instalment late makes the rest due.
 */
acceleration: boolean, 
/**
 * Members who settle.
 */
members: Array<AccordMember>, 
/**
 * SHA-256 of the terms, hex: what a second reader read.
 */
content: string, 
/**
 * Who froze them.
 */
by: string, };

/**
 * The way of the offers, one after the other: most mediations see all of them in one afternoon.
 */
export type GapChart = { 
/**
 * After each offer, oldest first; several of one day keep the order in which they were noted.
 */
points: Array<GapPoint>, 
/**
 * The first gap, 分.
 */
first: Fen | null, 
/**
 * The gap now, 分.
 */
now: Fen | null, 
/**
 * An offer that the other side took and that still stands.
 */
accepted: Id | null, };

/**
 * Where the sides stood after one offer.
 */
export type GapPoint = { 
/**
 * Day.
 */
on: string, 
/**
 * What the workers ask, 分; the sum claimed until they have named another.
 */
worker: Fen | null, 
/**
 * What the employer offers, 分.
 */
employer: Fen | null, 
/**
 * What the mediator proposed last, 分.
 */
mediator: Fen | null, 
/**
 * What lies between them, 分; zero when the employer offers as much or more.
 */
gap: Fen | null, 
/**
 * How much of the first gap has been closed, per cent; negative when it has grown.
 */
closed: number | null, };

/**
 * Why a person grades the risk.
 */
export type GradeReason = "rules" | "raised" | "lowered";

/**
 * Everything about the group that is not on the sheet.
 */
export type Group = { 
/**
 * Consents of members.
 */
consents: Array<MemberConsent>, 
/**
 * Amounts printed in annexes.
 */
annexes: Array<Annex>, 
/**
 * Members that left, each time.
 */
splits: Array<Split>, 
/**
 * Rows of members that left and have not come back.
 */
left: Array<Id>, 
/**
 * Where this case comes from.
 */
origin: Origin | null, 
/**
 * Where it went.
 */
merged: Merged | null, 
/**
 * What came into it.
 */
merged_in: Array<MergedIn>, 
/**
 * Who mediates, when that was named with agencies.
 */
team: Team | null, };

/**
 * How a group stands: size, representatives, sums.
 */
export type GroupStatus = { 
/**
 * Members that have not withdrawn.
 */
size: number, 
/**
 * Members that settle, object, have not said, withdrew.
 */
stances: { [key in string]: number }, 
/**
 * Head that they have in common, if there is one.
 */
common_head: string | null, 
/**
 * Ten or more with a common claim (调解仲裁法 Art. 7).
 */
group: boolean, 
/**
 * Number from which it is a group.
 */
group_size: number, 
/**
 * Elected representatives.
 */
representatives: Array<Id>, 
/**
 * Fewest representatives.
 */
fewest: number, 
/**
 * Most representatives.
 */
most: number, 
/**
 * The limits hold for certain.
 */
confirmed: boolean, 
/**
 * The 推举书 stands and everybody asked has signed it.
 */
mandate: boolean, 
/**
 * Members who settle and whose consent is missing.
 */
without_consent: Array<Id>, 
/**
 * Sum claimed, 分.
 */
claimed: Fen, 
/**
 * Sum agreed by those who settle, 分.
 */
agreed: Fen, };

/**
 * A block of an entry.
 */
export type HandbookBlock = { "kind": "paragraph", 
/**
 * Its pieces.
 */
pieces: Array<HandbookPiece>, } | { "kind": "heading", 
/**
 * Its words.
 */
text: string, } | { "kind": "list", 
/**
 * Items.
 */
items: Array<Array<HandbookPiece>>, } | { "kind": "steps", 
/**
 * Items.
 */
items: Array<Array<HandbookPiece>>, } | { "kind": "note", 
/**
 * Its pieces.
 */
pieces: Array<HandbookPiece>, } | { "kind": "table", 
/**
 * Head of each column.
 */
head: Array<Array<HandbookPiece>>, 
/**
 * Rows of as many cells.
 */
rows: Array<Array<Array<HandbookPiece>>>, };

/**
 * What of the book to typeset.
 */
export type HandbookBooklet = { 
/**
 * One entry as a leaf for the hand; absent: the whole booklet.
 */
entry: string | null, 
/**
 * Two pages on a side of A4 in the order in which it is folded and stitched; the whole booklet only.
 */
imposed: boolean, 
/**
 * Languages of the leaves for foreigners at its end.
 */
languages: Array<string>, };

/**
 * The contents of the book.
 */
export type HandbookContents = { 
/**
 * Chapters.
 */
parts: Array<HandbookPart>, 
/**
 * Day for which figures are filled in.
 */
on: string, 
/**
 * Nobody has written down yet who mediates here.
 */
without_mediators: boolean, 
/**
 * Languages in which the booklet has a leaf: `lo` and its name.
 */
languages: Array<[string, string]>, };

/**
 * An entry as it is read on a day, in a place.
 */
export type HandbookEntry = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Title.
 */
title: string, 
/**
 * The answer in one sentence.
 */
brief: Array<HandbookPiece>, 
/**
 * The rest.
 */
blocks: Array<HandbookBlock>, 
/**
 * What it rests on; empty only in the station's own chapter.
 */
sources: Array<HandbookSource>, 
/**
 * Where it leads on to.
 */
leads: Array<HandbookLead>, };

/**
 * An entry that was found.
 */
export type HandbookFound = { 
/**
 * Its name.
 */
id: string, 
/**
 * Title of its chapter.
 */
chapter: string, 
/**
 * Its title, what was looked for marked.
 */
title: Array<HandbookMarked>, 
/**
 * The line that says most, what was looked for marked.
 */
line: Array<HandbookMarked>, };

/**
 * A way on from an entry into the app.
 */
export type HandbookLead = { 
/**
 * What it opens.
 */
to: HandbookLeadTo, 
/**
 * Rule of the calculator; empty for 登记.
 */
rule: string, };

/**
 * Where an entry leads on to.
 */
export type HandbookLeadTo = "calculator" | "intake";

/**
 * A piece of text that was looked for, or that stands around it.
 */
export type HandbookMarked = { 
/**
 * The text.
 */
text: string, 
/**
 * It was looked for.
 */
hit: boolean, };

/**
 * A mediator as the directory names him.
 */
export type HandbookMediator = { 
/**
 * Name.
 */
name: string, 
/**
 * Whose he is: 县总工会, 县人民法院.
 */
agency: string, 
/**
 * What he knows best: 欠薪、工伤.
 */
specialty: string, 
/**
 * Languages besides Chinese: 傣语、老挝语.
 */
languages: string, 
/**
 * Telephone he wants to be known by.
 */
phone: string, 
/**
 * When he can be met: 周一至周五 9:00–17:00.
 */
hours: string, };

/**
 * An office people are sent to.
 */
export type HandbookOffice = { 
/**
 * What one goes there for.
 */
what: string, 
/**
 * Name.
 */
name: string, 
/**
 * Address.
 */
address: string, 
/**
 * Telephone.
 */
phone: string, };

/**
 * An entry to open.
 */
export type HandbookOpen = { 
/**
 * Its name.
 */
entry: string, };

/**
 * An entry with its place in the book.
 */
export type HandbookPage = { 
/**
 * The entry.
 */
entry: HandbookEntry, 
/**
 * Title of its chapter.
 */
chapter: string, 
/**
 * A figure in it could not be checked against a text.
 */
unconfirmed: boolean, 
/**
 * The entry before it.
 */
before: HandbookTitle | null, 
/**
 * The entry after it.
 */
after: HandbookTitle | null, };

/**
 * A chapter in the contents.
 */
export type HandbookPart = { 
/**
 * Its name.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its entries.
 */
entries: Array<HandbookTitle>, };

/**
 * A piece of a line.
 */
export type HandbookPiece = { "kind": "text", 
/**
 * The words.
 */
text: string, } | { "kind": "figure", 
/**
 * As printed: 150%, 15日.
 */
text: string, 
/**
 * Article or document; empty when nobody knows it here.
 */
source: string, 
/**
 * Checked against a text.
 */
confirmed: boolean, } | { "kind": "link", 
/**
 * Its name.
 */
entry: string, 
/**
 * Its title, or words for it.
 */
text: string, };

/**
 * What of the book to print.
 */
export type HandbookPrint = { 
/**
 * What to typeset.
 */
booklet: HandbookBooklet, 
/**
 * How many.
 */
copies: number, 
/**
 * Queue; the chosen one when left out.
 */
queue: string | null, };

/**
 * What to look for.
 */
export type HandbookSearch = { 
/**
 * Words, or pinyin initials of a title.
 */
text: string, };

/**
 * A rule that an entry rests on.
 */
export type HandbookSource = { 
/**
 * Law or document: 调解仲裁法.
 */
law: string, 
/**
 * Article: 第27条; empty: the whole document.
 */
article: string, 
/**
 * Day of the text that was read, or on which the rule was last looked for.
 */
as_of: string, 
/**
 * Read in a text; otherwise shown as not verified.
 */
checked: boolean, };

/**
 * An entry in the contents.
 */
export type HandbookTitle = { 
/**
 * Its name.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The answer in one sentence.
 */
brief: string, };

/**
 * Something that happened to an obligation besides a payment.
 */
export type Happening = { 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Day.
 */
on: string, 
/**
 * SHA-256 of the file that proves it, or the paper.
 */
proof: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * What a [`Happening`] notes.
 */
export type HappeningKind = "event" | "done";

/**
 * One head of claim.
 */
export type Head = { 
/**
 * Cause code.
 */
cause: string, 
/**
 * Chinese label.
 */
label: string, 
/**
 * 分; where the law gives a range, the lower end.
 */
amount: Fen, 
/**
 * Upper end of the range, 分.
 */
amount_max: Fen | null, 
/**
 * Who pays, in words; empty: the employer.
 */
payer_note: string, 
/**
 * One line for the claim: `6,000.00 × 7个月`.
 */
line: string, 
/**
 * Article.
 */
basis: string, 
/**
 * First day or month it is for, where it has one.
 */
from: string, 
/**
 * Last day or month.
 */
to: string, 
/**
 * Paid every month: not part of the total.
 */
per_month: boolean, 
/**
 * Counts in the total.
 */
in_total: boolean, 
/**
 * A bound that could change it is not known yet.
 */
provisional: boolean, };

/**
 * One head in the estimate.
 */
export type HeadEstimate = { 
/**
 * Row of the claim.
 */
claim: string, 
/**
 * Cause code or text.
 */
head: string, 
/**
 * Words.
 */
words: string, 
/**
 * Amount claimed, 分; `None` when it is not known yet.
 */
amount: Fen | null, 
/**
 * What the other side offers, 分.
 */
offer: Fen | null, 
/**
 * Article on which it rests.
 */
basis: string, };

/**
 * One changed field.
 */
export type HistoryChange = { 
/**
 * Field.
 */
path: string, 
/**
 * Its label.
 */
label: string, 
/**
 * Before, in words.
 */
from: string, 
/**
 * After, in words.
 */
to: string, };

/**
 * One entry of the history.
 */
export type HistoryEntry = { 
/**
 * When.
 */
at: string, 
/**
 * Who.
 */
by: string, 
/**
 * On which device: `本机` or its series.
 */
device: string, 
/**
 * Kind of record.
 */
kind: string, 
/**
 * What changed: label, from, to.
 */
changes: Array<HistoryChange>, 
/**
 * What happened, for facts and decisions: code values for the words.
 */
args: Record<string, unknown>, 
/**
 * Receipt: `local` until the desk is enrolled.
 */
receipt: string, };

/**
 * A backup of the centre that was read back.
 */
export type HostBackup = { 
/**
 * When it was made.
 */
at: string, 
/**
 * File.
 */
path: string, 
/**
 * Its bytes.
 */
bytes: number, 
/**
 * Files the centre names that are damaged or not there, and therefore not in it.
 */
missing: number, };

/**
 * A code; it is shown once and kept nowhere.
 */
export type HostCode = { 
/**
 * The code itself.
 */
code: string, 
/**
 * Station.
 */
station: string, 
/**
 * `station` or `county`.
 */
role: string, 
/**
 * Two letters it offers.
 */
series: string, 
/**
 * Address in it.
 */
url: string, 
/**
 * Good until.
 */
until: string, 
/**
 * The fingerprint need not be compared.
 */
confirmed: boolean, };

/**
 * A code and where to write it.
 */
export type HostCodeFile = { 
/**
 * The code.
 */
code: string, 
/**
 * File: with the ending png the picture, else the text; or a folder.
 */
path: string, };

/**
 * A code as it was made.
 */
export type HostCodeText = { 
/**
 * The code.
 */
code: string, };

/**
 * A device whose fingerprint was compared.
 */
export type HostConfirm = { 
/**
 * Identifier.
 */
device: string, };

/**
 * A device.
 */
export type HostDevice = { 
/**
 * Identifier.
 */
dev: string, 
/**
 * What two people compare on the telephone: 32 digits in groups of four.
 */
fingerprint: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * Name of its station.
 */
station: string, 
/**
 * `station` or `county`.
 */
role: string, 
/**
 * Its two letters.
 */
series: string, 
/**
 * `unconfirmed`; `held` (took part until the centre was restored from a backup); `active`; `revoked`.
 */
state: string, 
/**
 * This computer.
 */
here: boolean, 
/**
 * When it last came.
 */
seen: string | null, 
/**
 * Records of it.
 */
records: number, 
/**
 * Its batches that wait for a person.
 */
waiting: number, 
/**
 * The address in its code; empty when that was not noted here.
 */
url: string, 
/**
 * That address is not one of this laptop any more.
 */
stale: boolean, };

/**
 * The key is in another place too.
 */
export type HostKeySaved = { 
/**
 * File.
 */
path: string, 
/**
 * When.
 */
at: string, };

/**
 * What a code is wanted for.
 */
export type HostNewCode = { 
/**
 * Identifier or name of the station.
 */
station: string, 
/**
 * A computer of the county office: it sees all cases.
 */
county: boolean, 
/**
 * Two letters; left out, free ones are taken.
 */
series: string | null, 
/**
 * Hours for which it is good; 72 when left out.
 */
hours: number | null, 
/**
 * Redeemed face to face: the fingerprint need not be compared.
 */
confirmed: boolean, 
/**
 * Address in it: one of the laptop's, or a name of the county's network; left out, the likeliest.
 */
address: string | null, };

/**
 * A code that nobody has redeemed yet.
 */
export type HostOpenCode = { 
/**
 * Station.
 */
station: string, 
/**
 * `station` or `county`.
 */
role: string, 
/**
 * Two letters it offers.
 */
series: string, 
/**
 * Address in it.
 */
url: string, 
/**
 * That address is not one of this laptop any more.
 */
stale: boolean, 
/**
 * Good until, on this computer's clock.
 */
until: string, 
/**
 * It is no longer good.
 */
expired: boolean, };

/**
 * A file, or where to put one.
 */
export type HostPath = { 
/**
 * File or folder.
 */
path: string, };

/**
 * A revoked device that was found.
 */
export type HostReadmit = { 
/**
 * Identifier.
 */
device: string, 
/**
 * It stands here: the fingerprint need not be compared.
 */
confirmed: boolean, };

/**
 * A batch that waits for a person.
 */
export type HostReview = { 
/**
 * Number.
 */
id: number, 
/**
 * Name of the device.
 */
device: string, 
/**
 * Its station.
 */
station: string, 
/**
 * `revoked`: the device was shut out before it sent this; `fork`: its log was written twice.
 */
why: string, 
/**
 * First record.
 */
from: number, 
/**
 * Last record.
 */
to: number, 
/**
 * When it came.
 */
at: string | null, 
/**
 * Cases it is about; empty when it cannot be read.
 */
cases: Array<HostReviewCase>, };

/**
 * What a waiting batch says of one case: enough to know it, no more.
 */
export type HostReviewCase = { 
/**
 * Number, once it has one.
 */
number: string | null, 
/**
 * Parties, their names masked.
 */
parties: Array<string>, 
/**
 * Records about it.
 */
records: number, 
/**
 * When the first was written, by that desk's own clock.
 */
first: string, 
/**
 * When the last was written.
 */
last: string, };

/**
 * A batch.
 */
export type HostReviewRef = { 
/**
 * Number.
 */
id: number, };

/**
 * A device to shut out.
 */
export type HostRevoke = { 
/**
 * Identifier.
 */
device: string, 
/**
 * The last four digits of its fingerprint, typed by the one who does it.
 */
last4: string, 
/**
 * Why.
 */
why: string, };

/**
 * What a centre is founded with; nothing else is asked.
 */
export type HostSetUp = { 
/**
 * Name of the county's centre.
 */
name: string, 
/**
 * Address to listen on; empty: on all networks of this laptop.
 */
listen: string, 
/**
 * Port; 8443 when left out.
 */
port: number, };

/**
 * A station with its devices.
 */
export type HostStation = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Its devices.
 */
devices: Array<HostDevice>, };

/**
 * A new station.
 */
export type HostStationAdd = { 
/**
 * Name, as the station is called.
 */
name: string, };

/**
 * How the centre stands.
 */
export type HostView = { 
/**
 * `none`: not founded; `begun`: founded, this desk has not joined it; `off`; `on`: serves here; `elsewhere`: another
 * program serves it; `trouble`: wanted, and does not serve.
 */
is: string, 
/**
 * Name of the centre.
 */
name: string, 
/**
 * Address it listens on, `0.0.0.0` for all networks.
 */
listen: string, 
/**
 * Its port.
 */
port: number, 
/**
 * Serving since.
 */
since: string | null, 
/**
 * Addresses under which stations reach it now, the likeliest first.
 */
addresses: Array<string>, 
/**
 * Addresses of this laptop in its networks, the likeliest first.
 */
networks: Array<string>, 
/**
 * What a station sees of the centre's key: the first 32 digits in groups of four.
 */
fingerprint: string, 
/**
 * The one who may stop it, revoke devices and judge what waits.
 */
keeper: string, 
/**
 * He has signed in.
 */
is_keeper: boolean, 
/**
 * Another county this desk belongs to: it cannot be a centre itself.
 */
other_hub: string | null, 
/**
 * Stations with their devices.
 */
stations: Array<HostStation>, 
/**
 * Codes that nobody has redeemed yet.
 */
codes: Array<HostOpenCode>, 
/**
 * Cases.
 */
cases: number, 
/**
 * Records.
 */
records: number, 
/**
 * Files.
 */
files: number, 
/**
 * Their bytes.
 */
file_bytes: number, 
/**
 * Bytes left on the disk; none = the system does not say.
 */
disk_left: number | null, 
/**
 * The newest backup.
 */
backup: HostBackup | null, 
/**
 * When the key file was last copied to another place.
 */
key_saved: string | null, 
/**
 * Batches that wait for a person.
 */
reviews: number, 
/**
 * Why it does not serve.
 */
trouble: DeskError | null, 
/**
 * What a person has to know: slept, clock set, address changed, little disk, no network.
 */
notices: Array<DeskError>, 
/**
 * Its folder.
 */
folder: string, };

/**
 * Identifier of something inside one case (party, claim, paper, session …): short, unique in the case.
 */
export type Id = string;

/**
 * A number to check.
 */
export type IdentityCheck = { 
/**
 * Code of the kind of document.
 */
kind: string, 
/**
 * Number as typed.
 */
number: string, };

/**
 * What the number says.
 */
export type IdentityFound = { 
/**
 * `ok`, `warn` or `none` (nothing can be said of this kind).
 */
level: string, 
/**
 * What was found.
 */
code: string, 
/**
 * Half-width, upper case.
 */
normalised: string, 
/**
 * Birth, if the number holds it.
 */
birth: string | null, 
/**
 * `male` or `female`, if the number holds it.
 */
sex: Sex | null, 
/**
 * Age today.
 */
age: number | null, };

/**
 * A code to check.
 */
export type IdentityUscc = { 
/**
 * 统一社会信用代码 as typed.
 */
code: string, };

/**
 * A field.
 */
export type InputView = { 
/**
 * Key in the JSON object.
 */
name: string, 
/**
 * Chinese label.
 */
label: string, 
/**
 * What may stand there.
 */
kind: KindView, 
/**
 * Needed.
 */
required: boolean, 
/**
 * A sentence for the person; may be empty.
 */
help: string, };

/**
 * Question to the other side and its answer.
 */
export type Inquiry = { 
/**
 * Party.
 */
party: Id, 
/**
 * Asked on.
 */
asked_on: string | null, 
/**
 * How it was asked.
 */
asked_way: ConsentWay | null, 
/**
 * Answer, if there is one.
 */
agreed: boolean | null, 
/**
 * Answered on.
 */
answered_on: string | null, 
/**
 * How it was answered.
 */
answered_way: ConsentWay | null, 
/**
 * Who spoke, what was said.
 */
note: string, };

/**
 * A question to the other side, or its answer, that was typed wrong.
 */
export type InquiryCorrect = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The whole as it should read.
 */
inquiry: Inquiry, 
/**
 * What was wrong.
 */
reason: string, };

/**
 * Which months of a duty to pay contributions are proved for whom.
 */
export type InsuranceTable = { 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Place in the agreement, from 1.
 */
no: number, 
/**
 * Months that are owed, `YYYY-MM`, oldest first.
 */
months: Array<string>, 
/**
 * Persons in the order of the annex.
 */
rows: Array<InsuredRow>, 
/**
 * Months times persons that have a receipt.
 */
covered: number, 
/**
 * Months times persons that are owed.
 */
owed: number, 
/**
 * Paid on receipts that name no months, 分: shown beside, it proves no month.
 */
unplaced: Fen, };

/**
 * One person's months of one duty to pay contributions.
 */
export type InsuredRow = { 
/**
 * Member, or the worker who is a party.
 */
person: Id, 
/**
 * Name.
 */
name: string, 
/**
 * For each month of [`InsuranceTable::months`]: a standing receipt covers it.
 */
covered: Array<boolean>, };

/**
 * What interrupts the limitation (调解仲裁法 Art. 27(2)).
 */
export type InterruptWay = "claimed" | "authority" | "promised" | "unsaid";

/**
 * An interruption of the limitation.
 */
export type InterruptionNoted = { 
/**
 * Identifier; empty in records from before there was one.
 */
id: Id, 
/**
 * Day.
 */
on: string, 
/**
 * What happened.
 */
why: string, 
/**
 * Which of the three of Art. 27(2).
 */
way: InterruptWay, 
/**
 * SHA-256 of the file that proves it, hex.
 */
proof: string | null, };

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;

/**
 * Which commission and court are competent (调解仲裁法 Art. 21: where the contract is performed, or the employer's
 * seat; of two that were asked, the former).
 */
export type Jurisdiction = { 
/**
 * Place of performance.
 */
place: string, 
/**
 * Employer's seat.
 */
seat: string, 
/**
 * Which of the two decides: `place`, `seat`, or `unknown`.
 */
by: string, 
/**
 * Commission as typed.
 */
commission: string, 
/**
 * Court as typed.
 */
court: string, 
/**
 * Article.
 */
article: string, };

/**
 * What may stand in a field.
 */
export type KindView = { "type": "money" } | { "type": "day" } | { "type": "month" } | { "type": "count" } | { "type": "decimal" } | { "type": "hours" } | { "type": "flag" } | { "type": "text" } | { "type": "choice", 
/**
 * Codes with words.
 */
options: Array<OptionView>, } | { "type": "area" } | { "type": "table", 
/**
 * Fields of a row.
 */
columns: Array<InputView>, };

/**
 * A value that rules ask for, whether or not it is known here, and who knows it.
 */
export type KnownParameter = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Chinese label.
 */
label: string, 
/**
 * Unit of the value.
 */
unit: string, 
/**
 * Digits of the area that sets it: 0 country, 2 province, 4 prefecture, 6 county.
 */
level: number, 
/**
 * A statistic of one calendar year: good for that year only.
 */
yearly: boolean, 
/**
 * Whom to ask: 县人力资源和社会保障局.
 */
ask: string, };

/**
 * A sheet of folder labels.
 */
export type LabelSheet = { 
/**
 * Cases, one label each.
 */
cases: Array<CaseId>, 
/**
 * Labels already used up on the sheet.
 */
skip: number, 
/**
 * Queue, when it is printed.
 */
queue: string | null, };

/**
 * Something nobody has told yet, with the field in which it can be answered.
 */
export type LawAsked = { 
/**
 * Parameter, or `calendar_<year>`.
 */
id: string, 
/**
 * Name of the value.
 */
label: string, 
/**
 * Its unit.
 */
unit: string, 
/**
 * Whom to ask what.
 */
ask: string, 
/**
 * Heads that wait for it.
 */
blocks: Array<string>, 
/**
 * Can be written down for this computation (a calendar cannot).
 */
answerable: boolean, };

/**
 * What was read.
 */
export type LawAttendance = { 
/**
 * Days with overtime, in order.
 */
rows: Array<LawAttendanceRow>, 
/**
 * Names in the table; more than one: choose one.
 */
people: Array<string>, 
/**
 * Whose days these are.
 */
person: string | null, 
/**
 * The hours were taken as those of the whole day.
 */
worked: boolean, 
/**
 * Days of the table that hold no overtime.
 */
without: number, 
/**
 * Cells that could not be read.
 */
errors: Array<LawAttendanceError>, 
/**
 * What to look at, as sentences.
 */
remarks: Array<string>, };

/**
 * A cell that could not be read.
 */
export type LawAttendanceError = { 
/**
 * Name of the cell: `C7`.
 */
cell: string, 
/**
 * Its text.
 */
text: string, 
/**
 * What is wrong, and what to do.
 */
words: string, };

/**
 * A table to be read; nothing of it is kept.
 */
export type LawAttendanceRead = { 
/**
 * File name.
 */
name: string, 
/**
 * Bytes of a file, base64.
 */
data: string, 
/**
 * Or what was pasted.
 */
text: string, 
/**
 * Of a table of several people: whose days.
 */
person: string | null, 
/**
 * Month of a monthly sheet, `YYYY-MM`, when the sheet does not say it.
 */
month: string | null, 
/**
 * The hours are those of the whole day, not of the overtime; as the heads of the table say when left out.
 */
worked: boolean | null, 
/**
 * Minutes that a mark such as √ stands for in a monthly sheet.
 */
mark_minutes: number | null, };

/**
 * One row of the overtime table.
 */
export type LawAttendanceRow = { 
/**
 * Day.
 */
day: string, 
/**
 * Hours, decimal text, or `H:MM` where no decimal holds them.
 */
hours: string, 
/**
 * Pieces.
 */
pieces: number | null, 
/**
 * Compensated by time off.
 */
compensated: boolean, };

/**
 * What to compute; nothing of it is recorded.
 */
export type LawCompute = { 
/**
 * Rule.
 */
rule: string, 
/**
 * Its fields; amounts in 分, days ISO, months `YYYY-MM`; `given` holds values for this computation only.
 */
input: Record<string, unknown>, };

/**
 * What a day is for the pay of overtime.
 */
export type LawDay = { 
/**
 * Day.
 */
day: string, 
/**
 * `weekday`, `rest`, `holiday`, `worked` (调休上班), `unknown`.
 */
kind: string, 
/**
 * The same in words, with the name of the holiday.
 */
words: string, };

/**
 * Days with where it was read.
 */
export type LawDays = { 
/**
 * Days, in the order they were asked.
 */
days: Array<LawDay>, 
/**
 * Notices the kinds come from, and years without one.
 */
sources: Array<string>, };

/**
 * Days to be told.
 */
export type LawDaysAsk = { 
/**
 * Days, in any order.
 */
days: Array<string>, };

/**
 * What is filled in, and where it comes from.
 */
export type LawFilled = { 
/**
 * Fields of the rule.
 */
input: Record<string, unknown>, 
/**
 * Of a field that has to be looked at: why.
 */
look: { [key in string]: string }, };

/**
 * What to keep, and where.
 */
export type LawKeep = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Rule.
 */
rule: string, 
/**
 * Its fields, as for `law.compute`.
 */
input: Record<string, unknown>, 
/**
 * Places of the heads that are claimed; those of the employer that count in the total when left out.
 */
heads: Array<number> | null, 
/**
 * Claim it is for; a new one when left out.
 */
claim: Id | null, 
/**
 * Member of the group it is for, instead of a claim.
 */
member: Id | null, 
/**
 * The claimed sum follows; without it only what the law gives is noted, and a sum where there is none.
 */
amount: boolean, };

/**
 * One rule computed for many members.
 */
export type LawKeepMembers = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Rule.
 */
rule: string, 
/**
 * Member and the fields of the rule for him.
 */
members: [string, Record<string, unknown>][], 
/**
 * The claimed sums follow.
 */
amount: boolean, };

/**
 * A computation in the file of a case.
 */
export type LawKept = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Row it is for: `claims/<row>`, `members/<row>`.
 */
target: string, 
/**
 * Head of the claim in words, or name of the member.
 */
what: string, 
/**
 * A claim or member refers to it now; otherwise it was computed again since.
 */
stands: boolean, 
/**
 * Day.
 */
on: string, 
/**
 * The working with what the screen shows beside it; absent when a newer version of the program wrote it.
 */
worked: LawWorked | null, };

/**
 * A new dated row.
 */
export type LawParameterPut = { 
/**
 * Parameter, e.g. `min_wage_month`.
 */
id: string, 
/**
 * Value in the parameter's unit; an amount in yuan as people write it.
 */
value: string, 
/**
 * Area, GB/T 2260 of 2, 4 or 6 digits; empty: the whole country.
 */
area: string, 
/**
 * In force since.
 */
from: string, 
/**
 * Last day; absent: until a later row.
 */
until: string | null, 
/**
 * Who said so, or the name of the document.
 */
source: string, 
/**
 * Number of the document; without one the value stays unconfirmed.
 */
document: string, };

/**
 * A row to strike out.
 */
export type LawParameterRef = { 
/**
 * Row.
 */
row: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A dated value.
 */
export type LawParameterRow = { 
/**
 * The value with its unit, area, day and source.
 */
parameter: Parameter, 
/**
 * Name of the area; empty: the whole country.
 */
area_name: string, 
/**
 * In force for the area and the day that were asked for.
 */
in_force: boolean, 
/**
 * Row that was typed here; absent for what comes with the program.
 */
row: string | null, 
/**
 * Who wrote it down, when.
 */
by: string, 
/**
 * When.
 */
at: string | null, };

/**
 * The dated values of a place.
 */
export type LawParameters = { 
/**
 * Area that was asked for.
 */
area: string, 
/**
 * Its name.
 */
area_name: string, 
/**
 * Day that was asked for.
 */
on: string, 
/**
 * All rows that can matter there, newest first within each value.
 */
rows: Array<LawParameterRow>, 
/**
 * Values that rules need and nobody has told yet for the area and the day, with whom to ask.
 */
unknown: Array<KnownParameter>, 
/**
 * Values that a county may write down.
 */
known: Array<KnownParameter>, };

/**
 * Which values, for where and for when.
 */
export type LawParametersAsk = { 
/**
 * Area, GB/T 2260; the desk's own county when left out.
 */
area: string | null, 
/**
 * Day; today when left out.
 */
on: string | null, };

/**
 * Which calculator, for whom.
 */
export type LawPrefill = { 
/**
 * Rule.
 */
rule: string, 
/**
 * Case; without one only the desk's own place is known.
 */
case: CaseId | null, 
/**
 * Claim it is for.
 */
claim: Id | null, 
/**
 * Member of the group it is for.
 */
member: Id | null, };

/**
 * A calculator with what it asks and gives.
 */
export type LawRule = { 
/**
 * JSON Schema of input and output, for other programs.
 */
schema: unknown, 
/**
 * Stable name.
 */
id: string, 
/**
 * Chinese title.
 */
title: string, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * Articles.
 */
basis: Array<string>, 
/**
 * Cause code of the claim it feeds first.
 */
cause: string | null, 
/**
 * Fields.
 */
inputs: Array<InputView>, 
/**
 * Heads it can give.
 */
outputs: Array<OutputView>, 
/**
 * Version.
 */
version: number, };

/**
 * All calculators, in the order of the screen.
 */
export type LawRules = { 
/**
 * Calculators.
 */
rules: Array<LawRule>, };

/**
 * A computation and what the screen shows beside it.
 */
export type LawWorked = { 
/**
 * The working.
 */
work: Computation, 
/**
 * The total in capitals with 人民币; empty when there is none.
 */
capitals: string, 
/**
 * What nobody has told yet.
 */
asked: Array<LawAsked>, 
/**
 * Names of the areas that occur.
 */
areas: { [key in string]: string }, };

/**
 * One clause of the library.
 */
export type LibraryClause = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Title for the list.
 */
title: string, 
/**
 * When it fits.
 */
fits: string, 
/**
 * Text with `{places}` to fill in.
 */
text: string, 
/**
 * Read it to the parties before it is taken: it gives something up, or a court may look twice.
 */
flagged: boolean, 
/**
 * What to tell the parties, when it is flagged.
 */
warning: string, 
/**
 * Article behind it, if there is one.
 */
article: string, };

/**
 * How the limitation stands, with the reasons in the order in which they were applied.
 */
export type Limitation = { "state": "not_started", 
/**
 * Reasons.
 */
why: Array<string>, } | { "state": "unknown", 
/**
 * What is missing.
 */
why: Array<string>, } | { "state": "runs", 
/**
 * Last day.
 */
due: Due, 
/**
 * Day from which it is counted.
 */
from: string, 
/**
 * Reasons.
 */
why: Array<string>, };

/**
 * Time that does not count: force majeure or other good cause (Art. 27(3)).
 */
export type LimitationSuspended = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Cause.
 */
why: string, 
/**
 * SHA-256 of the file that proves it, hex.
 */
proof: string | null, };

/**
 * Which row is the header and which column is what; a person may change all of it.
 */
export type Mapping = { 
/**
 * Table to be made.
 */
target: Target, 
/**
 * Row of the header, from 0; `None` when there is none.
 */
header_row: number | null, 
/**
 * First row of data, from 0.
 */
first_row: number, 
/**
 * Columns with a header or a field.
 */
columns: Array<Column>, 
/**
 * Columns that are days of a month, with the day: not empty for a monthly sheet.
 */
days: Array<[number, number]>, 
/**
 * Month of a monthly sheet, `YYYY-MM`, as far as title or name of the sheet say it.
 */
month: string | null, 
/**
 * What a person should look at: codes `first_work_day`, `ambiguous:<label>`.
 */
remarks: Array<string>, };

/**
 * A file to begin.
 */
export type MatterBegin = { 
/**
 * The first paper's kind: says what the file is about.
 */
kind: string, 
/**
 * Employer, for 监督.
 */
employer: MatterEmployer, };

/**
 * A file that was begun and of which no paper stands yet.
 */
export type MatterBegun = { 
/**
 * File.
 */
case: CaseId, 
/**
 * Employer, or what it is about.
 */
title: string, 
/**
 * `supervision` or `station`.
 */
subject: string, 
/**
 * Last typed.
 */
at: string, 
/**
 * Kinds of paper into whose form something was typed.
 */
kinds: Array<string>, };

/**
 * An employer a matter is about.
 */
export type MatterEmployer = { 
/**
 * Name.
 */
name: string, 
/**
 * 统一社会信用代码.
 */
uscc: string, 
/**
 * 法定代表人.
 */
legal_rep: string, 
/**
 * Address.
 */
address: string, 
/**
 * Contact person.
 */
contact: string, 
/**
 * Telephone.
 */
phone: string, };

/**
 * Kinds of paper that need no dispute, with what they are about.
 */
export type MatterKind = { 
/**
 * `supervision` or `station`.
 */
subject: string, 
/**
 * The kind.
 */
kind: PaperKind, };

/**
 * The file.
 */
export type MatterMade = { 
/**
 * Its identifier; nothing is recorded before a paper stands or is saved.
 */
case: CaseId, };

/**
 * Where the mediation stands (needs.md § (b); the numbers there).
 */
export type MediationState = "consulting" | "registered" | "supplementing" | "inquiring" | "refused" | "accepted" | "mediating" | "suspended" | "agreed" | "to_sign" | "effective" | "failed" | "referred" | "withdrawn" | "merged" | "settled";

/**
 * One member of the group as typed or imported: any field may be empty.
 */
export type Member = { 
/**
 * Row in the sheet (`members/<id>/…`), unique in the case.
 */
id: Id, 
/**
 * Name exactly as in the document.
 */
name: string, 
/**
 * Code of [`crate::fields::ID_KINDS`].
 */
id_kind: string, 
/**
 * Number as typed, even when its check character is wrong.
 */
id_number: string, 
/**
 * `male`, `female` or empty.
 */
sex: string, 
/**
 * Date of birth.
 */
birth: string | null, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Nationality or 民族.
 */
nation: string, 
/**
 * Language of the talk.
 */
language: string, 
/**
 * First day of work.
 */
employed_from: string | null, 
/**
 * Last day of work.
 */
ended_on: string | null, 
/**
 * Where the service period comes from, e.g. 劳动合同, 社保缴费记录.
 */
service_source: string, 
/**
 * Monthly wage, 分.
 */
wage: Fen | null, 
/**
 * Amount claimed, 分.
 */
claimed: Fen | null, 
/**
 * What the law gives, as worked out, 分.
 */
lawful: Fen | null, 
/**
 * Amount agreed, 分.
 */
agreed: Fen | null, 
/**
 * How he stands to the settlement.
 */
stance: Stance, 
/**
 * Elected representative.
 */
representative: boolean, 
/**
 * Account holder, when each is paid to his own.
 */
account_name: string, 
/**
 * Bank.
 */
bank: string, 
/**
 * Account number.
 */
account_no: string, 
/**
 * Rule by which the amount was worked out.
 */
rule: string, 
/**
 * Working that gave the amount (`claim.computed`).
 */
computation: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * A member agreed to the amount that is settled for him.
 */
export type MemberConsent = { 
/**
 * Member.
 */
member: Id, 
/**
 * The amount he agreed to, 分: another amount needs his consent anew.
 */
amount: Fen, 
/**
 * Day.
 */
on: string, 
/**
 * How.
 */
way: ConsentMark, 
/**
 * Paper or SHA-256 of the file that shows it.
 */
paper: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * A consent to take back.
 */
export type MemberConsentBack = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Member.
 */
member: Id, 
/**
 * Why.
 */
reason: string, };

/**
 * A member's consent to the amount agreed for him.
 */
export type MemberConsented = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Members; each consents to his own amount.
 */
members: Array<Id>, 
/**
 * How.
 */
way: ConsentMark, 
/**
 * Day.
 */
on: string | null, 
/**
 * Paper or SHA-256 of the file that shows it.
 */
paper: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * A table to take over.
 */
export type MemberImport = { 
/**
 * The table, as it was looked at.
 */
table: MemberReadIn, 
/**
 * Take the rows without an error although others have one: a person has seen them.
 */
only_good: boolean, 
/**
 * Put them in place of the members there are; otherwise they are added.
 */
replace: boolean, };

/**
 * What was read.
 */
export type MemberRead = { 
/**
 * Names of the sheets.
 */
sheets: Array<string>, 
/**
 * Which was read, from 0.
 */
sheet: number, 
/**
 * Which column is what.
 */
mapping: Mapping, 
/**
 * What a column can be: code and label.
 */
fields: Array<[Field, string]>, 
/**
 * First rows as they stand, for a look at the columns.
 */
sample: Array<Array<string>>, 
/**
 * Rows without an error, as fields of the table `members`.
 */
rows: Record<string, unknown>[], 
/**
 * Cells that could not be read: as long as there is one, the table is not taken whole.
 */
errors: Array<CellError>, 
/**
 * What to look at.
 */
remarks: Array<TableRemark>, 
/**
 * Rows passed over.
 */
skipped: Array<Skipped>, 
/**
 * Sum claimed, 分.
 */
claimed: Fen, };

/**
 * A table to look at; nothing of it is kept.
 */
export type MemberReadIn = { 
/**
 * Case the members are for.
 */
case: CaseId, 
/**
 * File name.
 */
name: string, 
/**
 * Bytes of a file, base64.
 */
data: string, 
/**
 * Or what was pasted.
 */
text: string, 
/**
 * Sheet of the book, from 0; the one that fits best when left out.
 */
sheet: number | null, 
/**
 * Which column is what, as a person changed it; guessed when left out.
 */
mapping: Mapping | null, };

/**
 * Something to look at in the table, by row and field; the words are the screen's.
 */
export type MemberRemark = { 
/**
 * Member.
 */
member: Id, 
/**
 * Field.
 */
field: string, 
/**
 * What was found.
 */
code: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * One member's part of a row that pays all of them.
 */
export type MemberShare = { 
/**
 * Member.
 */
member: Id, 
/**
 * Name as frozen.
 */
name: string, 
/**
 * His part of the row, 分.
 */
share: Fen, 
/**
 * Booked for him by name on this row, 分.
 */
paid: Fen, 
/**
 * Still owed to him on this row, 分.
 */
left: Fen, };

/**
 * An empty list to fill in.
 */
export type MemberTemplate = Record<symbol, never>;

/**
 * A case this one could go into.
 */
export type MergeOption = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * 案号.
 */
number: string | null, 
/**
 * Receipt.
 */
received_at: string | null, 
/**
 * What stands in the way; `None` when it can be done now.
 */
refusal: Refusal | null, };

/**
 * The case went into another.
 */
export type Merged = { 
/**
 * Case it went into.
 */
into: CaseId, 
/**
 * Its number.
 */
number: Number | null, 
/**
 * Day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Another case came into this one.
 */
export type MergedIn = { 
/**
 * Case that came.
 */
from: CaseId, 
/**
 * Its number.
 */
number: Number | null, 
/**
 * Members that came, in the rows they have here.
 */
members: Array<Id>, 
/**
 * Its receipt: that clock goes on for those members.
 */
received: Reception | null, 
/**
 * Its interruptions of the limitation.
 */
interruptions: Array<Noted<InterruptionNoted>>, 
/**
 * Its time that does not count for the limitation.
 */
limitation_suspensions: Array<Noted<LimitationSuspended>>, 
/**
 * What it brings to the sheet.
 */
patch: Record<string, unknown>, 
/**
 * Day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };

/**
 * Something that is not known.
 */
export type Missing = { 
/**
 * Parameter, or `calendar_2027`.
 */
id: string, 
/**
 * Whom to ask what, as a sentence.
 */
ask: string, 
/**
 * Labels of the heads that cannot be computed without it; none: they stand, but unchecked.
 */
blocks: Array<string>, };

/**
 * A contact or visit with its correction.
 */
export type Noted<T> = { 
/**
 * What was noted.
 */
noted: T, 
/**
 * Noted by mistake, with the reason.
 */
cancelled: string | null, };

/**
 * Nothing to say.
 */
export type Nothing = Record<symbol, never>;

/**
 * An allotted number, e.g. 勐工调〔2026〕KD12号: never reused, no leading zeros (GB/T 9704).
 */
export type Number = { 
/**
 * The whole number as printed.
 */
text: string, 
/**
 * Which series it was taken from, e.g. `case` or `letter`.
 */
series: string, 
/**
 * Year of the series.
 */
year: number, 
/**
 * Place in the series of this desk.
 */
n: number, };

/**
 * The last number printed, as a person read it from paper.
 */
export type NumberConfirm = { 
/**
 * Series.
 */
series: string, 
/**
 * Year.
 */
year: number, 
/**
 * Last number printed; 0 when none was.
 */
last: number, };

/**
 * A series whose last printed number a person has to confirm.
 */
export type NumberWaiting = { 
/**
 * Series: `case` or the kind of letter.
 */
series: string, 
/**
 * Year.
 */
year: number, 
/**
 * Last number known from the records.
 */
last: number, 
/**
 * How a number of it looks.
 */
example: string, };

/**
 * Whether numbers wait for a person after a restore or a copied folder.
 */
export type NumbersWaiting = { 
/**
 * Why: `restored`, `copied` …; `None` when nothing waits.
 */
why: string | null, 
/**
 * What to confirm.
 */
series: Array<NumberWaiting>, };

/**
 * One row of the terms: who pays whom, what for, how much, by when, how.
 */
export type Obligation = { 
/**
 * Row in the sheet; stays the same after freezing.
 */
id: Id, 
/**
 * What for.
 */
what: string, 
/**
 * Row of the paying party.
 */
payer: string, 
/**
 * Row of the receiving party.
 */
payee: string, 
/**
 * Amount, 分.
 */
amount: Fen | null, 
/**
 * Last day to pay.
 */
due: string | null, 
/**
 * Code of [`crate::fields::METHODS`].
 */
method: string, 
/**
 * Paid in the room when the agreement is signed.
 */
on_spot: boolean, 
/**
 * What kind of duty it is.
 */
kind: ObligationKind, 
/**
 * Head of claim it settles; empty when it settles several.
 */
claim?: string, 
/**
 * Member it is for; empty when it is for all.
 */
member?: string, 
/**
 * Event on which it depends.
 */
event?: string, 
/**
 * Last day on which it falls due even if the event has not come about.
 */
event_limit?: string | null, 
/**
 * Days after the event within which it is to be done.
 */
event_days?: number | null, 
/**
 * What is to be done, when it is not money.
 */
deed?: string, 
/**
 * How it is shown that it was done.
 */
proof?: string, 
/**
 * First month of a back-payment of social insurance, `YYYY-MM`.
 */
from?: string, 
/**
 * Last month, `YYYY-MM`.
 */
to?: string, 
/**
 * Account holder, when it is another account than that of the agreement.
 */
account_name?: string, 
/**
 * Bank.
 */
bank?: string, 
/**
 * Account number.
 */
account_no?: string, };

/**
 * A note on an obligation to take back.
 */
export type ObligationBack = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Which note.
 */
what: HappeningKind, 
/**
 * Why.
 */
reason: string, };

/**
 * What kind of duty a row of the terms is (needs.md row 55).
 */
export type ObligationKind = "money" | "event" | "social_insurance" | "escrow" | "deed";

/**
 * A row of the terms with its payments.
 */
export type ObligationRow = { 
/**
 * Terms.
 */
obligation: Obligation, 
/**
 * 1, 2, …
 */
no: number, 
/**
 * Names of payer and payee.
 */
payer: string, 
/**
 * Receiving party's name.
 */
payee: string, 
/**
 * Paid so far, 分.
 */
paid: Fen, 
/**
 * `paid`, `part`, `open`, `today`, `overdue`.
 */
standing: string, 
/**
 * Days late, or 0.
 */
days_late: number, };

/**
 * Where a piece of evidence comes from (needs.md row 48).
 */
export type Obtained = { 
/**
 * Who obtained it.
 */
obtained_by: string, 
/**
 * From whom.
 */
obtained_from: string, 
/**
 * When.
 */
obtained_on: string | null, 
/**
 * Seen in the original (`true`) or as a copy (`false`).
 */
original: boolean | null, };

/**
 * A sum that a side named openly.
 */
export type Offer = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Whose offer.
 */
side: OfferSide, 
/**
 * Who spoke for that side.
 */
by: string, 
/**
 * Day.
 */
on: string, 
/**
 * By head of claim; empty when only the whole was named.
 */
heads: Array<OfferHead>, 
/**
 * The whole, 分.
 */
amount: Fen, 
/**
 * What it depends on.
 */
conditions: string, 
/**
 * Session in which it was made.
 */
session: Id | null, 
/**
 * The answer, once there is one.
 */
answer: OfferAnswer | null, 
/**
 * Booked by mistake or taken back, with the reason.
 */
cancelled: string | null, };

/**
 * The answer to an offer.
 */
export type OfferAnswer = { 
/**
 * Taken.
 */
accepted: boolean, 
/**
 * Day.
 */
on: string, 
/**
 * Who spoke, what was said.
 */
note: string, };

/**
 * The answer to an offer.
 */
export type OfferAnswered = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Offer.
 */
offer: Id, 
/**
 * Taken.
 */
accepted: boolean, 
/**
 * Day.
 */
on: string | null, 
/**
 * Who spoke, what was said.
 */
note: string, };

/**
 * An offer to take back.
 */
export type OfferBack = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Offer.
 */
offer: Id, 
/**
 * Why.
 */
reason: string, };

/**
 * The part of an offer for one head of claim.
 */
export type OfferHead = { 
/**
 * Row of the claim.
 */
claim: Id, 
/**
 * Amount, 分.
 */
amount: Fen, };

/**
 * Whose offer it is.
 */
export type OfferSide = "worker" | "employer" | "mediator";

/**
 * A choice.
 */
export type OptionView = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese words.
 */
words: string, };

/**
 * Where a case made by splitting comes from.
 */
export type Origin = { 
/**
 * Case.
 */
from: CaseId, 
/**
 * Its number.
 */
number: Number | null, 
/**
 * Members that came.
 */
members: Array<Id>, 
/**
 * Day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A head.
 */
export type OutputView = { 
/**
 * Cause code.
 */
cause: string, 
/**
 * Chinese label.
 */
label: string, };

/**
 * Whose case it is, on a desk that belongs to a county.
 */
export type Ownership = { 
/**
 * Station that owns it.
 */
station: string, 
/**
 * Its name.
 */
station_name: string, 
/**
 * It is this desk's station.
 */
mine: boolean, 
/**
 * This desk is the county office's.
 */
county: boolean, 
/**
 * It has gone to another station: what is here is what was known then.
 */
withdrawn: boolean, };

/**
 * What a check found.
 */
export type PackChecked = { 
/**
 * The pack and who signed it.
 */
pack: PackRow, 
/**
 * It may be signed and used.
 */
passes: boolean, 
/**
 * Errors first.
 */
findings: Array<PackFinding>, 
/**
 * Papers that were set from their samples.
 */
papers: Array<PackPaper>, };

/**
 * Where to write the shipped papers for editing.
 */
export type PackExport = { 
/**
 * Folder, new or empty.
 */
folder: string, 
/**
 * Name of the pack to be; made from the county when left out.
 */
name: string, 
/**
 * County; this desk's when left out.
 */
county: string, };

/**
 * What was written.
 */
export type PackExported = { 
/**
 * Folder.
 */
path: string, 
/**
 * Files in it.
 */
files: number, };

/**
 * Something found in a pack.
 */
export type PackFinding = { 
/**
 * `error`, `warning`, `note`.
 */
level: string, 
/**
 * File in the pack; empty: the pack as a whole.
 */
file: string, 
/**
 * Line from 1; 0: the whole file.
 */
line: number, 
/**
 * Character in the line from 1; 0: the whole line.
 */
column: number, 
/**
 * What is wrong and what to do.
 */
text: string, };

/**
 * A packed file to take in.
 */
export type PackImport = { 
/**
 * Packed file on the disk.
 */
path: string, 
/**
 * Or its bytes, base64.
 */
data: string, };

/**
 * The packs of this desk.
 */
export type PackList = { 
/**
 * The one in force; none: what comes with the program.
 */
in_force: PackRow | null, 
/**
 * Since when.
 */
since: string | null, 
/**
 * Who put it in force.
 */
by: string, 
/**
 * The county did, for all its desks.
 */
by_county: boolean, 
/**
 * All packs kept here, the newest version first.
 */
packs: Array<PackRow>, 
/**
 * Where 退回上一版 leads: a packed file, or empty for what comes with the program; none: there is nothing before.
 */
back: string | null, 
/**
 * In words.
 */
back_title: string, 
/**
 * This desk is the county's office: what it puts in force goes to all.
 */
county: boolean, 
/**
 * This desk may sign.
 */
may_sign: boolean, 
/**
 * What was wrong with packs since the program started.
 */
troubles: Array<DeskError>, };

/**
 * A kind of paper that a pack touches.
 */
export type PackPaper = { 
/**
 * Document kind.
 */
kind: string, 
/**
 * Title.
 */
title: string, 
/**
 * The pack brings something of its own for it; else only what all papers share has changed.
 */
own: boolean, 
/**
 * Pages of its sample; 0: it could not be set.
 */
pages: number, };

/**
 * A kind of paper to look at in a pack.
 */
export type PackPreview = { 
/**
 * Packed file kept here.
 */
sha256: string, 
/**
 * Folder or packed file; neither: the pack in force.
 */
path: string, 
/**
 * Document kind.
 */
kind: string, 
/**
 * Case whose data is used; the kind's sample when left out.
 */
case: CaseId | null, 
/**
 * Language of the sample of a paper in two languages; empty: as the sample is.
 */
language: string, };

/**
 * How far a check is.
 */
export type PackProgress = { 
/**
 * Paper that is being set; empty: none.
 */
title: string, 
/**
 * Papers before it.
 */
done: number, };

/**
 * Names a pack: one that is kept here, or a folder or packed file on the disk; neither: the one in force.
 */
export type PackRef = { 
/**
 * Packed file kept here.
 */
sha256: string, 
/**
 * Folder or packed file.
 */
path: string, };

/**
 * A pack and how it stands on this desk.
 */
export type PackRow = { 
/**
 * The packed file; empty for a folder that is not packed yet.
 */
sha256: string, 
/**
 * The same in all versions.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Version.
 */
version: string, 
/**
 * County.
 */
county: string, 
/**
 * Day of the version.
 */
date: string, 
/**
 * What is different in it.
 */
note: string, 
/**
 * `good`, `unsigned`, `changed`, `foreign`, `revoked`; `coming` while the file is on its way.
 */
standing: string, 
/**
 * Organisation and person that signed.
 */
signed_by: string, 
/**
 * When.
 */
signed_at: string | null, 
/**
 * It is the one in force here.
 */
in_force: boolean, 
/**
 * Another one of the same name and version, with other content, is kept here too: two desks of the office signed
 * the same version.
 */
twin: boolean, };

/**
 * A folder to sign.
 */
export type PackSign = { 
/**
 * Folder (or packed file).
 */
path: string, 
/**
 * Where the packed file goes; beside the folder when left out.
 */
to: string, };

/**
 * A signed pack.
 */
export type PackSigned = { 
/**
 * The pack, kept here too.
 */
pack: PackRow, 
/**
 * The packed file.
 */
path: string, };

/**
 * Which pack to put into use.
 */
export type PackUse = { 
/**
 * Packed file kept here; empty: what comes with the program.
 */
sha256: string, };

/**
 * A paper as produced, with what has happened to it since.
 */
export type Paper = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Document kind.
 */
kind: string, 
/**
 * Title.
 */
title: string, 
/**
 * 文号 or 案号.
 */
number: Number | null, 
/**
 * SHA-256 of the data, hex.
 */
data_hash: string, 
/**
 * SHA-256 of the PDF, hex.
 */
pdf: string, 
/**
 * Pages.
 */
pages: number, 
/**
 * SHA-256 of the template, hex.
 */
template: string, 
/**
 * Policy pack.
 */
pack: string, 
/**
 * Originals.
 */
copies: number, 
/**
 * Who has to sign.
 */
signers: Array<Signer>, 
/**
 * Date printed on it.
 */
on: string, 
/**
 * When it was produced.
 */
issued_at: string, 
/**
 * By whom.
 */
issued_by: string, 
/**
 * Copies printed so far.
 */
printed: number, 
/**
 * Signatures.
 */
signatures: Array<Signature>, 
/**
 * Day on which it was sent to be sealed.
 */
seal_sent: string | null, 
/**
 * Services.
 */
services: Array<Service>, 
/**
 * Scans: page (0 when unknown) and SHA-256.
 */
scans: Array<[number, string]>, 
/**
 * Of scans that are one page of a stack: page, SHA-256, page of the stack from 1.
 */
leaves: Array<[number, string, number]>, 
/**
 * Where on its pages people sign and seal; empty when the paper is older than that.
 */
places: Array<SignPlace>, 
/**
 * Given up, with the reason.
 */
voided: string | null, 
/**
 * Replaced by this paper.
 */
superseded_by: Id | null, };

/**
 * A party that a paper can be made out to.
 */
export type PaperAddressee = { 
/**
 * `applicants` or `respondents`: with the index, the answer `for`.
 */
side: string, 
/**
 * Place among the named parties of that side.
 */
index: number, 
/**
 * Name.
 */
name: string, 
/**
 * The paper is made out to this one now.
 */
chosen: boolean, };

/**
 * What a paper would be.
 */
export type PaperCheck = { 
/**
 * What is missing.
 */
questions: Array<PaperQuestion>, 
/**
 * Title.
 */
title: string, 
/**
 * Originals.
 */
copies: number, 
/**
 * Who would sign.
 */
signers: Array<Signer>, 
/**
 * What can be typed for this paper, filled in as far as the case knows it.
 */
form: Array<PaperField>, 
/**
 * What runs from the paper, in sentences.
 */
runs: Array<string>, 
/**
 * Who gets the originals, one each.
 */
copies_for: Array<string>, 
/**
 * Its number, as far as can be foreseen: of its own series, else the 案号.
 */
number: string | null, 
/**
 * Text stands once issued.
 */
is_final: boolean, 
/**
 * The parties it can be made out to; empty for a paper that concerns all.
 */
addressees: Array<PaperAddressee>, };

/**
 * A column of a table in a form.
 */
export type PaperColumn = { 
/**
 * Key in the row.
 */
name: string, 
/**
 * Head.
 */
label: string, 
/**
 * How it is typed: `text`, `long`, `day`, `time`, `moment`, `money`, `count`, `flag`, `choice`, `many`, `lines`.
 */
typed: string, 
/**
 * The answers there are, as they stand in the data and in words.
 */
choices: Array<[string, string]>, 
/**
 * Relative width.
 */
width: number, };

/**
 * A paper to save as a file.
 */
export type PaperExport = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * File, or the folder to put it in.
 */
path: string, 
/**
 * Put the copy under this password; a plain copy when left out.
 */
password: string | null, };

/**
 * One field of a paper's form.
 */
export type PaperField = { 
/**
 * Place in the data; the key of its answer.
 */
path: string, 
/**
 * Label.
 */
label: string, 
/**
 * Example or remark for the empty field.
 */
hint: string, 
/**
 * How it is typed: as of [`PaperColumn::typed`], or `rows`, `employer`.
 */
typed: string, 
/**
 * The answers there are, as they stand in the data and in words.
 */
choices: Array<[string, string]>, 
/**
 * Columns of `rows`.
 */
columns: Array<PaperColumn>, 
/**
 * What stands now, as it is typed: amounts as text in 元, tables as rows of such values.
 */
value: unknown, 
/**
 * What is still asked here.
 */
asked: string | null, 
/**
 * What was typed cannot be read as what the field asks for.
 */
unreadable: boolean, };

/**
 * A paper that can be made.
 */
export type PaperKind = { 
/**
 * Document kind.
 */
kind: string, 
/**
 * Number in the catalogue, e.g. D18.
 */
number: string, 
/**
 * Title.
 */
title: string, 
/**
 * What it is for.
 */
purpose: string, 
/**
 * May be made at this state.
 */
allowed: boolean, 
/**
 * Text stands once issued.
 */
is_final: boolean, 
/**
 * Originals.
 */
copies: number, 
/**
 * The one that stands already.
 */
standing: Id | null, };

/**
 * A kind of which there are papers.
 */
export type PaperKindWords = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Title.
 */
title: string, };

/**
 * What to list.
 */
export type PaperList = { 
/**
 * `to_sign`, `to_seal`, `unserved`, `unfiled`, `off` (given up or replaced) or `all`.
 */
state: string, 
/**
 * Document kinds; none: all.
 */
kinds: Array<string>, 
/**
 * Dated on this day or later.
 */
from: string | null, 
/**
 * Dated on this day or before.
 */
to: string | null, 
/**
 * Words that all stand in title, number or names.
 */
text: string, 
/**
 * First row.
 */
offset: number, 
/**
 * Number of rows.
 */
limit: number, };

/**
 * Papers of all cases.
 */
export type PaperListPage = { 
/**
 * Rows, newest first.
 */
rows: Array<PaperRow>, 
/**
 * How many the question finds.
 */
total: number, 
/**
 * Number that wait for a signature.
 */
to_sign: number, 
/**
 * Number that wait for the seal.
 */
to_seal: number, 
/**
 * Number that stand and that nobody has got.
 */
unserved: number, 
/**
 * Number that stand and of which no scan is filed.
 */
unfiled: number, 
/**
 * Kinds of which there are papers.
 */
kinds: Array<PaperKindWords>, 
/**
 * Years in which papers are dated, newest first.
 */
years: Array<number>, 
/**
 * More rows follow.
 */
more: boolean, };

/**
 * The pages of a paper, for the screen.
 */
export type PaperLook = { 
/**
 * Pages.
 */
pages: Array<PaperLookPage>, };

/**
 * A paper to look at.
 */
export type PaperLookFor = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Document kind.
 */
kind: string, 
/**
 * Answers: dotted path in the paper's data → value.
 */
fields: Record<string, unknown>, 
/**
 * Words to find on its pages.
 */
words: Array<string>, 
/**
 * Names of pictures that the screen holds and that need not be drawn again.
 */
held: Array<string>, 
/**
 * How large the pictures are wanted: pixels per point.
 */
scale: number, };

/**
 * One page.
 */
export type PaperLookPage = { 
/**
 * Width, points (1/72 inch).
 */
width: number, 
/**
 * Height, points.
 */
height: number, 
/**
 * Name of the picture: the same name, the same picture.
 */
mark: string, 
/**
 * The picture as PNG, base64; none when the screen holds it.
 */
png: string | null, 
/**
 * Where the words stand: left, top, width, height, points.
 */
found: Array<[number, number, number, number]>, };

/**
 * A paper to print.
 */
export type PaperPrint = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Copies; the number of originals when left out.
 */
copies: number | null, 
/**
 * Queue; the chosen one when left out.
 */
queue: string | null, 
/**
 * On both sides; as the settings say when left out.
 */
duplex: boolean | null, 
/**
 * Pages as typed, e.g. `1-3，5`; all when left out or empty.
 */
pages: string | null, };

/**
 * A paper to put under a password.
 */
export type PaperProtect = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Password.
 */
password: string, };

/**
 * A question to ask before the paper can be made.
 */
export type PaperQuestion = { 
/**
 * Dotted path in the data.
 */
path: string, 
/**
 * Label.
 */
label: string, 
/**
 * Question.
 */
question: string, 
/**
 * The answers there are, as they stand in the data and in words; empty: any text.
 */
choices: Array<[string, string]>, };

/**
 * Names a paper.
 */
export type PaperRef = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, };

/**
 * A paper as listed.
 */
export type PaperRow = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title of the case.
 */
case_title: string, 
/**
 * `supervision` or `station` when its file is no dispute; empty for a case.
 */
subject: string, 
/**
 * Paper.
 */
paper: Paper, 
/**
 * Where it stands.
 */
state: PaperState, 
/**
 * Signers still missing.
 */
missing: Array<Signer>, 
/**
 * First eight characters of the data's hash.
 */
hash8: string, };

/**
 * A service.
 */
export type PaperServe = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Recipient.
 */
party: Id, 
/**
 * How.
 */
way: ServeWay, 
/**
 * Day.
 */
on: string | null, 
/**
 * Remarks.
 */
note: string, 
/**
 * What proves it.
 */
more: ServiceMore, };

/**
 * A signature or seal.
 */
export type PaperSign = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Key of the signer.
 */
signer: string, 
/**
 * Who signed, when it is not the one printed (an agent).
 */
name: string, 
/**
 * How.
 */
how: SignHow, 
/**
 * When; now when left out.
 */
at: string | null, };

/**
 * Several signatures of one kind on one paper.
 */
export type PaperSignMany = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Keys of the signers.
 */
signers: Array<string>, 
/**
 * How.
 */
how: SignHow, 
/**
 * When; now when left out.
 */
at: string | null, };

/**
 * Where a paper stands.
 */
export type PaperState = "complete" | "to_sign" | "to_seal" | "voided" | "superseded";

/**
 * A signature booked by mistake.
 */
export type PaperUnsign = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Key of the signer.
 */
signer: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A paper with everything its screen shows.
 */
export type PaperView = { 
/**
 * Row.
 */
row: PaperRow, 
/**
 * Who signs, with what stands already.
 */
signers: Array<SignerRow>, 
/**
 * Required signatures that stand, of how many.
 */
progress: [number, number], 
/**
 * Pages of which a scan is filed.
 */
scanned: number, 
/**
 * Clocks that start when the paper takes effect, or run since: kind and last day.
 */
starts: Array<Deadline>, 
/**
 * Day of effect, for an agreement.
 */
effective_on: string | null, 
/**
 * The seal is kept at the county.
 */
seal_at_county: boolean, };

/**
 * A paper to give up.
 */
export type PaperVoid = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Why.
 */
reason: string, };

/**
 * A paper to make.
 */
export type PaperWanted = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Document kind.
 */
kind: string, 
/**
 * Answers: dotted path in the paper's data → value.
 */
fields: Record<string, unknown>, 
/**
 * Originals; the kind's number when left out.
 */
copies: number | null, 
/**
 * Paper that this one replaces.
 */
supersedes: Id | null, };

/**
 * A value of the law as it stands in an area since a day.
 *
 * A change of the law is a new row with a later `from`; old cases keep the row of their date.
 */
export type Parameter = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Chinese label.
 */
label: string, 
/**
 * Plain decimal in `unit`: `21.75`, `150`, `1990.00`.
 */
value: string, 
/**
 * 天, 小时, 个月, %, 倍, 元/月 …; an amount is in 元.
 */
unit: string, 
/**
 * Two, four or six digits of GB/T 2260; empty: the whole country.
 */
area: string, 
/**
 * In force since. Of a yearly figure: 1 January of the year the figure is about.
 */
from: string, 
/**
 * Last day; absent: until a later row.
 */
until: string | null, 
/**
 * Article or document, with its number.
 */
source: string, 
/**
 * Checked against a text; otherwise shown as unconfirmed.
 */
confirmed: boolean, };

/**
 * A party as typed so far: any field may be empty.
 */
export type Party = { 
/**
 * Row in the sheet.
 */
id: Id, 
/**
 * Standing.
 */
role: PartyRole, 
/**
 * Worker or employer.
 */
kind: PartyKind, 
/**
 * Name exactly as in the document.
 */
name: string, 
/**
 * Code of [`crate::fields::ID_KINDS`].
 */
id_kind: string, 
/**
 * Number as typed, even when its check character is wrong.
 */
id_number: string, 
/**
 * `male`, `female` or empty.
 */
sex: string, 
/**
 * Date of birth.
 */
birth: string | null, 
/**
 * Nationality or 民族.
 */
nation: string, 
/**
 * Language of the talk.
 */
language: string, 
/**
 * Occupation.
 */
occupation: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Address or seat.
 */
address: string, 
/**
 * Code of [`crate::fields::EMPLOYMENT`].
 */
employment: string, 
/**
 * First day of work.
 */
employed_from: string | null, 
/**
 * Last day of work.
 */
ended_on: string | null, 
/**
 * Day on which the worker knew of the infringement.
 */
knew_on: string | null, 
/**
 * 统一社会信用代码.
 */
uscc: string, 
/**
 * 法定代表人 or 主要负责人.
 */
legal_rep: string, 
/**
 * His post.
 */
legal_rep_title: string, 
/**
 * Contact person.
 */
contact: string, 
/**
 * His telephone.
 */
contact_phone: string, 
/**
 * Cannot be reached.
 */
lost: boolean, 
/**
 * Code of [`crate::fields::CHAIN_ROLES`].
 */
chain_role: string, 
/**
 * Agent.
 */
agent: string, 
/**
 * Agent's capacity.
 */
agent_title: string, 
/**
 * Code of [`crate::fields::AUTHORITY`].
 */
agent_authority: string, 
/**
 * Interpreter.
 */
interpreter: string, };

/**
 * Worker or employer.
 */
export type PartyKind = "worker" | "employer";

/**
 * Standing of a party in the dispute.
 */
export type PartyRole = "applicant" | "respondent" | "third";

/**
 * A pause of the mediation.
 */
export type Pause = { 
/**
 * How it began.
 */
suspended: Suspended, 
/**
 * How it ended; `None` while it lasts.
 */
resumed: Resumed | null, };

/**
 * How money was paid.
 */
export type PayWay = "cash" | "transfer" | "wechat" | "alipay" | "escrow" | "authority" | "other";

/**
 * Money that came in.
 */
export type Payment = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Amount, 分.
 */
amount: Fen, 
/**
 * Day.
 */
on: string, 
/**
 * How.
 */
way: PayWay, 
/**
 * Remarks.
 */
note: string, 
/**
 * Booked by mistake, with the reason.
 */
cancelled: string | null, 
/**
 * Who got it and what proves it.
 */
more: PaymentMore, 
/**
 * Why it was corrected, if it was; what stood before is in the history.
 */
corrected: string | null, };

/**
 * Take back a payment.
 */
export type PaymentCancel = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Payment.
 */
payment: Id, 
/**
 * Why.
 */
reason: string, };

/**
 * A payment as it really was.
 */
export type PaymentCorrect = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Payment.
 */
payment: Id, 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Amount, 分.
 */
amount: Fen, 
/**
 * Day.
 */
on: string, 
/**
 * How.
 */
way: PayWay, 
/**
 * Remarks.
 */
note: string, 
/**
 * Who got it and what proves it.
 */
more: PaymentMore, 
/**
 * Why it is corrected.
 */
reason: string, };

/**
 * A booked payment; its 收款收据 is issued as paper `payment-receipt` with `fields.payment`.
 */
export type PaymentDone = { 
/**
 * Payment.
 */
payment: Id, 
/**
 * The case after it.
 */
view: CaseView, };

/**
 * One instalment paid to many members.
 */
export type PaymentMembers = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Member and his sum, 分.
 */
members: Array<[Id, Fen]>, 
/**
 * How.
 */
way: PayWay, 
/**
 * Day.
 */
on: string | null, 
/**
 * Remarks, for each of them.
 */
note: string, 
/**
 * SHA-256 of the file that proves it (the bank's list), or the paper.
 */
proof: string, };

/**
 * Who got a payment and what proves it.
 */
export type PaymentMore = { 
/**
 * Row of the party or member who got it, or `authority`; empty when it is as agreed.
 */
payee: string, 
/**
 * SHA-256 of the file that proves it, or the paper; empty when there is none.
 */
proof: string, 
/**
 * First month of contributions that the authority's receipt proves, `YYYY-MM`; empty when it names none.
 */
months_from: string, 
/**
 * Last month, `YYYY-MM`.
 */
months_to: string, 
/**
 * Members or workers for whom the receipt stands; empty for all of them.
 */
insured: Array<Id>, };

/**
 * Book a payment.
 */
export type PaymentReceive = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Row of the terms.
 */
obligation: Id, 
/**
 * Amount, 分.
 */
amount: Fen, 
/**
 * How.
 */
way: PayWay, 
/**
 * Day.
 */
on: string | null, 
/**
 * Remarks; a payment of more than is owed, to another or another way, needs one.
 */
note: string, 
/**
 * Who got it and what proves it.
 */
more: PaymentMore, };

/**
 * A row of the terms.
 */
export type PaymentRow = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Row of the terms.
 */
obligation: Id, };

/**
 * How the agreement in effect is being performed, derived from terms and payments.
 */
export type Performance = { 
/**
 * Sum of all obligations, 分.
 */
promised: Fen, 
/**
 * Sum paid, 分.
 */
paid: Fen, 
/**
 * What is still owed, row by row, 分.
 */
left: Fen, 
/**
 * What was paid on rows beyond what they ask, 分.
 */
surplus: Fen, 
/**
 * Everything paid and every other duty done.
 */
complete: boolean, 
/**
 * Day of the payment that completed it.
 */
completed_on: string | null, };

/**
 * Days of a period, one cell each.
 */
export type PeriodCells = { 
/**
 * Day after the start.
 */
first: string, 
/**
 * Last day.
 */
last: string, 
/**
 * `past`, `now`, `ahead`, `off` (not a working day at the end), `end`.
 */
cells: Array<string>, 
/**
 * Which day of the period today is, from 1; 0 before it begins.
 */
day: number, };

/**
 * All phrases of a language.
 */
export type PhraseBook = { 
/**
 * Code.
 */
language: string, 
/**
 * Name: 老挝文.
 */
name: string, 
/**
 * Languages there are: code and name.
 */
languages: Array<[string, string]>, 
/**
 * Phrases, in the order of the file.
 */
rows: Array<PhraseRow>, };

/**
 * A phrase that somebody who reads the language has compared.
 */
export type PhraseConfirm = { 
/**
 * Language.
 */
language: string, 
/**
 * Phrase.
 */
key: string, 
/**
 * The wording that shall count, corrected where needed.
 */
text: string, 
/**
 * Who compared it, with his unit.
 */
by: string, };

/**
 * A wording that was confirmed.
 */
export type PhraseConfirmed = { 
/**
 * Language.
 */
language: string, 
/**
 * Phrase.
 */
key: string, 
/**
 * The Chinese it was compared with; another Chinese makes it count no more.
 */
zh: string, 
/**
 * Hash of the pack's words it was confirmed for; empty: the program's own.
 */
of: string, 
/**
 * The wording that counts.
 */
text: string, 
/**
 * Who confirmed it, with his unit.
 */
by: string, 
/**
 * When.
 */
on: string | null, 
/**
 * The county's office did, for all its stations.
 */
county: boolean, };

/**
 * Names a phrase.
 */
export type PhraseRef = { 
/**
 * Language.
 */
language: string, 
/**
 * Phrase.
 */
key: string, };

/**
 * A phrase as it is printed now.
 */
export type PhraseRow = { 
/**
 * Its name.
 */
key: string, 
/**
 * Chinese.
 */
zh: string, 
/**
 * The other language, as it is printed.
 */
text: string, 
/**
 * As it stands in the file of the program or of the pack in force.
 */
original: string, 
/**
 * Pack that has words of its own for it; empty: the program's.
 */
pack: string, 
/**
 * The program's words where the pack has others; empty: the same, or a phrase that only the pack knows.
 */
shipped: string, 
/**
 * The program's Chinese where the pack has another.
 */
shipped_zh: string, 
/**
 * Who confirmed other words for it that count no more.
 */
before: string, 
/**
 * Confirmed: printed without 待译审.
 */
reviewed: boolean, 
/**
 * Who confirmed it.
 */
by: string, 
/**
 * When.
 */
on: string | null, 
/**
 * It can be withdrawn here: the county's word only by the county.
 */
here: boolean, 
/**
 * The county confirmed it for all its stations.
 */
county: boolean, };

/**
 * Names a language.
 */
export type PhrasesList = { 
/**
 * Its code: `lo`.
 */
language: string, };

/**
 * Values for the beginning of a procedure, taken from what is on the case.
 */
export type Prefill = { 
/**
 * Kind.
 */
procedure: ProcedureKind, 
/**
 * Body, as far as it is known: an empty name is to be asked for.
 */
body: Body, 
/**
 * Who applies: rows of parties and of members.
 */
applicants: Array<Id>, 
/**
 * Basis, where one holds today.
 */
basis: ProcedureBasis | null, 
/**
 * Agreement concerned.
 */
accord: Id | null, 
/**
 * What is still unpaid of the agreement, or what is claimed without one, 分; of a payment order, what is overdue
 * and it covers.
 */
amount: Fen | null, 
/**
 * Papers it needs.
 */
papers: Array<string>, 
/**
 * Last day, where the law sets one.
 */
deadline: string | null, 
/**
 * That day rests on something that is not confirmed.
 */
unconfirmed: boolean, 
/**
 * Numbers and days of what went before: `agreement_number`, `effective_on`, `title_number`, `title_on`,
 * `award_number`, `order_number`.
 */
fields: Record<string, unknown>, };

/**
 * A job that was handed over.
 */
export type PrintJob = { 
/**
 * Identifier of the print system.
 */
job: string, 
/**
 * Queue.
 */
queue: string, };

/**
 * A job to look at.
 */
export type PrintJobRef = { 
/**
 * Identifier of the print system.
 */
job: string, };

/**
 * Where a job is.
 */
export type PrintJobState = { 
/**
 * `waiting`, `printing`, `done`, `stopped` or `unknown`.
 */
state: string, 
/**
 * What the print system says.
 */
detail: string, };

/**
 * Which queue.
 */
export type PrinterChoice = { 
/**
 * Queue; the chosen one when left out.
 */
queue: string | null, };

/**
 * A print queue.
 */
export type PrinterQueue = { 
/**
 * Name.
 */
name: string, 
/**
 * `idle`, `printing`, `stopped`.
 */
state: string, 
/**
 * The system's default.
 */
is_default: boolean, 
/**
 * What the print system says, when it is stopped.
 */
detail: string, };

/**
 * Queues of this computer.
 */
export type Printers = { 
/**
 * The print system answers.
 */
available: boolean, 
/**
 * Queues.
 */
queues: Array<PrinterQueue>, 
/**
 * The queue chosen in the settings, or the default.
 */
chosen: string, };

/**
 * Something only this desk keeps.
 */
export type PrivatePut = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * `note/<side>` or `floor/<side>`.
 */
key: string, 
/**
 * Text, or an amount in 分; `null` forgets it.
 */
value: unknown, };

/**
 * How a procedure stands, for lists.
 */
export type Procedure = { 
/**
 * Kind.
 */
kind: ProcedureKind, 
/**
 * State code inside the procedure.
 */
state: string, 
/**
 * Began on.
 */
since: string | null, 
/**
 * Identifier, for a procedure that was opened beside the mediation.
 */
id: Id | null, 
/**
 * Words of the state.
 */
label: string, 
/**
 * Body it runs at.
 */
body: string, 
/**
 * Its number there.
 */
number: string, 
/**
 * Whether it has come to an end.
 */
over: boolean, 
/**
 * All that happened in it, oldest first: the timeline of the case is all of them together.
 */
steps: Array<ProcedureStep>, };

/**
 * What entitles a party to begin a procedure now; each has its own guard.
 */
export type ProcedureBasis = "mediation_failed" | "unperformed" | "own" | "wage_agreement" | "order_ended" | "award" | "not_accepted" | "civil";

/**
 * Which procedures can run on a case, side by side.
 */
export type ProcedureKind = "consultation" | "mediation" | "performance" | "arbitration_review" | "judicial_confirmation" | "payment_order" | "arbitration" | "litigation" | "inspection" | "enforcement" | "supported_suit";

/**
 * A procedure went on to another state.
 */
export type ProcedureMoved = { 
/**
 * Procedure.
 */
id: Id, 
/**
 * Identifier of this move.
 */
step: Id, 
/**
 * State reached: a code of [`crate::machine`].
 */
to: string, 
/**
 * Day on which the body decided or acted.
 */
on: string, 
/**
 * 案号 or 文号 of what the body issued.
 */
number: string, 
/**
 * Day on which it was served or signed for: periods after it run from there.
 */
served_on: string | null, 
/**
 * Amount decided or paid, 分.
 */
amount: Fen | null, 
/**
 * Remarks, e.g. the reason of a refusal.
 */
note: string, 
/**
 * Paper of this station that went with it.
 */
paper: Id | null, 
/**
 * SHA-256 of the scan of what the body issued, hex.
 */
attachment: string | null, };

/**
 * A procedure was begun: the fact that an application, complaint or letter went in.
 */
export type ProcedureOpened = { 
/**
 * Identifier of the procedure.
 */
id: Id, 
/**
 * Kind.
 */
procedure: ProcedureKind, 
/**
 * Day on which it went in.
 */
on: string, 
/**
 * Where.
 */
body: Body, 
/**
 * Who applies: rows of the parties and of members; both sides for a joint application.
 */
applicants: Array<Id>, 
/**
 * On what basis, where several are possible.
 */
basis: ProcedureBasis | null, 
/**
 * 案号 of the body, when it is known already.
 */
number: string, 
/**
 * Version of the agreement concerned.
 */
accord: Id | null, 
/**
 * Application or letter that went in.
 */
paper: Id | null, 
/**
 * Amount asked for, 分.
 */
amount: Fen | null, 
/**
 * Remarks.
 */
note: string, 
/**
 * Further values of this kind of procedure.
 */
fields: Record<string, unknown>, };

/**
 * One thing that happened in a procedure.
 */
export type ProcedureStep = { 
/**
 * Code inside the procedure: a state reached, or what was done.
 */
code: string, 
/**
 * Words, where the machine has them.
 */
label: string, 
/**
 * Day.
 */
on: string | null, 
/**
 * Number of what was issued.
 */
number: string, 
/**
 * Served on.
 */
served_on: string | null, 
/**
 * Amount, 分.
 */
amount: Fen | null, 
/**
 * Remarks.
 */
note: string, 
/**
 * Paper that went with it.
 */
paper: Id | null, 
/**
 * Identifier of the move, where it can be corrected.
 */
step: Id | null, };

/**
 * A procedure somebody wants to open.
 */
export type ProcedureWanted = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Kind.
 */
kind: ProcedureKind, };

/**
 * A kind of procedure that can be opened, for the form of its step.
 */
export type ProceedingKind = { 
/**
 * Step that opens it.
 */
step: string, 
/**
 * Kind.
 */
kind: ProcedureKind, 
/**
 * Words.
 */
label: string, 
/**
 * Kind of body.
 */
body: string, 
/**
 * Document kinds it needs.
 */
papers: Array<string>, };

/**
 * A move that may follow.
 */
export type ProceedingMove = { 
/**
 * State it reaches.
 */
to: string, 
/**
 * Words for it.
 */
label: string, 
/**
 * Values it cannot do without: `number`, `served_on`, `amount`.
 */
needs: Array<string>, 
/**
 * Article.
 */
article: string, };

/**
 * A procedure with the moves that may follow.
 */
export type ProceedingRow = { 
/**
 * The procedure, with all that happened in it.
 */
procedure: Procedure, 
/**
 * Words for its kind.
 */
title: string, 
/**
 * What may be noted next; empty at its end.
 */
moves: Array<ProceedingMove>, };

/**
 * A question still to be asked; the words are the screen's.
 */
export type Question = { 
/**
 * What.
 */
code: string, 
/**
 * Path of the field the answer goes to.
 */
path: string, };

/**
 * One second reading of the terms before they are frozen.
 */
export type Reading = { 
/**
 * Who read.
 */
by: string, 
/**
 * In order, or sent back.
 */
passed: boolean, 
/**
 * What he found.
 */
note: string, 
/**
 * Day.
 */
on: string, 
/**
 * SHA-256 of the terms he read, hex: it counts for these and no others.
 */
content: string, };

/**
 * The application as received.
 */
export type Reception = { 
/**
 * `oral` or `written`.
 */
form: string, 
/**
 * Time.
 */
at: string, 
/**
 * Who received it.
 */
receiver: string, };

/**
 * A receipt that was typed wrong.
 */
export type ReceptionCorrect = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * As it should read.
 */
reception: Reception, 
/**
 * What was wrong.
 */
reason: string, };

/**
 * Names a record: device, incarnation, place in that log.
 */
export type RecordRef = { 
/**
 * Device.
 */
dev: string, 
/**
 * Incarnation.
 */
inc: string, 
/**
 * Place.
 */
seq: number, };

/**
 * A recovery code for the sheet; it is shown once.
 */
export type Recovery = { 
/**
 * Groups as printed.
 */
groups: Array<string>, };

/**
 * Whether a sheet would open this desk.
 */
export type RecoveryOpens = { 
/**
 * It would.
 */
opens: boolean, };

/**
 * The recovery sheet.
 */
export type RecoverySheet = { 
/**
 * Groups as made; they are not kept anywhere.
 */
groups: Array<string>, 
/**
 * Queue, when it is printed.
 */
queue: string | null, };

/**
 * A recovery code as typed from a sheet.
 */
export type RecoveryTyped = { 
/**
 * Its eight groups, with or without dashes.
 */
code: string, };

/**
 * Hand-over to the arbitration commission, or notice to the party.
 */
export type Referral = { 
/**
 * Basis.
 */
basis: ReferralBasis, 
/**
 * Commission.
 */
to: string, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Day.
 */
on: string, };

/**
 * On what basis a matter is handed to the arbitration commission (needs.md § 0, correction 4).
 */
export type ReferralBasis = "entrusted" | "application" | "notice";

/**
 * Why a step cannot be taken now: the guard, the article behind it, and what would make it pass.
 *
 * The code names the guard; the words are the screen's. `args` fill the words.
 */
export type Refusal = { 
/**
 * Name of the guard, e.g. `case.accept.no_consent`.
 */
code: string, 
/**
 * Article that makes it so; empty for a rule of order.
 */
article: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * Why an application is not accepted.
 */
export type RefuseReason = "no_consent" | "no_answer" | "out_of_scope" | "already_decided";

/**
 * A province, prefecture or county (GB/T 2260).
 */
export type Region = { 
/**
 * Two, four or six digits.
 */
code: string, 
/**
 * Name; empty for a prefecture level that is only a number (市辖区).
 */
name: string, 
/**
 * Names from the province down.
 */
path: string, };

/**
 * Regions below one.
 */
export type RegionList = { 
/**
 * Code; left out for the provinces.
 */
parent: string | null, };

/**
 * A search.
 */
export type RegionSearch = { 
/**
 * Part of a name or code.
 */
text: string, };

/**
 * Which register.
 */
export type RegisterAsk = { 
/**
 * Year of the numbers; this year when left out.
 */
year: number | null, 
/**
 * Document kind; empty: all kinds with a number of their own.
 */
kind: string, };

/**
 * A kind with a number of its own.
 */
export type RegisterKind = { 
/**
 * Kind.
 */
kind: string, 
/**
 * Title.
 */
title: string, 
/**
 * Numbers given in that year.
 */
count: number, };

/**
 * The register of a year.
 */
export type RegisterPage = { 
/**
 * Year.
 */
year: number, 
/**
 * Years of which there are papers, newest first, this year among them.
 */
years: Array<number>, 
/**
 * Kinds of which there are numbers in that year.
 */
kinds: Array<RegisterKind>, 
/**
 * Rows: by kind, then by number.
 */
rows: Array<RegisterRow>, 
/**
 * Numbers that were given up.
 */
voided: number, 
/**
 * Numbers without a paper here.
 */
absent: number, };

/**
 * A register to print.
 */
export type RegisterPrint = { 
/**
 * Year of the numbers; this year when left out.
 */
year: number | null, 
/**
 * Document kind; empty: all kinds with a number of their own.
 */
kind: string, 
/**
 * Copies; 1 when left out.
 */
copies: number | null, 
/**
 * Queue; the chosen one when left out.
 */
queue: string | null, 
/**
 * On both sides; as the settings say when left out.
 */
duplex: boolean | null, };

/**
 * One number.
 */
export type RegisterRow = { 
/**
 * As printed.
 */
number: string, 
/**
 * Place in its series.
 */
n: number, 
/**
 * Document kind.
 */
kind: string, 
/**
 * Title; of the kind where there is no paper.
 */
title: string, 
/**
 * File and paper; `None` where the number has no paper on this desk.
 */
paper: [CaseId, Id] | null, 
/**
 * Parties or employer.
 */
about: string, 
/**
 * Day printed on it.
 */
on: string | null, 
/**
 * Originals.
 */
copies: number, 
/**
 * Who issued it.
 */
by: string, 
/**
 * Where it stands; `None` without a paper.
 */
state: PaperState | null, 
/**
 * Why it was given up, what replaced it, or why there is none.
 */
note: string, };

/**
 * Something worth telling about the parties or the matter; the words are the screen's.
 */
export type Remark = { 
/**
 * What.
 */
code: string, 
/**
 * Article.
 */
article: string, 
/**
 * Not checked against a text.
 */
unconfirmed: boolean, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * The mediation goes on.
 */
export type Resumed = { 
/**
 * Day; from this day on it counts again.
 */
on: string, 
/**
 * What came of what was waited for.
 */
note: string, 
/**
 * The record of it.
 */
paper: Id | null, };

/**
 * How pressing the dispute is, by the rules and as it stands.
 */
export type Risk = { 
/**
 * Grade that stands: the one a person gave last, or that of the rules.
 */
grade: RiskGrade, 
/**
 * Grade by the rules as things are today.
 */
by_rule: RiskGrade, 
/**
 * Rules that fired.
 */
fired: Array<RiskRule>, 
/**
 * Level that has to handle it, by the grade that stands.
 */
level: RiskLevel, 
/**
 * A person's grade, if one was given.
 */
graded: RiskGraded | null, };

/**
 * Grade of a dispute, the lowest first.
 */
export type RiskGrade = "general" | "larger" | "major";

/**
 * A person graded the risk (transition 40).
 */
export type RiskGraded = { 
/**
 * Grade.
 */
grade: RiskGrade, 
/**
 * Day.
 */
on: string, 
/**
 * After the rules or against them; decided when it is judged.
 */
way: GradeReason, 
/**
 * Ground.
 */
reason: string, 
/**
 * The 重大争议呈报表.
 */
paper: Id | null, };

/**
 * What belongs to a grade.
 */
export type RiskLevel = { 
/**
 * Grade.
 */
id: RiskGrade, 
/**
 * Chinese words.
 */
words: string, 
/**
 * Level that has to handle it: `station`, `township`, `county`, `prefecture`.
 */
level: string, 
/**
 * Chinese words of the level.
 */
level_words: string, 
/**
 * Hours within which it is to be reported there; `None` when it is not.
 */
escalate_hours: number | null, 
/**
 * Document kinds needed for the report.
 */
papers: Array<string>, };

/**
 * What a rule measures.
 */
export type RiskMeasure = "workers" | "amount" | "work_stopped" | "public_attention" | "vulnerable" | "minors" | "days_overdue";

/**
 * One rule.
 */
export type RiskRule = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Grade it gives.
 */
grade: RiskGrade, 
/**
 * What it measures.
 */
measure: RiskMeasure, 
/**
 * From how much on; of a yes-or-no measure 1.
 */
at_least: number, 
/**
 * Chinese words of the ground.
 */
words: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Checked against a text; otherwise shown as unconfirmed.
 */
confirmed: boolean, };

/**
 * A way that is open or barred.
 */
export type Route = { 
/**
 * `mediation`, a step of [`crate::machine`], `legal_aid`, or a kind of transfer.
 */
kind: string, 
/**
 * Whether it can be gone today.
 */
open: boolean, 
/**
 * Why not.
 */
refusal: Refusal | null, 
/**
 * Last day, where there is one.
 */
deadline: string | null, 
/**
 * The day rests on something not checked or not known for sure.
 */
unconfirmed: boolean, 
/**
 * Article.
 */
article: string, 
/**
 * Papers it needs.
 */
papers: Array<string>, 
/**
 * What to know before, by code.
 */
warnings: Array<string>, };

/**
 * What the reader must know.
 */
export type RuleRemark = { 
/**
 * Stable code.
 */
code: string, 
/**
 * Chinese sentence.
 */
words: string, 
/**
 * Article; may be empty.
 */
article: string, };

/**
 * How content somebody is with how he was treated.
 */
export type Satisfaction = "good" | "fair" | "bad" | "none";

/**
 * A file that was read before: nothing of it was filed twice.
 */
export type ScanAgain = { 
/**
 * Its name then.
 */
name: string, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: string, };

/**
 * What a person says of a place that did not look signed.
 */
export type ScanAnswer = { 
/**
 * Sheet.
 */
sheet: number, 
/**
 * Place.
 */
label: string, 
/**
 * It is signed there after all; otherwise it really is empty.
 */
signed: boolean, };

/**
 * A file that could not be read.
 */
export type ScanFault = { 
/**
 * SHA-256 of the file.
 */
file: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Why.
 */
why: DeskError, 
/**
 * When it was tried.
 */
at: string, };

/**
 * Names a file.
 */
export type ScanFileRef = { 
/**
 * SHA-256, hex.
 */
file: string, };

/**
 * The watched folder.
 */
export type ScanFolder = { 
/**
 * Where.
 */
path: string, 
/**
 * It can be read now.
 */
there: boolean, };

/**
 * Where a sheet may belong.
 */
export type ScanGuess = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title of the case.
 */
case_title: string, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Title of the paper.
 */
title: string, 
/**
 * Page; 0 when the guess says nothing of it.
 */
page: number, 
/**
 * Why: `neighbours`, `beside`, `missing` or `code`.
 */
why: string, };

/**
 * How a place to sign looks on a scan. Whose hand it is no program tells.
 */
export type ScanMark = "empty" | "marked" | "unsure";

/**
 * A paper with what was scanned of it.
 */
export type ScanPaper = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title of the case.
 */
case_title: string, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Title.
 */
title: string, 
/**
 * 文号 or 案号.
 */
number: string, 
/**
 * Pages of the paper.
 */
pages: number, 
/**
 * Pages that came with this stack; of `scan.of_paper`: all that ever came.
 */
came: Array<number>, 
/**
 * Pages of which there is no scan at all.
 */
missing: Array<number>, 
/**
 * Where the paper stands: a superseded or voided one says so.
 */
state: PaperState, 
/**
 * Places to sign that do not look signed and about which nobody has answered.
 */
unsigned: Array<ScanPlace>, };

/**
 * Names a paper of a case.
 */
export type ScanPaperRef = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, };

/**
 * A place to sign on a scanned sheet.
 */
export type ScanPlace = { 
/**
 * Sheet.
 */
sheet: number, 
/**
 * Page of the paper.
 */
page: number, 
/**
 * What stands before the place, e.g. 被申请人.
 */
label: string, 
/**
 * How it looks.
 */
mark: ScanMark, };

/**
 * How far the reading is.
 */
export type ScanProgress = { 
/**
 * File being read; empty when none is.
 */
name: string, 
/**
 * Pages read.
 */
done: number, 
/**
 * Pages of the file; 0 while not known.
 */
all: number, };

/**
 * What a person decides about a sheet.
 */
export type ScanSettle = { 
/**
 * Sheet.
 */
sheet: number, 
/**
 * Where to.
 */
to: ScanTo, };

/**
 * Names a sheet.
 */
export type ScanSheetRef = { 
/**
 * Sheet.
 */
sheet: number, };

/**
 * Names a stack.
 */
export type ScanStackRef = { 
/**
 * Name the giver made up.
 */
stack: string, };

/**
 * What became of a stack so far.
 */
export type ScanSummary = { 
/**
 * Papers its sheets went to.
 */
papers: Array<ScanPaper>, 
/**
 * Sheets of it that wait for a person.
 */
waiting: Array<ScanWaiting>, 
/**
 * Empty backs set aside.
 */
blank: number, 
/**
 * The file of this call was read before.
 */
again: ScanAgain | null, };

/**
 * A file from the scanner, a telephone or a stick.
 */
export type ScanTake = { 
/**
 * Files given together share this name, which the giver makes up.
 */
stack: string, 
/**
 * File name; that of `path` when left out.
 */
name: string, 
/**
 * Bytes, base64; left out when `path` is given.
 */
data: string, 
/**
 * Where the file lies on this computer; it is read there and stays.
 */
path: string | null, 
/**
 * The paper the person has open: a guess for what cannot be read.
 */
beside: ScanPaperRef | null, };

/**
 * Where a person puts a sheet.
 */
export type ScanTo = { "kind": "paper", 
/**
 * Case.
 */
case: CaseId, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Page; left out when the sheet is no single page.
 */
page: number | null, } | { "kind": "evidence", 
/**
 * Case.
 */
case: CaseId, 
/**
 * What it is.
 */
label: string, } | { "kind": "away", 
/**
 * Why.
 */
reason: string, };

/**
 * A sheet that waits for a person.
 */
export type ScanWaiting = { 
/**
 * Sheet.
 */
sheet: number, 
/**
 * Name of its file.
 */
name: string, 
/**
 * Page of the file, from 1.
 */
leaf: number, 
/**
 * Pages of the file that are known.
 */
leaves: number, 
/**
 * Why it waits: the code of an error.
 */
why: DeskError, 
/**
 * The paper its code names, when that is on this desk.
 */
named: ScanGuess | null, 
/**
 * Where it may belong, the likeliest first.
 */
guesses: Array<ScanGuess>, 
/**
 * When it came.
 */
at: string, 
/**
 * It came from the watched folder.
 */
folder: boolean, };

/**
 * All that waits.
 */
export type ScanWaitingPage = { 
/**
 * Sheets, oldest first, at most 200.
 */
sheets: Array<ScanWaiting>, 
/**
 * How many wait.
 */
count: number, 
/**
 * Files of the watched folder that could not be read.
 */
faults: Array<ScanFault>, 
/**
 * The watched folder, when one is set.
 */
folder: ScanFolder | null, };

/**
 * Something typed into the form of a step.
 */
export type ScratchPut = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Name the form gives it, e.g. `step/session`.
 */
key: string, 
/**
 * What was typed; `null` forgets it.
 */
value: unknown, };

/**
 * Where the seal of the organisation is kept.
 */
export type SealPlace = "here" | "county";

/**
 * A search.
 */
export type SearchFind = { 
/**
 * Words.
 */
text: string, 
/**
 * Most cases to return.
 */
limit: number, };

/**
 * A case that was found.
 */
export type SearchFound = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * 案号.
 */
number: string | null, 
/**
 * Words for the cause.
 */
cause_words: string, 
/**
 * Where its mediation stands.
 */
state: MediationState, 
/**
 * Where the words were found.
 */
hits: Array<CaseHit>, };

/**
 * How a paper was served.
 */
export type ServeWay = "direct" | "post" | "left" | "electronic";

/**
 * One service of a paper.
 */
export type Service = { 
/**
 * Recipient.
 */
party: Id, 
/**
 * How.
 */
way: ServeWay, 
/**
 * Day.
 */
on: string, 
/**
 * Remarks.
 */
note: string, 
/**
 * Place, or the address to which it was sent.
 */
place: string, 
/**
 * Who took it, when it was not the recipient himself.
 */
taken_by: string, 
/**
 * What he is to the recipient.
 */
relation: string, 
/**
 * Why it was refused; empty when it was taken.
 */
refused: string, 
/**
 * Witness of the refusal.
 */
witness: string, 
/**
 * His unit or address.
 */
witness_unit: string, 
/**
 * SHA-256, hex, of the photograph or recording on file that shows it.
 */
picture: string, 
/**
 * Number of the mail.
 */
mail: string, 
/**
 * The recipient agreed to be served electronically.
 */
consented: boolean, 
/**
 * Who served it.
 */
servers: Array<string>, };

/**
 * Services after a case (needs.md row 58; S3).
 */
export type ServiceKind = "unemployment" | "training" | "employment" | "hardship" | "counselling" | "legal_aid" | "other";

/**
 * What proves a service: where it was, who took the paper or refused it, which mail, which address.
 *
 * Source: 民事诉讼法 Art. 87–91, by analogy (needs.md D21).
 */
export type ServiceMore = { 
/**
 * Place, or the address to which it was sent.
 */
place: string, 
/**
 * Who took it, when it was not the recipient himself.
 */
taken_by: string, 
/**
 * What he is to the recipient.
 */
relation: string, 
/**
 * Why it was refused; empty when it was taken.
 */
refused: string, 
/**
 * Witness of the refusal.
 */
witness: string, 
/**
 * His unit or address.
 */
witness_unit: string, 
/**
 * SHA-256, hex, of the photograph or recording on file that shows it.
 */
picture: string, 
/**
 * Number of the mail.
 */
mail: string, 
/**
 * The recipient agreed to be served electronically.
 */
consented: boolean, 
/**
 * Who served it.
 */
servers: Array<string>, };

/**
 * A service was arranged for a worker.
 */
export type ServicePlanned = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Worker.
 */
party: Id, 
/**
 * Which.
 */
service: ServiceKind, 
/**
 * Day by which it is to be given.
 */
due: string, 
/**
 * Who gives it.
 */
provider: string, 
/**
 * Remarks; of counselling the fact only.
 */
note: string, };

/**
 * A record of a session that was typed wrong.
 */
export type SessionCorrect = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The whole record as it should read, under its identifier.
 */
held: SessionHeld, 
/**
 * What was wrong.
 */
reason: string, };

/**
 * A session that was held.
 */
export type SessionHeld = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Begin, local time with offset.
 */
at: string, 
/**
 * End.
 */
until: string | null, 
/**
 * Place.
 */
place: string, 
/**
 * How it was held.
 */
mode: SessionMode, 
/**
 * Who was there.
 */
present: Array<Attendee>, 
/**
 * Mediators.
 */
mediators: Array<string>, 
/**
 * Recorder.
 */
recorder: string, 
/**
 * What was said.
 */
statements: Array<Statement>, 
/**
 * Mediator's proposal.
 */
proposal: string, 
/**
 * Outcome.
 */
result: SessionResult, 
/**
 * Remarks on the outcome.
 */
note: string, 
/**
 * What kind of meeting it was.
 */
kind: SessionKind, 
/**
 * Whether those present agreed to be recorded; `None` when it was not recorded (在线调解规则 Art. 20–23).
 */
recording_consent: boolean | null, 
/**
 * Telephone numbers or accounts that were used.
 */
numbers: Array<string>, 
/**
 * Day on which it goes on.
 */
next_on: string | null, 
/**
 * SHA-256 of files that belong to it, e.g. the employer's plan, the sign-in sheet, the recording.
 */
attachments: Array<string>, };

/**
 * Record a session.
 */
export type SessionHold = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * The planned session, if it was planned.
 */
id: Id | null, 
/**
 * Begin.
 */
at: string, 
/**
 * End.
 */
until: string | null, 
/**
 * Place.
 */
place: string, 
/**
 * How it was held.
 */
mode: SessionMode, 
/**
 * Who was there.
 */
present: Array<Attendee>, 
/**
 * Mediators; those of the case when empty.
 */
mediators: Array<string>, 
/**
 * Recorder.
 */
recorder: string, 
/**
 * What was said.
 */
statements: Array<Statement>, 
/**
 * Proposal.
 */
proposal: string, 
/**
 * Outcome.
 */
result: SessionResult, 
/**
 * Remarks.
 */
note: string, 
/**
 * What kind of meeting it was.
 */
kind: SessionKind, 
/**
 * Whether those present agreed to be recorded; none when it was not recorded.
 */
recording_consent: boolean | null, 
/**
 * Telephone numbers or accounts that were used.
 */
numbers: Array<string>, 
/**
 * Day on which it goes on.
 */
next_on: string | null, 
/**
 * SHA-256 of files that belong to it.
 */
attachments: Array<string>, };

/**
 * What kind of meeting it was.
 */
export type SessionKind = "mediation" | "tripartite" | "study" | "hearing_side";

/**
 * How a session is held.
 */
export type SessionMode = "station" | "visit" | "phone" | "video" | "tent" | "online";

/**
 * What a session led to.
 */
export type SessionResult = "continue" | "agreed" | "failed";

/**
 * A session as listed.
 */
export type SessionRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Begin.
 */
at: string, 
/**
 * End.
 */
until: string | null, 
/**
 * Place.
 */
place: string, 
/**
 * How, in words.
 */
mode: string, 
/**
 * Who was there.
 */
present: Array<Attendee>, 
/**
 * What was said.
 */
statements: Array<Statement>, 
/**
 * Proposal.
 */
proposal: string, 
/**
 * Outcome code: `continue`, `agreed`, `failed`.
 */
result: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * Plan a session.
 */
export type SessionSchedule = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * A planned session to move; left out for a new one.
 */
id: Id | null, 
/**
 * Begin.
 */
at: string, 
/**
 * Place.
 */
place: string, };

/**
 * A session that is planned.
 */
export type SessionScheduled = { 
/**
 * Identifier; the held session takes it over.
 */
id: Id, 
/**
 * Begin, local time with offset.
 */
at: string, 
/**
 * Place.
 */
place: string, };

/**
 * First set-up of a desk.
 */
export type SetUp = { 
/**
 * Settings of the desk.
 */
settings: Settings, 
/**
 * First member of staff.
 */
name: string, 
/**
 * What he does.
 */
role: string, 
/**
 * His password.
 */
password: string, };

/**
 * Settings of one desk.
 */
export type Settings = { 
/**
 * County code, GB/T 2260.
 */
county: string, 
/**
 * Its name.
 */
county_name: string, 
/**
 * Station.
 */
station: string, 
/**
 * Mediation organisation as printed.
 */
org_name: string, 
/**
 * Name on its seal.
 */
seal_name: string, 
/**
 * Code of its legal basis (调解仲裁法 Art. 10).
 */
legal_basis: string, 
/**
 * Address.
 */
address: string, 
/**
 * Telephone.
 */
phone: string, 
/**
 * Who answers about personal data.
 */
privacy_contact: string, 
/**
 * Arbitration commission.
 */
commission: string, 
/**
 * Its address.
 */
commission_address: string, 
/**
 * Its telephone.
 */
commission_phone: string, 
/**
 * Basic court.
 */
court: string, 
/**
 * Its address.
 */
court_address: string, 
/**
 * Its telephone.
 */
court_phone: string, 
/**
 * Opening hours of the station.
 */
hours: string, 
/**
 * Other offices people are sent to, for the handbook.
 */
offices: Array<HandbookOffice>, 
/**
 * Mediators as the handbook names them.
 */
mediators: Array<HandbookMediator>, 
/**
 * Fixed wordings in other languages that were confirmed here.
 */
phrases: Array<PhraseConfirmed>, 
/**
 * Word before 〔year〕 in numbers, e.g. 勐工调.
 */
number_word: string, 
/**
 * Two letters of this device, e.g. KD.
 */
series: string, 
/**
 * Trade union in whose name is supervised; empty: that of the county.
 */
union_name: string, 
/**
 * Where the seal is kept.
 */
seal: SealPlace, 
/**
 * Minutes without a key after which the desk locks; 0 never.
 */
idle_minutes: number, 
/**
 * Large type.
 */
large_type: boolean, 
/**
 * High contrast.
 */
high_contrast: boolean, 
/**
 * Print queue; empty: the system's default.
 */
printer: string, 
/**
 * Print on both sides unless said otherwise.
 */
duplex: boolean, 
/**
 * Shift of the print, hundredths of a millimetre, right and down.
 */
printer_offset: [number, number], 
/**
 * Folder into which the scanner puts its files; empty: none is watched.
 */
scan_folder: string, 
/**
 * Set-up step to go on with; 0 when it is finished.
 */
setup_step: number, };

/**
 * New settings, whole.
 */
export type SettingsPut = { 
/**
 * All of them.
 */
settings: Settings, };

/**
 * Paid in the room without a written agreement.
 */
export type Settled = { 
/**
 * Identifier of the payment.
 */
id: Id, 
/**
 * Amount, 分.
 */
amount: Fen, 
/**
 * Day.
 */
on: string, 
/**
 * How.
 */
way: PayWay, 
/**
 * Row of the paying party.
 */
payer: string, 
/**
 * Row of the party or member who got it.
 */
payee: string, 
/**
 * The signed receipt.
 */
paper: Id, 
/**
 * Remarks.
 */
note: string, };

/**
 * Sex as the number says it.
 */
export type Sex = "male" | "female";

/**
 * How a paper was signed.
 */
export type SignHow = "sign" | "fingerprint" | "seal" | "sign_seal";

/**
 * A place on a page where somebody signs or seals, as it was typeset.
 */
export type SignPlace = { 
/**
 * Page, from 1.
 */
page: number, 
/**
 * What stands before it, e.g. 被申请人.
 */
label: string, 
/**
 * Left, top, width and height, tenths of a millimetre from the upper left corner of the page.
 */
field: [number, number, number, number], };

/**
 * A signature or seal that stands on the paper.
 */
export type Signature = { 
/**
 * Key of the [`Signer`].
 */
signer: string, 
/**
 * Who signed.
 */
name: string, 
/**
 * How.
 */
how: SignHow, 
/**
 * When.
 */
at: string, };

/**
 * Somebody who has to sign or seal a paper.
 */
export type Signer = { 
/**
 * Key inside the paper, e.g. `applicant:p1`, `mediator`, `organisation`.
 */
key: string, 
/**
 * Role.
 */
role: SignerRole, 
/**
 * Party, when the signer is or stands for one.
 */
party: Id | null, 
/**
 * Name as printed.
 */
name: string, 
/**
 * Whether the paper is incomplete without it.
 */
required: boolean, };

/**
 * In which role somebody signs.
 */
export type SignerRole = "applicant" | "respondent" | "mediator" | "recorder" | "interpreter" | "staff" | "organisation";

/**
 * One signer of a paper.
 */
export type SignerRow = { 
/**
 * Signer.
 */
signer: Signer, 
/**
 * Signed at.
 */
at: string | null, 
/**
 * Who signed and how, in words.
 */
done: string, };

/**
 * A case that may be the same matter.
 */
export type SimilarCase = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * 案号.
 */
number: string | null, 
/**
 * Title.
 */
title: string, 
/**
 * Words for the cause.
 */
cause_words: string, 
/**
 * `id`, `name_phone` or `name`.
 */
why: string, 
/**
 * Where its mediation stands.
 */
state: MediationState, };

/**
 * A row that is none of the table: empty, a total, a note.
 */
export type Skipped = { 
/**
 * Row, from 1.
 */
row: number, 
/**
 * First text of the row.
 */
text: string, 
/**
 * `total`, `note`, `header`, `number_only`, `example`, `no_work`.
 */
code: string, 
/**
 * Why, in Chinese.
 */
message: string, };

/**
 * Members left for a case of their own.
 */
export type Split = { 
/**
 * The new case.
 */
into: CaseId, 
/**
 * Members that left, with the names they had.
 */
members: Array<Id>, 
/**
 * What changes on the sheet of this case.
 */
patch: Record<string, unknown>, 
/**
 * Day.
 */
on: string, 
/**
 * Why.
 */
reason: string, };

/**
 * A new member.
 */
export type StaffAdd = { 
/**
 * Name.
 */
name: string, 
/**
 * What he does.
 */
role: string, 
/**
 * First password.
 */
password: string, };

/**
 * A new password.
 */
export type StaffChangePassword = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Old password.
 */
old: string, 
/**
 * New password.
 */
new: string, };

/**
 * A member of staff as shown at sign-in.
 */
export type StaffFace = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * What he does, e.g. 调解员.
 */
role: string, };

/**
 * A member to remove.
 */
export type StaffRemove = { 
/**
 * Identifier.
 */
id: string, };

/**
 * How a member stands to the settlement that is on the table.
 */
export type Stance = "join" | "object" | "undecided" | "withdrawn";

/**
 * What somebody said.
 */
export type Statement = { 
/**
 * Name or standing of the speaker.
 */
who: string, 
/**
 * What was said.
 */
text: string, };

/**
 * A station of the county.
 */
export type StationRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Name.
 */
name: string, };

/**
 * How the desk stands.
 */
export type Status = { 
/**
 * `fresh`, `locked`, `open`, `damaged`, `newer`.
 */
state: string, 
/**
 * Organisation and station, as shown before sign-in.
 */
org_line: string, 
/**
 * Who can sign in.
 */
staff: Array<StaffFace>, 
/**
 * Who has signed in.
 */
who: StaffFace | null, 
/**
 * Settings, once open.
 */
settings: Settings | null, 
/**
 * When the desk was locked last.
 */
last_locked: string | null, 
/**
 * Now.
 */
now: string, 
/**
 * Version of the program.
 */
version: string, 
/**
 * What is damaged, or which version is needed.
 */
detail: DeskError | null, 
/**
 * What a member of staff has to know after sign-in: copied folder, restored backup …
 */
notices: Array<DeskError>, 
/**
 * Folder of the data.
 */
folder: string, 
/**
 * This is the training desk (演练): invented cases, nothing is sent, papers say so.
 */
practice: boolean, 
/**
 * Serves the county's stations at this moment, locked or not (本机兼作县级中心).
 */
hosting: boolean, };

/**
 * One step: allowed now, or not with the guard that stands in the way.
 */
export type Step = { 
/**
 * Name of the step; the words are the screen's.
 */
code: string, 
/**
 * The one that is most likely next.
 */
first: boolean, 
/**
 * Key that takes it, when it is allowed.
 */
key: string, 
/**
 * Why it cannot be taken now.
 */
refusal: Refusal | null, 
/**
 * Paper or row it acts on.
 */
subject: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * Row of the case list.
 */
export type Summary = { 
/**
 * Case.
 */
id: CaseId, 
/**
 * 案号, once accepted.
 */
number: string | null, 
/**
 * Applicants, e.g. 张某 or 张某等3人.
 */
applicants: string, 
/**
 * First respondent.
 */
respondents: string, 
/**
 * Cause code or text.
 */
cause: string, 
/**
 * Sum claimed, 分.
 */
claimed: Fen, 
/**
 * Where the mediation stands.
 */
state: MediationState, 
/**
 * Every payment has come in.
 */
performed: boolean, 
/**
 * Somebody still has something to do.
 */
open: boolean, 
/**
 * File closed.
 */
closed: boolean, 
/**
 * Group case.
 */
group: boolean, 
/**
 * Mediators.
 */
mediators: Array<string>, 
/**
 * Who registered it.
 */
created_by: string, 
/**
 * Channel code.
 */
channel: string, 
/**
 * Code of [`crate::fields::SUBJECTS`] when this is no dispute; empty for a dispute.
 */
subject: string, 
/**
 * Application received on.
 */
received_on: string | null, 
/**
 * First record.
 */
created_at: string | null, 
/**
 * Latest record.
 */
updated_at: string | null, };

/**
 * A question to the applicant and its answer.
 */
export type Supplement = { 
/**
 * The question.
 */
asked: SupplementAsked, 
/**
 * The answer.
 */
done: SupplementDone | null, 
/**
 * Noted by mistake, with the reason.
 */
cancelled: string | null, };

/**
 * The applicant was asked to complete the application (state 21).
 */
export type SupplementAsked = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * What is missing.
 */
what: string, 
/**
 * Day.
 */
on: string, 
/**
 * Day by which it is wanted; a reminder of the station, not a period of the law.
 */
due: string, 
/**
 * The 补正通知.
 */
paper: Id | null, };

/**
 * What was asked for came in.
 */
export type SupplementDone = { 
/**
 * The question.
 */
id: Id, 
/**
 * Day.
 */
on: string, 
/**
 * What came in.
 */
note: string, };

/**
 * Both sides agreed to pause (state 42), e.g. until an injury is recognised: no law pauses mediation by itself.
 */
export type Suspended = { 
/**
 * Day; that day is the first that does not count.
 */
on: string, 
/**
 * What is waited for.
 */
reason: string, 
/**
 * The record both sides signed.
 */
paper: Id | null, 
/**
 * Session whose record, signed by both, says so; used when there is no paper of its own.
 */
session: Id | null, };

/**
 * An enrolment code as typed, pasted, or in a file.
 */
export type SyncCode = { 
/**
 * Text.
 */
code: string, 
/**
 * A file instead, its bytes in base64: the text, or a picture or photograph with the QR code.
 */
data: string, };

/**
 * What an enrolment code says, before it is redeemed.
 */
export type SyncCodeSays = { 
/**
 * The code itself, as it was found.
 */
code: string, 
/**
 * Name of the county's centre.
 */
hub: string, 
/**
 * Address.
 */
url: string, 
/**
 * Station.
 */
station: string, 
/**
 * `station` or `county`.
 */
role: string, 
/**
 * Series the county has in mind.
 */
series: string, 
/**
 * What the county can read out of the centre's key: the first 32 digits in groups of four.
 */
fingerprint: string, 
/**
 * Good until.
 */
until: string, };

/**
 * Enrolment.
 */
export type SyncEnrol = { 
/**
 * The code.
 */
code: string, 
/**
 * What people call this computer.
 */
name: string, };

/**
 * Scans and papers apart from records.
 */
export type SyncFiles = { 
/**
 * To be sent.
 */
to_send: number, 
/**
 * Their bytes.
 */
to_send_bytes: number, 
/**
 * To be fetched.
 */
to_fetch: number, 
/**
 * Their bytes, as far as known.
 */
to_fetch_bytes: number, 
/**
 * `send` or `fetch`, empty when none is under way.
 */
direction: string, 
/**
 * Name of the one under way.
 */
name: string, 
/**
 * Its bytes done.
 */
done: number, 
/**
 * All its bytes, 0 = not known.
 */
size: number, };

/**
 * The hub this desk belongs to.
 */
export type SyncHub = { 
/**
 * Name of the county's centre.
 */
name: string, 
/**
 * Address.
 */
url: string, 
/**
 * Identifier of this desk's station.
 */
station: string, 
/**
 * Its name.
 */
station_name: string, 
/**
 * `station` or `county`.
 */
role: string, 
/**
 * Two letters of this desk.
 */
series: string, 
/**
 * Another device has used them: numbers printed before may be shared.
 */
series_shared: boolean, 
/**
 * The county has compared the fingerprint.
 */
confirmed: boolean, 
/**
 * Enrolled on.
 */
at: string, };

/**
 * How many lines of the log.
 */
export type SyncLogAsk = { 
/**
 * At most; 100 when left out.
 */
limit: number, };

/**
 * One line of the log.
 */
export type SyncLogLine = { 
/**
 * When.
 */
at: string, 
/**
 * What happened; the words are the screen's.
 */
code: string, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, };

/**
 * How long to synchronise.
 */
export type SyncRun = { 
/**
 * Seconds to wait at most; 60 when left out.
 */
seconds: number, };

/**
 * Everything there is to say of the line.
 */
export type SyncView = { 
/**
 * The word in the frame: `off`, `synced`, `offline`, `sending`, `paused`, `attention`.
 */
is: string, 
/**
 * The hub; none = 仅存本机.
 */
hub: SyncHub | null, 
/**
 * What the county compares: the first 32 digits of the device's key, in groups of four.
 */
fingerprint: string, 
/**
 * Synced last, or offline since.
 */
at: string | null, 
/**
 * Done of this turn, while sending.
 */
n: number, 
/**
 * All of this turn.
 */
m: number, 
/**
 * Records this desk has written; `own` = `receipted` + `waiting`.
 */
own: number, 
/**
 * Of them, those the hub has vouched for.
 */
receipted: number, 
/**
 * Of them, those that wait.
 */
waiting: number, 
/**
 * Kept by the hub without being applied (not this station's case any more).
 */
parked: number, 
/**
 * Entries still to be read.
 */
to_read: number, 
/**
 * Files.
 */
files: SyncFiles, 
/**
 * What does not go on by itself, or the line that is gone.
 */
trouble: DeskError | null, 
/**
 * Since when.
 */
trouble_at: string | null, 
/**
 * A person has stopped it.
 */
paused: boolean, 
/**
 * This clock minus the hub's, ms.
 */
skew_ms: number | null, 
/**
 * When the feed was last read to its end.
 */
synced_at: string | null, 
/**
 * Cases in which a person has to choose between two desks.
 */
conflicts: number, };

/**
 * A file somebody waits for.
 */
export type SyncWant = { 
/**
 * SHA-256, hex.
 */
sha256: string, };

/**
 * A name card.
 */
export type TableCard = { 
/**
 * 申请人, 调解员 …
 */
role: string, 
/**
 * Name.
 */
name: string, };

/**
 * Name cards for the table.
 */
export type TableCards = { 
/**
 * One sheet each, in order.
 */
cards: Array<TableCard>, 
/**
 * Queue, when they are printed.
 */
queue: string | null, };

/**
 * Something to look at; the row stands.
 */
export type TableRemark = { 
/**
 * Row, from 1.
 */
row: number, 
/**
 * Name of the cell, empty when it is about the row.
 */
cell: string, 
/**
 * Stable code.
 */
code: string, 
/**
 * What there is to look at, in Chinese.
 */
message: string, };

/**
 * Which table a sheet is to become.
 */
export type Target = "members" | "attendance";

/**
 * A task with its result.
 */
export type Task = { 
/**
 * As given.
 */
set: TaskSet, 
/**
 * Done.
 */
done: Done | null, 
/**
 * Noted by mistake, with the reason.
 */
cancelled: string | null, };

/**
 * An agency was given a part of the work (row 40).
 */
export type TaskSet = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Agency.
 */
agency: string, 
/**
 * What it is to do.
 */
what: string, 
/**
 * Day by which.
 */
due: string, 
/**
 * Contact there.
 */
contact: string, };

/**
 * Who mediates, from which agencies.
 */
export type Team = { 
/**
 * Mediators.
 */
mediators: Array<TeamMember>, 
/**
 * Day.
 */
on: string, 
/**
 * Remarks.
 */
note: string, };

/**
 * One mediator of a team.
 */
export type TeamMember = { 
/**
 * Name.
 */
name: string, 
/**
 * Agency he comes from.
 */
agency: string, 
/**
 * Capacity, e.g. 首席调解员, 调解法官.
 */
capacity: string, };

/**
 * One difference between two versions of the agreement.
 */
export type TermChange = { 
/**
 * `terms`, `clauses`, `members` or `agreement`.
 */
table: string, 
/**
 * Row.
 */
row: Id, 
/**
 * Field, empty when the whole row was added or taken out.
 */
field: string, 
/**
 * `added`, `removed` or `changed`.
 */
change: string, 
/**
 * What stood before.
 */
before: unknown, 
/**
 * What stands now.
 */
after: unknown, };

/**
 * The workbench.
 */
export type Today = { 
/**
 * Today.
 */
date: string, 
/**
 * Working day, or `None` when the calendar of the year is not known.
 */
working: boolean | null, 
/**
 * What the calendar says of today or tomorrow.
 */
holiday_note: DeskError | null, 
/**
 * Numbers at the head.
 */
counts: TodayCounts, 
/**
 * Rows in groups: `first`, `soon`, `waiting`.
 */
groups: Array<TodayGroup>, 
/**
 * Cases with the newest activity.
 */
recent: Array<TodayCase>, 
/**
 * Cases that hold nothing but typing.
 */
drafts: Array<TodayCase>, 
/**
 * The next thing, when nothing is due.
 */
next: TodayNext | null, 
/**
 * Applications received on this desk today.
 */
registered: number, 
/**
 * Copies printed on this desk today.
 */
printed: number, 
/**
 * Records that no hub has received.
 */
pending: number, };

/**
 * A case by its title.
 */
export type TodayCase = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * 案号.
 */
number: string | null, };

/**
 * Numbers at the head.
 */
export type TodayCounts = { 
/**
 * Passed.
 */
overdue: number, 
/**
 * Last day today.
 */
today: number, 
/**
 * Within five days.
 */
soon: number, 
/**
 * Waiting for a signature or seal.
 */
waiting: number, 
/**
 * Sessions planned today.
 */
sessions: number, };

/**
 * Rows of one weight.
 */
export type TodayGroup = { 
/**
 * `first`, `soon` or `waiting`.
 */
key: string, 
/**
 * Rows, by consequence.
 */
rows: Array<TodayRow>, };

/**
 * The next thing after today.
 */
export type TodayNext = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * Day.
 */
date: string, 
/**
 * Kind of clock.
 */
kind: string, };

/**
 * One thing to do.
 */
export type TodayRow = { 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title.
 */
title: string, 
/**
 * 案号.
 */
number: string | null, 
/**
 * How pressing.
 */
urgency: Urgency, 
/**
 * Kind of clock, or `sign`, `seal`, `seal_sent`, `scan`.
 */
kind: string, 
/**
 * Clock.
 */
deadline: Deadline | null, 
/**
 * Paper it is about.
 */
paper: Id | null, 
/**
 * Row of the terms it is about.
 */
obligation: Id | null, 
/**
 * Values for the words.
 */
args: Record<string, unknown>, 
/**
 * What settles it; the first is the likeliest.
 */
verbs: Array<string>, };

/**
 * A transfer with its answer.
 */
export type Transfer = { 
/**
 * As sent.
 */
sent: TransferSent, 
/**
 * Answer.
 */
answered: TransferAnswered | null, 
/**
 * Noted by mistake, with the reason.
 */
cancelled: string | null, };

/**
 * The other body answered.
 */
export type TransferAnswered = { 
/**
 * The transfer.
 */
id: Id, 
/**
 * Day.
 */
on: string, 
/**
 * Taken over.
 */
accepted: boolean, 
/**
 * Its number.
 */
number: string, 
/**
 * Its answer.
 */
result: string, };

/**
 * What a matter is handed over for (transitions 33, 34; rows 28, 33).
 */
export type TransferKind = "inspection" | "social_insurance" | "injury" | "arbitration" | "court" | "legal_aid" | "petition" | "police" | "other";

/**
 * A matter was handed to another body.
 */
export type TransferSent = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Body.
 */
to: string, 
/**
 * What for.
 */
transfer: TransferKind, 
/**
 * Which matter.
 */
matter: string, 
/**
 * Day.
 */
on: string, 
/**
 * Appointment, if one was made.
 */
appointment: Appointment | null, 
/**
 * Day by which an answer is wanted.
 */
due: string | null, 
/**
 * The 移送函.
 */
paper: Id | null, };

/**
 * The whole.
 */
export type Triage = { 
/**
 * Cause of action: code or text.
 */
cause: string, 
/**
 * Its words.
 */
cause_words: string, 
/**
 * Remarks.
 */
remarks: Array<Remark>, 
/**
 * Jurisdiction.
 */
jurisdiction: Jurisdiction, 
/**
 * Limitation.
 */
limitation: Limitation, 
/**
 * Estimate.
 */
estimate: Estimate, 
/**
 * Risk.
 */
risk: Risk, 
/**
 * Routes.
 */
routes: Array<Route>, 
/**
 * Questions.
 */
to_ask: Array<Question>, };

/**
 * Unit of a column of money.
 */
export type Unit = "yuan" | "ten_thousand";

/**
 * A paper of this system that is not on this computer: what its footer or code says, and no more.
 */
export type UnknownPaper = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Check.
 */
hash8: string, 
/**
 * Pages it says it has.
 */
pages: number, };

/**
 * Sign-in.
 */
export type Unlock = { 
/**
 * Who: identifier or name.
 */
staff: string, 
/**
 * Password.
 */
password: string, };

/**
 * Sign-in with the recovery sheet: gives one member a new password.
 */
export type UnlockWithRecovery = { 
/**
 * Code as typed.
 */
code: string, 
/**
 * Who.
 */
staff: string, 
/**
 * New password.
 */
new_password: string, };

/**
 * How pressing a clock is today.
 */
export type Urgency = "overdue" | "today" | "soon" | "on_time" | "paused" | "not_started" | "unknown" | "stopped";

/**
 * A dated value that was used.
 */
export type UsedParameter = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Chinese label.
 */
label: string, 
/**
 * With its unit: `1,990.00元/月`.
 */
value: string, 
/**
 * GB/T 2260; empty: the whole country.
 */
area: string, 
/**
 * In force since.
 */
from: string, 
/**
 * Article or document.
 */
source: string, 
/**
 * Checked against a text.
 */
confirmed: boolean, 
/**
 * Typed for this computation.
 */
given: boolean, };

/**
 * What a file was found to be.
 */
export type Verification = { 
/**
 * `found` when a paper of this computer is in it; `unknown`: papers of this system that are not on this
 * computer; `foreign`: codes of others only; `unread`: nothing that could be read.
 */
verdict: string, 
/**
 * SHA-256 of the file, hex.
 */
sha256: string, 
/**
 * Pages of a PDF or TIFF; 1 for another picture.
 */
pages: number, 
/**
 * It was under a password.
 */
protected: boolean, 
/**
 * Papers of this computer in it.
 */
papers: Array<VerifiedPaper>, 
/**
 * Papers of this system that are not on this computer.
 */
unknown: Array<UnknownPaper>, 
/**
 * Codes in it that are none of this system.
 */
foreign: number, };

/**
 * A paper of this computer that was found in the file.
 */
export type VerifiedPaper = { 
/**
 * `same_file`: byte by byte as issued; `same_text`: the pages say the same, but for the page stamp of a dossier;
 * `changed`: they do not, or a picture was laid over one; `code`: only the code was read, it fits; `other_code`: the code says another text than was issued.
 */
compared: string, 
/**
 * Case.
 */
case: CaseId, 
/**
 * Title of the case.
 */
case_title: string, 
/**
 * Paper.
 */
paper: Id, 
/**
 * Title.
 */
title: string, 
/**
 * 文号 or 案号; empty without one.
 */
number: string, 
/**
 * Day printed on it.
 */
on: string, 
/**
 * When it was issued.
 */
issued_at: string, 
/**
 * By whom.
 */
issued_by: string, 
/**
 * Pages as issued.
 */
pages: number, 
/**
 * Which pages of it the file holds.
 */
seen: Array<number>, 
/**
 * Pages that say something else.
 */
changed: Array<number>, 
/**
 * Version of an agreement; 0 for other papers.
 */
version: number, 
/**
 * Where it stands.
 */
state: PaperState, 
/**
 * Why it was given up.
 */
voided: string | null, 
/**
 * What replaced it: paper, title, day.
 */
superseded_by: [Id, string, string] | null, 
/**
 * The agreement of which it is a version was given up, with the reason.
 */
abandoned: string | null, 
/**
 * In effect since, for an agreement.
 */
effective_on: string | null, 
/**
 * Who has signed: name, how in words, day.
 */
signed: Array<[string, string, string]>, 
/**
 * Who still has to sign.
 */
missing: Array<string>, 
/**
 * This very file is on file as a scan of it.
 */
filed: boolean, };

/**
 * Names a verification, as its screen did when it began.
 */
export type VerifyJob = { 
/**
 * The name.
 */
job: string, };

/**
 * How far a verification is.
 */
export type VerifyProgress = { 
/**
 * `idle`, `reading` (the words of the pages) or `looking` (for codes in what is pictured).
 */
stage: string, 
/**
 * Pages done.
 */
done: number, 
/**
 * Of how many; 0 while not known.
 */
of: number, };

/**
 * A visit or call after the case (回访).
 */
export type VisitMade = { 
/**
 * Identifier.
 */
id: Id, 
/**
 * Party.
 */
party: Id, 
/**
 * Day.
 */
on: string, 
/**
 * How.
 */
way: ConsentWay, 
/**
 * How content he is.
 */
satisfied: Satisfaction, 
/**
 * What he said.
 */
text: string, 
/**
 * The 回访记录.
 */
paper: Id | null, };

/**
 * One step of a working.
 */
export type WorkStep = { 
/**
 * What is computed.
 */
label: string, 
/**
 * How, in figures.
 */
formula: string, 
/**
 * Result, 分; zero when the step gives no money.
 */
result: Fen, 
/**
 * Article or document.
 */
article: string, 
/**
 * Result that is no money, with its unit: `7个月`, `12.5小时`.
 */
value: string | null, };

/** Verbs that answer JSON: [input, output]. */
export interface Verbs {
  'desk.status': [Nothing, Status]
  'desk.set_up': [SetUp, Recovery]
  'desk.unlock': [Unlock, Status]
  'desk.unlock_with_recovery': [UnlockWithRecovery, Status]
  'desk.lock': [Nothing, Nothing]
  'desk.touch': [Nothing, Nothing]
  'desk.practise': [DeskPractise, Status]
  'desk.sample': [DeskSample, Nothing]
  'region.list': [RegionList, Array<Region>]
  'region.search': [RegionSearch, Array<Region>]
  'form.lists': [Nothing, FormLists]
  'identity.check': [IdentityCheck, IdentityFound]
  'identity.uscc': [IdentityUscc, IdentityFound]
  'employer.find': [EmployerFind, Array<Employer>]
  'case.create': [CaseCreate, CaseMade]
  'case.put': [CasePut, CasePutDone]
  'case.add_row': [CaseAddRow, CaseRow]
  'case.remove_row': [CaseRemoveRow, CaseView]
  'case.save': [CaseRef, CaseView]
  'case.open': [CaseRef, CaseView]
  'case.discard': [CaseRef, Nothing]
  'case.list': [CaseList, CaseListPage]
  'case.similar': [CaseRef, Array<SimilarCase>]
  'case.history': [CaseRef, Array<HistoryEntry>]
  'case.receive': [CaseReceive, CaseView]
  'case.ask_consent': [CaseAskConsent, CaseView]
  'case.answer_consent': [CaseAnswerConsent, CaseView]
  'case.accept': [CaseAccept, CaseView]
  'case.refuse': [CaseRefuse, CaseView]
  'case.withdraw': [CaseReason, CaseView]
  'case.end': [CaseEnd, CaseView]
  'case.refer': [CaseRefer, CaseView]
  'case.close': [CaseRef, CaseView]
  'case.reopen': [CaseReopen, CaseView]
  'case.note': [CaseNote, CaseView]
  'case.interrupt': [CaseInterrupt, CaseView]
  'case.archive': [CaseDo<Archived>, CaseView]
  'supplement.ask': [CaseDo<SupplementAsked>, CaseView]
  'supplement.complete': [CaseDo<SupplementDone>, CaseView]
  'mediation.suspend': [CaseDo<Suspended>, CaseView]
  'mediation.resume': [CaseDo<Resumed>, CaseView]
  'procedure.open': [CaseDo<ProcedureOpened>, CaseView]
  'procedure.move': [CaseDo<ProcedureMoved>, CaseView]
  'consultation.close': [CaseDo<ConsultationClosed>, CaseView]
  'contact.log': [CaseDo<ContactLogged>, CaseView]
  'risk.grade': [CaseDo<RiskGraded>, CaseView]
  'service.plan': [CaseDo<ServicePlanned>, CaseView]
  'service.complete': [CaseDo<Done>, CaseView]
  'service.decline': [CaseDo<Declined>, CaseView]
  'visit.make': [CaseDo<VisitMade>, CaseView]
  'task.set': [CaseDo<TaskSet>, CaseView]
  'task.complete': [CaseDo<Done>, CaseView]
  'transfer.send': [CaseDo<TransferSent>, CaseView]
  'transfer.answer': [CaseDo<TransferAnswered>, CaseView]
  'limitation.suspend': [CaseDo<LimitationSuspended>, CaseView]
  'fact.cancel': [CaseDo<FactCancelled>, CaseView]
  'reception.correct': [ReceptionCorrect, CaseView]
  'session.correct': [SessionCorrect, CaseView]
  'inquiry.correct': [InquiryCorrect, CaseView]
  'case.triage': [CaseRef, Triage]
  'case.closing': [CaseRef, Array<CheckItem>]
  'procedure.prefill': [ProcedureWanted, Prefill | null]
  'member.read': [MemberReadIn, MemberRead]
  'member.import': [MemberImport, CaseView]
  'member.consent': [MemberConsented, CaseView]
  'member.take_back_consent': [MemberConsentBack, CaseView]
  'team.name': [CaseDo<Team>, CaseView]
  'case.split': [CaseSplit, CaseSplitDone]
  'case.merge': [CaseMerge, CaseView]
  'case.merge_options': [CaseRef, Array<MergeOption>]
  'case.settle': [CaseDo<Settled>, CaseView]
  'offer.make': [CaseDo<Offer>, CaseView]
  'offer.answer': [OfferAnswered, CaseView]
  'offer.cancel': [OfferBack, CaseView]
  'agreement.instalments': [AgreementInstalments, AgreementView]
  'agreement.clauses': [Nothing, Array<LibraryClause>]
  'agreement.read': [AgreementRead, AgreementView]
  'agreement.changes': [AgreementVersions, Array<TermChange>]
  'obligation.event': [CaseDo<Happening>, CaseView]
  'obligation.done': [CaseDo<Happening>, CaseView]
  'obligation.cancel': [ObligationBack, CaseView]
  'payment.correct': [PaymentCorrect, CaseView]
  'private.get': [CaseRef, { [key in string]: JsonValue }]
  'private.put': [PrivatePut, Nothing]
  'session.schedule': [SessionSchedule, CaseView]
  'session.hold': [SessionHold, CaseView]
  'extension.agree': [ExtensionAgree, CaseView]
  'agreement.view': [CaseRef, AgreementView]
  'agreement.from_claims': [CaseRef, AgreementView]
  'agreement.freeze': [CaseRef, PaperView]
  'agreement.abandon': [CaseReason, CaseView]
  'matter.kinds': [Nothing, Array<MatterKind>]
  'matter.begun': [Nothing, Array<MatterBegun>]
  'matter.begin': [MatterBegin, MatterMade]
  'paper.kinds': [CaseRef, Array<PaperKind>]
  'paper.look': [PaperLookFor, PaperLook]
  'paper.check': [PaperWanted, PaperCheck]
  'paper.issue': [PaperWanted, PaperView]
  'paper.list': [PaperList, PaperListPage]
  'register.list': [RegisterAsk, RegisterPage]
  'register.print': [RegisterPrint, PrintJob]
  'paper.show': [PaperRef, PaperView]
  'paper.print': [PaperPrint, PrintJob]
  'paper.sign': [PaperSign, PaperView]
  'paper.sign_many': [PaperSignMany, PaperView]
  'paper.cancel_signature': [PaperUnsign, PaperView]
  'paper.send_to_seal': [PaperRef, PaperView]
  'paper.serve': [PaperServe, PaperView]
  'paper.void': [PaperVoid, PaperView]
  'paper.export': [PaperExport, FileMade]
  'dossier.check': [CaseRef, DossierCheck]
  'dossier.pages': [CaseRef, DossierPages]
  'dossier.bind': [DossierWanted, DossierBound]
  'dossier.progress': [CaseRef, DossierProgress]
  'dossier.cancel': [CaseRef, Nothing]
  'dossier.print': [DossierPrint, PrintJob]
  'dossier.export': [DossierExport, FileMade]
  'document.verify': [DocumentVerify, Verification]
  'document.progress': [VerifyJob, VerifyProgress]
  'document.cancel': [VerifyJob, Nothing]
  'payment.receive': [PaymentReceive, PaymentDone]
  'payment.shares': [PaymentRow, Array<MemberShare>]
  'payment.receive_members': [PaymentMembers, CaseView]
  'payment.insurance': [CaseRef, Array<InsuranceTable>]
  'payment.cancel': [PaymentCancel, CaseView]
  'attachment.add': [AttachmentAdd, CaseView]
  'scan.take': [ScanTake, ScanSummary]
  'scan.summary': [ScanStackRef, ScanSummary]
  'scan.waiting': [Nothing, ScanWaitingPage]
  'scan.settle': [ScanSettle, ScanWaitingPage]
  'scan.answer': [ScanAnswer, Nothing]
  'scan.dismiss': [ScanFileRef, ScanWaitingPage]
  'scan.of_paper': [ScanPaperRef, ScanPaper]
  'scan.progress': [Nothing, ScanProgress]
  'scan.stop': [Nothing, Nothing]
  'scratch.put': [ScratchPut, Nothing]
  'scratch.get': [CaseRef, { [key in string]: JsonValue }]
  'today.show': [Nothing, Today]
  'search.find': [SearchFind, Array<SearchFound>]
  'printer.list': [Nothing, Printers]
  'printer.test_page': [PrinterChoice, PrintJob]
  'printer.job': [PrintJobRef, PrintJobState]
  'label.print': [LabelSheet, PrintJob]
  'label.print_evidence': [EvidenceTags, PrintJob]
  'label.print_cards': [TableCards, PrintJob]
  'backup.make': [BackupMake, BackupMade]
  'backup.list': [Nothing, Array<BackupMade>]
  'backup.verify': [BackupRef, BackupVerified]
  'backup.restore': [BackupRestore, Status]
  'number.waiting': [Nothing, NumbersWaiting]
  'number.confirm': [NumberConfirm, NumbersWaiting]
  'staff.list': [Nothing, Array<StaffFace>]
  'staff.add': [StaffAdd, Array<StaffFace>]
  'staff.remove': [StaffRemove, Array<StaffFace>]
  'staff.change_password': [StaffChangePassword, Array<StaffFace>]
  'sync.status': [Nothing, SyncView]
  'sync.read_code': [SyncCode, SyncCodeSays]
  'sync.enrol': [SyncEnrol, SyncView]
  'sync.pause': [Nothing, SyncView]
  'sync.resume': [Nothing, SyncView]
  'sync.now': [Nothing, SyncView]
  'sync.run': [SyncRun, SyncView]
  'sync.log': [SyncLogAsk, Array<SyncLogLine>]
  'sync.want': [SyncWant, SyncView]
  'sync.stations': [Nothing, Array<StationRow>]
  'host.status': [Nothing, HostView]
  'host.set_up': [HostSetUp, HostView]
  'host.start': [Nothing, HostView]
  'host.stop': [Nothing, HostView]
  'host.station_add': [HostStationAdd, HostView]
  'host.code': [HostNewCode, HostCode]
  'host.code_save': [HostCodeFile, HostPath]
  'host.devices': [Nothing, Array<HostDevice>]
  'host.confirm': [HostConfirm, HostView]
  'host.revoke': [HostRevoke, HostView]
  'host.readmit': [HostReadmit, HostCode]
  'host.backup': [HostPath, HostBackup]
  'host.key_save': [HostPath, HostKeySaved]
  'host.reviews': [Nothing, Array<HostReview>]
  'host.review_accept': [HostReviewRef, HostView]
  'host.review_refuse': [HostReviewRef, HostView]
  'conflict.list': [Nothing, Array<ConflictCase>]
  'conflict.resolve': [ConflictChoice, CaseView]
  'county.assign': [CountyAssign, CaseView]
  'county.recall': [CountyRecall, CaseView]
  'county.answer': [CountyAnswer, CaseView]
  'recovery.reissue': [Nothing, Recovery]
  'recovery.check': [RecoveryTyped, RecoveryOpens]
  'recovery.print': [RecoverySheet, PrintJob]
  'handbook.list': [Nothing, HandbookContents]
  'handbook.open': [HandbookOpen, HandbookPage]
  'handbook.search': [HandbookSearch, Array<HandbookFound>]
  'handbook.print': [HandbookPrint, PrintJob]
  'phrases.list': [PhrasesList, PhraseBook]
  'phrases.confirm': [PhraseConfirm, PhraseBook]
  'phrases.withdraw': [PhraseRef, PhraseBook]
  'law.list': [Nothing, LawRules]
  'law.compute': [LawCompute, LawWorked]
  'law.prefill': [LawPrefill, LawFilled]
  'law.keep_members': [LawKeepMembers, CaseView]
  'law.keep': [LawKeep, CaseView]
  'law.kept': [CaseRef, Array<LawKept>]
  'law.days': [LawDaysAsk, LawDays]
  'law.attendance_read': [LawAttendanceRead, LawAttendance]
  'law.parameters': [LawParametersAsk, LawParameters]
  'law.put_parameter': [LawParameterPut, LawParameters]
  'law.remove_parameter': [LawParameterRef, LawParameters]
  'pack.list': [Nothing, PackList]
  'pack.export': [PackExport, PackExported]
  'pack.check': [PackRef, PackChecked]
  'pack.progress': [Nothing, PackProgress]
  'pack.stop': [Nothing, Nothing]
  'pack.sign': [PackSign, PackSigned]
  'pack.import': [PackImport, PackRow]
  'pack.use': [PackUse, PackList]
  'pack.back': [Nothing, PackList]
  'settings.get': [Nothing, Settings]
  'settings.put': [SettingsPut, Settings]
}

/** Verbs that answer bytes: [input, bytes]. */
export interface ByteVerbs {
  'paper.preview': [PaperWanted, Uint8Array]
  'pack.preview': [PackPreview, Uint8Array]
  'member.template': [MemberTemplate, Uint8Array]
  'register.pdf': [RegisterAsk, Uint8Array]
  'paper.pdf': [PaperRef, Uint8Array]
  'scan.picture': [ScanSheetRef, Uint8Array]
  'paper.protected': [PaperProtect, Uint8Array]
  'dossier.make': [DossierFile, Uint8Array]
  'attachment.bytes': [AttachmentRef, Uint8Array]
  'attachment.thumb': [AttachmentRef, Uint8Array]
  'printer.calibration': [Nothing, Uint8Array]
  'handbook.booklet': [HandbookBooklet, Uint8Array]
  'label.sheet': [LabelSheet, Uint8Array]
  'label.evidence': [EvidenceTags, Uint8Array]
  'label.cards': [TableCards, Uint8Array]
  'host.code_picture': [HostCodeText, Uint8Array]
  'recovery.sheet': [RecoverySheet, Uint8Array]
}

export type Verb = keyof Verbs
export type ByteVerb = keyof ByteVerbs
