// The words of the desk for rules, forms and workings.
import type { InputView, KindView } from '@/platform/contract'

export type { ClaimRow as CaseClaim, Computation, Head as RuleHead, LawAsked, LawAttendance, LawDay, LawRule, LawWorked, UsedParameter, WorkStep } from '@/platform/contract'
export type Field = InputView
export type FieldKind = KindView
