// Steps of groups, offers, the second reading and performance (crates/casework/src/next/group.rs).
import type { StepWords } from './steps'

export const groupSteps: Record<string, StepWords> = {
  representatives: { title: '推举职工代表', hint: '{fewest}至{most}名，出推举书，职工签名。' },
  member_consent: { title: '请{count}名职工签名认可金额', hint: '在附表上签名，或者登记书面、录音录像的同意。' },
  split: { title: '把没同意的{count}名职工分成另案', hint: '收件日不变，各走各的期限。' },
  second_reading: { title: '复核协议条款', hint: '重大或者群体争议，由另一个人看过才能定稿。' },
  offer: { title: '记一次出价', hint: '谁、出多少、带什么条件。' },
  settle: { title: '当场付清，登记即时履行', hint: '先出收款收据并签名。' },
  obligation_event: { title: '第{no}项付款条件成就', hint: '登记哪一天成就，付款日从那天算。' },
  obligation_done: { title: '第{no}项做完了', hint: '{what}，附上证明。' },
  dunning: { title: '第{no}期逾期{late_days}天，出催告函', hint: '还欠 {left} 元。' },
  performance_done: { title: '全部履行完毕，出确认书', hint: '各期和各项都对上了。' },
  answer_offer: { title: '登记对出价的答复', hint: '接受的，下一步起草协议。' },
  cancel_offer: { title: '撤销一次出价', hint: '记错了才撤，原来的登记留在历史里。' },
  take_back_consent: { title: '撤销职工同意', hint: '定稿以前可以撤销。' },
  take_back_duty: { title: '撤销登记', hint: '记错了才撤，原来的登记留在历史里。' },
  correct_payment: { title: '更正收款', hint: '金额、日期、收款人、凭证都可以改，写明原因。' },
  team: { title: '确定调解小组', hint: '写清每个人的单位；重大争议要三人以上或者几个单位联合。' },
}
