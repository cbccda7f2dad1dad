import { besideClocks } from './deadlines-beside'

export default {
  name: {
    ...besideClocks,
    mediation_period: '15日调解期',
    acceptance_decision: '答复是否受理',
    target: '5个工作日办结',
    limitation: '仲裁时效',
    entrust_return: '委托方要求复函',
    review_application: '仲裁审查申请',
    confirmation_application: '司法确认申请',
    obligation: '付款',
    session: '调解',
  },
  overdue: '逾期{days}天',
  todayDue: '今天届满',
  todayPay: '今天收款',
  todaySession: '今天调解',
  left: '还有{days}天',
  leftWorking: '{days}个工作日',
  notStarted: '未起算',
  unknown: '待核定',
  paused: '停算中',
  stopped: '已停止',
  until: '至 {day}',
}
