// Clocks beside and after the mediation: their names, short for a row of the list, and the sentence of a row of 工作台.
import type { DeadlineKind } from '@/platform/contract'

type Beside = Exclude<
  DeadlineKind,
  'mediation_period' | 'acceptance_decision' | 'target' | 'limitation' | 'entrust_return' | 'review_application' | 'confirmation_application' | 'obligation' | 'session'
>

export const besideClocks = {
  supplement: '补正',
  hearing: '仲裁开庭',
  review_decision: '仲裁审查决定',
  confirmation_acceptance: '确认申请受理',
  confirmation_decision: '司法确认决定',
  payment_order_notice: '支付令受理',
  payment_order_issue: '支付令发出',
  payment_order_objection: '支付令异议期',
  arbitration_acceptance: '仲裁受理',
  award: '仲裁裁决',
  suit_after_award: '对裁决起诉',
  set_aside: '单位申请撤销裁决',
  court_filing: '法院立案',
  appeal: '上诉',
  enforcement: '申请执行',
  inspection_filing: '监察立案',
  inspection_case: '监察办理',
  escalation: '上报',
  service: '后续服务',
  task: '部门分工',
  transfer_answer: '移送答复',
  appointment: '预约到场',
  yearly_review: '每年核查',
} as const satisfies Record<Beside, string>

interface Tones {
  overdue: string
  today: string
  soon: string
}
/** A body owes a decision: nobody here can take it, somebody asks. */
const body = (who: string, what: string): Tones => ({
  overdue: `${what}应于 {day}前作出，问问${who}`,
  today: `${what}今天应作出`,
  soon: `${what}应于 {day}前作出`,
})
/** A right that ends with the day. */
const right = (what: string): Tones => ({ overdue: `${what} {day}已过`, today: `${what}今天截止`, soon: `${what}截止 {day}` })
/** Something somebody promised. */
const promised = (what: string): Tones => ({ overdue: `${what}，应于 {day}前，还没有结果`, today: `${what}，今天到期`, soon: `${what}，{day}到期` })

export const besideToday = {
  supplement: { overdue: '补正的材料应于 {day}前交，还没有收到', today: '补正的材料今天应交', soon: '补正的材料 {day}前交' },
  hearing: { overdue: '{day} 仲裁开庭', today: '今天仲裁开庭', soon: '{day} 仲裁开庭，开庭前要把结果报过去' },
  review_decision: body('仲裁委', '仲裁审查决定'),
  confirmation_acceptance: body('法院', '是否受理确认申请'),
  confirmation_decision: body('法院', '司法确认决定'),
  payment_order_notice: body('法院', '是否受理支付令申请'),
  payment_order_issue: body('法院', '支付令'),
  payment_order_objection: { overdue: '支付令异议期 {day}已满，去问有没有异议', today: '支付令异议期今天届满', soon: '支付令异议期 {day}届满' },
  arbitration_acceptance: body('仲裁委', '是否受理仲裁'),
  award: body('仲裁委', '仲裁裁决'),
  suit_after_award: right('不服裁决的起诉期'),
  set_aside: right('单位申请撤销裁决的期限'),
  court_filing: body('法院', '是否立案'),
  appeal: right('上诉期'),
  enforcement: right('申请强制执行'),
  inspection_filing: body('劳动监察', '是否立案'),
  inspection_case: body('劳动监察', '处理结果'),
  escalation: { overdue: '应于 {day}前上报，还没有呈报', today: '今天要上报', soon: '{day}前要上报' },
  service: promised('后续服务'),
  task: promised('请部门办的事'),
  transfer_answer: promised('移送等答复'),
  appointment: { overdue: '{day} 约好到场', today: '今天约好到场', soon: '{day} 约好到场' },
  yearly_review: promised('每年核查履行情况'),
} as const satisfies Record<Beside, Tones>
