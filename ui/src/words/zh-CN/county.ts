/** Whose case it is, what the county gives to a station, what the station answers. */
export default {
  /** A station that this desk has not been told the name of. */
  elsewhere: '别的站',
  readOnly: '由{station}办理 · 本机只看',
  readOnlyCounty: '由{station}办理 · 本机只看，县里能做的在右边',
  withdrawn: '已移交{station}，这里是移交时的样子，本机不再写。',
  wait: '已交办给{station}，等答复。',
  waitDue: '已交办给{station}，等答复，期限 {day}。',
  accepted: '{station}已接收交办。',
  declined: '{station}退回了交办，案件回到本处。',
  ask: '县里把这件案子交办给本站。',
  askDue: '请 {day} 前答复。',
  askMediator: '指定调解员 {name}。',
  askNote: '县里说：{note}',
  accept: '接收',
  decline: '退回',
  declineWhy: '为什么退回',
  declineHint: '如 不在本站辖区；县里看得到',
  declineGo: '退回{from}',
  doneAccept: '已接收，这件由本站办。',
  doneDecline: '已退回{from}。',
  assign: {
    title: '交办给站', hint: '选站、定期限，案件连同历史一起过去。', to: '交给', toHint: '选一个站', none: '中心还没有报来站的名单，接上网后再试。', mediator: '调解员', mediatorHint: '可不填，由站里定',
    due: '答复期限', dueHint: '可不填', note: '交办的话', noteHint: '如 对方已同意见面，尽快约', go: '交办', done: '已交办给{station}，等那边答复。',
    now: '现由{station}办理',
  },
}
