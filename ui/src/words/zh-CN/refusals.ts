// Why a step cannot be taken (crates/casework/src/decide, next.rs): what stands in the way, and what would make it pass.
// The article comes with the refusal. Values are made readable in words/args.ts before they are put in.
import type { Words } from '../said'
import { besideRefusals } from './refusals-beside'
import { groupRefusals } from './refusals-group'

export const refusals: Record<string, Words> = {
  ...besideRefusals,
  ...groupRefusals,
  'case.closed': { what: '这件案子已经结案。', todo: '要改先重开，写明原因。' },
  'case.conflict_open': { what: '这件案子有两台电脑记得不一样的地方还没有选定。', safe: '两份都留着。', todo: '到“冲突”里选定后再来。' },

  'case.receive.state': { what: '这件案子已经收过件了。', todo: '要改收件时间，在历史里注明。' },
  'case.receive.missing': { what: '收件还缺：{missing}。', safe: '已经填的都存着。', todo: '补上就能收；现在也可以存为咨询。' },
  'case.receive.future': { what: '收件时间{on}还没有到。', todo: '请核对日期，或看看电脑的时钟对不对。' },

  'assign.no_station': { what: '还没有选交给哪个站。', todo: '请选一个站。' },
  'assign.same_station': { what: '这件案子本来就在这个站。', todo: '请选别的站。' },
  'assign.not_answered': { what: '已经交给{station}，还没有答复。', todo: '等答复；要改派，先收回交办。' },
  'assign.nothing_to_answer': { what: '没有等着答复的交办。', todo: '刷新后再看。' },
  'assign.nothing_to_recall': { what: '没有可以收回的交办：对方已经答复，或者没有交办过。', todo: '刷新后再看。' },
  'assign.no_reason': { what: '还没有写原因。', todo: '写一句原因，县里和站里都看得到。' },
  'conflict.unknown': { what: '这一处已经选定过了。', todo: '刷新后再看。' },
  'conflict.not_in_it': { what: '选的内容不在这一处不同里。', todo: '刷新后再选。' },
  'conflict.whole_only': { what: '这是一个决定，只能整个选用或者整个不用。', todo: '请选一边。' },

  'consent.state': { what: '现在{state}，不用再征询对方。', todo: '征询意见在收件之后、受理之前做。' },
  'consent.not_respondent': { what: '问的人不是本案的被申请人。', todo: '先在当事人里把这家单位列为被申请人。' },
  'consent.future': { what: '{on}还没有到。', todo: '请核对征询或答复的日期。' },
  'consent.before_receipt': { what: '这个日期早于收件（{received}）。', todo: '收件以后才能征询，请核对日期。' },

  'case.accept.state': { what: '现在{state}，不能再受理。', todo: '受理在收件之后做一次。' },
  'case.accept.no_consent': { what: '被申请人还没有同意调解。', todo: '登记对方的答复，同意了就可以受理。' },
  'case.accept.refused_by_respondent': { what: '被申请人不同意调解。', todo: '出不予受理通知；对方改口同意的，再登记一次答复。' },
  'case.accept.no_mediator': { what: '还没有定调解员。', todo: '至少选一位调解员。' },
  'case.accept.mediator_is_party': { what: '{name}是本案当事人或者替当事人说话的人，不能当调解员。', todo: '换一位调解员。' },
  'case.accept.future': { what: '受理日期{on}还没有到。', todo: '请核对日期。' },
  'case.accept.before_receipt': { what: '受理日期早于收件（{received}）。', todo: '请核对日期。' },

  'case.refuse.state': { what: '现在{state}，不能再作不予受理。', todo: '已经受理的，谈不成就终止。' },
  'case.refuse.no_answer_on_file': { what: '卷里还没有对方不同意的答复。', todo: '先登记对方的答复，再作不予受理。' },
  'case.refuse.not_asked': { what: '还没有征询过对方。', todo: '先征询，到期没有答复再作不予受理。' },
  'case.refuse.future': { what: '{on}还没有到。', todo: '请核对日期。' },

  'session.state': { what: '现在{state}，不能记调解。', todo: '受理之后、终止之前才能排期和记录。' },
  'session.future': { what: '{on}还没有到，不能先记。', todo: '还没有谈的用“安排下一次调解”。' },
  'session.ends_before_it_begins': { what: '结束早于开始。', todo: '请核对时间。' },
  'session.nobody_present': { what: '还没有写到场的人。', todo: '至少写一个到场的人。' },

  'extension.state': { what: '现在{state}，谈不上延期。', todo: '受理之后、终止之前可以延。' },
  'extension.too_late': { what: '15日调解期已于{due}届满，不能再延。', todo: '谈不成就终止，告知双方可以申请仲裁；已经谈妥的尽快签协议。' },
  'extension.not_later': { what: '新的日期没有晚于现在的届满日（{due}）。', todo: '请写晚于{due}的日期。' },
  'extension.too_long': { what: '新就业形态的争议最晚只能延到{latest}。', todo: '请写不晚于{latest}的日期。' },
  'extension.no_paper': { what: '还没有延期同意书。', todo: '先出延期同意书，双方签名后再来确定日期。' },
  'extension.not_signed': { what: '延期同意书还缺{missing}签名。', todo: '签齐了才算数。' },

  'case.end.state': { what: '现在{state}，不能终止。', todo: '受理之后才有终止。' },
  'case.end.future': { what: '{on}还没有到。', todo: '请核对日期。' },
  'case.end.not_expired': { what: '15日调解期到{due}才届满。', todo: '期满前终止请选别的原因；确实等期满的，{due}过后再来。' },

  'referral.no_commission': { what: '还没有写交给哪个仲裁委。', todo: '填上仲裁委的名称。' },
  'referral.no_paper': { what: '还没有出复函。', todo: '先出调解转仲裁复函。' },
  'referral.future': { what: '{on}还没有到。', todo: '请核对日期。' },
  'referral.state': { what: '调解还没有结束。', todo: '调解终止后才能转；期限届满、一方不愿再谈都可以终止。' },
  'referral.no_letter': { what: '委托函还缺：{missing}。', todo: '在登记里补上来函的内容。' },
  'referral.no_application': { what: '还没有申请人本人签名的仲裁申请书。', todo: '先代拟仲裁申请书，本人签名后再转。' },

  'case.withdraw.state': { what: '现在{state}，不能再撤回。', todo: '协议生效或调解结束以后没有撤回。' },
  'case.withdraw.future': { what: '{on}还没有到。', todo: '请核对日期。' },
  'case.close.unpaid': { what: '还有 {unpaid} 元没有付清。', todo: '付清后结案；不再履行的，告知申请人可以申请仲裁或支付令。' },
  'case.close.open': { what: '这件案子还没有办完。', todo: '达成协议并付清、终止、不予受理或撤回以后才能结案。' },
  'case.close.future': { what: '{on}还没有到。', todo: '请核对日期。' },
  'case.reopen.not_closed': { what: '这件案子没有结案，不用重开。' },
  'case.reopen.future': { what: '{on}还没有到。', todo: '请核对日期。' },
  'case.reopen.before_end': { what: '重开早于上一次结束（{on}）。', todo: '请核对日期。' },
  'case.resume.referred': { what: '这件已经转到仲裁委。', todo: '请等仲裁委的处理；双方愿意再调的，由仲裁委委托回来。' },
  'case.resume.state': { what: '现在{state}，没有需要重新开始的调解。', todo: '不予受理、撤回或者没有谈成的，才有恢复调解。' },
  'case.reopen.no_reason': { what: '还没有写为什么重开。', todo: '写一句原因。' },

  'agreement.freeze.state': { what: '现在{state}，不能定稿。', todo: '受理之后、终止之前才能定协议。' },
  'agreement.freeze.check': { what: '协议还有不能过的地方：{items}。', safe: '写好的条款都在。', todo: '到起草协议里照提示改好。' },
  'agreement.freeze.signers': { what: '这份协议书的模板没有列齐双方、调解员和印章的签署处。', safe: '写好的条款都在。', todo: '请县里改好模板再定稿；缺一处，协议不能生效。' },
  'agreement.abandon.state': { what: '没有等着签的定稿。', todo: '已经生效的协议不能作废；变更要双方另签。' },
  'agreement.abandon.no_reason': { what: '还没有写为什么作废。', todo: '写一句原因。' },

  'payment.no_agreement': { what: '还没有生效的协议，不能登记收款。', todo: '协议签齐盖章后再登记。' },
  'payment.unknown_obligation': { what: '协议里没有这一期。', todo: '请从协议的各期里选。' },
  'payment.not_positive': { what: '金额要大于零。', todo: '请核对金额。' },
  'payment.too_much': { what: '多于这一期还欠的 {left} 元。', todo: '多出来的登记到下一期，或核对金额。' },
  'payment.months_of_money': { what: '缴费月份只写在社会保险缴费上。', todo: '这一期是付款，去掉月份再登记。' },
  'payment.months': { what: '缴费月份不在协议写的 {from} 至 {to} 之内，或者前后写反了。', todo: '照缴费凭证核对月份。' },
  'payment.insured_unknown': { what: '有的人不在这份协议里。', todo: '从名单里勾。' },
  'payment.future': { what: '{on}还没有到。', todo: '钱到了再登记。' },
  'payment.unknown': { what: '没有这笔收款。', todo: '刷新后再看。' },
  'payment.already_cancelled': { what: '这笔收款已经撤销过了。' },
  'payment.no_reason': { what: '还没有写为什么撤销。', todo: '写一句原因。' },

  'paper.unknown': { what: '没有这份文书。', todo: '到文书里重新打开。' },
  'paper.voided': { what: '这份文书已经作废：{reason}。', todo: '要用就重新出一份。' },
  'paper.superseded': { what: '这份文书已被后出的一份替换。', todo: '请用新的一份。' },
  'paper.sign.unknown_signer': { what: '这份文书不用他签。' },
  'paper.sign.already': { what: '{name}已经签过了。', safe: '原来的登记没有变。' },
  'paper.sign.future': { what: '签名日期{on}还没有到。', todo: '请核对日期。' },
  'paper.sign.before_paper': { what: '签名日期早于文书日期（{on}）。', todo: '请核对日期。' },
  'paper.sign.none_to_cancel': { what: '这一处没有登记过签名。', todo: '刷新后再看。' },
  'paper.sign.no_reason': { what: '还没有写哪里登错。', todo: '写一句，会留在历史里。' },
  'paper.sign.paid_already': { what: '协议已经收过款，签名不能再撤。', safe: '原来的登记没有变。', todo: '收款登错的，先撤收款；签名真的有误，写进备注，请双方另签。' },
  'paper.sign.relied_on': { what: '延期或者移送已经以这份文书为准，签名不能再撤。', safe: '原来的登记没有变。', todo: '写进备注，另出一份请双方重签。' },
  'paper.supersede.other_kind': { what: '新出的和原来的不是同一种文书。', todo: '请另外出，不要替换。' },
  'paper.supersede.signed': { what: '已经有人签过名，不能替换。', safe: '签过的那份照样有效。', todo: '另出一份，两份都留在卷里。' },
  'paper.seal.not_needed': { what: '这份文书不用盖章，或者已经盖过。' },
  'paper.void.signed': { what: '已经有人签过名，不能作废。', todo: '签过的文书就是事实；要改就另出一份，两份都留卷。' },
  'paper.void.agreement': { what: '这是协议的定稿。', todo: '要重来用“协议作废，重新起草”。' },
  'paper.void.no_reason': { what: '还没有写为什么作废。', todo: '写一句原因。' },
  'paper.serve.future': { what: '送达日期{on}还没有到。', todo: '请核对日期。' },
  'limitation.interrupt.future': { what: '{on}还没有到。', todo: '请核对日期。' },

}

/** Things a refusal says are missing. */
export const missingWords: Record<string, string> = {
  applicant_name: '申请人姓名',
  applicant_contact: '申请人的电话或住址',
  respondent_name: '被申请人名称',
  matter: '要什么（案由、诉求或经过写一样）',
  number: '案号或文号',
  served_on: '送达或签收的日期',
  amount: '金额',
  'case/entrusting': '委托机关',
  'case/entrust_letter': '委托函号',
  'case/entrust_return_by': '要求反馈的日期',
}
