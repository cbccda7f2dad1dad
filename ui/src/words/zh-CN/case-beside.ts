// Words of the case page for what is beside and after the mediation: tabs, states, what happened in the history.
export const besideStates = {
  supplementing: '待补正', suspended: '中止', agreed: '已谈妥，待制作协议', merged: '已并入他案', settled: '当场履行完毕',
} as const

export const besideKinds = {
  supplement_asked: '通知补正：{what}，{due} 前补', supplement_done: '补正材料收齐', mediation_suspended: '双方同意中止：{reason}', mediation_resumed: '恢复调解',
  procedure_opened: '{procedure}：向{body}提出', procedure_moved: '{procedure}：{to}', consultation_closed: '咨询已答复：{answer}',
  contact_logged: '和{with}联系（{way}，{reached}）：{text}', risk_graded: '风险等级定为{grade}{why}', service_planned: '安排{service}，由{provider}办，{due} 前',
  service_done: '后续服务已办：{result}', service_declined: '本人不需要这项服务{why}', visit_made: '回访（{way}，{satisfied}）：{text}',
  task_set: '请{agency}办理：{what}，{due} 前', task_done: '部门办理结果：{result}', transfer_sent: '移送{to}：{matter}', transfer_answered: '移送得到答复：{accepted}{result}',
  case_archived: '归档：{pages} 页，保管 {retention_years} 年', fact_cancelled: '撤掉{fact}登记：{reason}', reception_corrected: '更正收件：{reason}',
  session_corrected: '更正调解记录：{reason}', inquiry_corrected: '更正征询答复：{reason}', limitation_suspended: '时效中止 {from} 至 {to}：{why}',
} as const

export const besideHistory = {
  reached: '联系上了', notReached: '没有联系上', taken: '对方接收', notTaken: '对方不接收', why: '（{text}）', rest: '，{text}',
} as const
