import type { Urgency } from '@/text/clocks'

/** One thing today asks for. */
export interface TodayRow {
  case: string
  title: string
  urgency: Urgency
  kind: string
  deadline: {
    kind: string
    due: string | null
    from: string | null
    days_left: number | null
    working_days_left: number | null
    urgency: Urgency
    amount: number | null
  } | null
  paper: string | null
  obligation: string | null
  args: Record<string, unknown>
  verbs: string[]
}

export interface TodayView {
  date: string
  working: boolean | null
  holiday_note: { code: string; args: Record<string, unknown> } | null
  counts: { overdue: number; today: number; soon: number; waiting: number; sessions: number }
  groups: { key: 'first' | 'soon' | 'waiting'; rows: TodayRow[] }[]
  drafts: { case: string; title: string; number: string | null }[]
  recent: { case: string; title: string; number: string | null }[]
  next: { case: string; date: string; title: string; kind: string } | null
  printed: number
  registered: number
  pending: number
}
