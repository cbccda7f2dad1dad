import { SAFE, TYPED_SAFE, type Words } from './said'

const FROZEN_SAFE = '文书已定稿，不受影响。'

/** Agreement, papers, printing and scans. */
export default {
  'refused.agreement.freeze.state': {
    what: '现在不能定稿：案件受理以后、协议生效以前才能定稿。',
    safe: TYPED_SAFE,
    todo: '请回到案件页看“下一步”。',
  },
  'refused.agreement.freeze.check': { what: '协议里还有要改的地方，没有定稿。', safe: TYPED_SAFE, todo: '请按“检查”里的逐项改好。' },
  'refused.agreement.abandon.state': {
    what: '这一稿不能停用：只有定稿后、生效前的协议可以停用。',
    safe: SAFE,
    todo: '协议已生效的，双方要改，另签补充协议。',
  },
  'refused.agreement.abandon.no_reason': { what: '没有写停用的原因。', todo: '请写一句，会记入案件历史。' },
  'refused.paper.unknown': { what: '案件里没有这份文书。', safe: SAFE, todo: '请从文书列表里重新打开。' },
  'refused.paper.voided': { what: '这份文书已经作废（{reason}）。', todo: '请在案件的“文书”里用新的一份。' },
  'refused.paper.superseded': { what: '这份文书已经另出新稿。', todo: '请打开新稿。' },
  'refused.paper.sign.unknown_signer': { what: '这份文书上没有这个签署人。', safe: SAFE, todo: '请关掉这一页重新打开。' },
  'refused.paper.sign.already': { what: '{name}已经登记过签署。', safe: '原来的登记没有动。', todo: '登错了的，点“登错了”撤回这一处。' },
  'refused.paper.sign.future': { what: '签署时间还没有到。', safe: '没有登记。', todo: '请改成实际签署的时间。' },
  'refused.paper.sign.before_paper': {
    what: '签署时间早于文书日期 {on}。',
    safe: '没有登记。',
    todo: '请改成定稿以后的时间。',
  },
  'refused.paper.seal.not_needed': { what: '这份文书不用再用印。', safe: SAFE },
  'refused.paper.void.signed': { what: '已经有人签了，不能作废。', safe: SAFE, todo: '请另出一份，两份都留卷。' },
  'refused.paper.void.agreement': { what: '协议书不能单独作废。', safe: SAFE, todo: '请停用这一稿，回到草稿。' },
  'refused.paper.void.no_reason': { what: '没有写作废的原因。', todo: '请写一句，会记入案件历史。' },
  'refused.paper.serve.future': { what: '送达日期还没有到。', safe: '没有登记。', todo: '请改成实际送达的日期。' },
  'payment.nobody': { what: '没有勾收款的人，没有登记。', safe: TYPED_SAFE, todo: '请勾上收到钱的人。' },
  'refused.payment.no_agreement': { what: '还没有协议，不能登记收款。', safe: SAFE, todo: '请先定稿并签署协议书。' },
  'refused.payment.unknown_obligation': { what: '协议里没有这一期。', safe: SAFE, todo: '请关掉这一页重新打开。' },
  'refused.payment.not_positive': { what: '收款金额要大于零。', safe: '没有登记。', todo: '请核对金额。' },
  'refused.payment.future': { what: '收款日期还没有到。', safe: '没有登记。', todo: '请改成实际收款的日期。' },
  'refused.case.conflict_open': {
    what: '本案有两台设备写法不一致的地方，没有定稿。',
    safe: '两边写的都在。',
    todo: '请先选定用哪一个。',
  },
  'refused.case.closed': { what: '本案已经归档。', safe: SAFE, todo: '要改的，请先在案件页重新打开。' },

  'paper.missing': { what: '文书上还有空着的地方，没有出。', safe: TYPED_SAFE, todo: '请按列出的逐项写好。' },
  'paper.missing_glyph': {
    what: '“{character}”（{codepoint}）这个字本机字库里没有，这份文书没有出。',
    safe: TYPED_SAFE,
    todo: '是姓名用字的，请安装“生僻字库”后再试；已经装了还没有的，请用拼音代替并写明原字。是表情符号的，请删去。',
  },
  'paper.bad_character': {
    what: '“{near}”里混进了一个各台电脑显示不一样的符号（{codepoint}），这份文书没有出。',
    safe: TYPED_SAFE,
    todo: '请删去这个符号；是姓名里的生僻字的，请换新版输入法重新打这个字。',
  },
  'paper.unknown_kind': { what: '没有“{kind}”这种文书。', safe: SAFE, todo: '请更新文书模板包。' },
  'paper.bad_kind': { what: '文书模板“{kind}”的说明文件读不懂（{detail}）。', safe: SAFE, todo: '请换回原来的模板包。' },
  'paper.bad_data': { what: '有一项写法上不了纸面（{path}：{detail}）。', safe: TYPED_SAFE, todo: '请改好这一项再试。' },
  'paper.template': { what: '文书模板“{kind}”有错（{detail}）。', safe: TYPED_SAFE, todo: '请换回原来的模板包，或把括号里的字抄给县总。' },
  'paper.fonts': { what: '没有找到文书用的字体（{dir}）。', safe: SAFE, todo: '请重新安装枫桥驿。' },
  'paper.io': { what: '文书模板读不出来（{path}）。', safe: SAFE, todo: '请看磁盘是否还在，或重新安装枫桥驿。' },
  'paper.unsettled': { what: '这份文书的页数排不定。', safe: TYPED_SAFE, todo: '请把最长的一段分成两段再试。' },
  'paper.dropped': { what: '排版停了。', safe: TYPED_SAFE, todo: '请再试一次。' },
  'paper.crashed': { what: '排这份文书时程序停了一下，已经恢复。', safe: TYPED_SAFE, todo: '请再试一次；还不行，把这句话抄给县总。' },
  'paper.not_at_this_state': { what: '案件现在还不能出《{title}》。', safe: SAFE, todo: '请回到案件页看“下一步”。' },
  'paper.number_taken': { what: '文号刚被另一个窗口用掉了，没有出。', safe: TYPED_SAFE, todo: '请再按一次“出文书”，会用下一个号。' },
  'paper.unknown': { what: '案件里没有这份文书。', safe: SAFE, todo: '请从文书列表里重新打开。' },
  'agreement.rows_exist': { what: '协议里已经有付款，没有再带入。', safe: TYPED_SAFE, todo: '要重新带入的，先删去各期。' },
  'paper.unreadable': { what: '“{label}”里有认不出的数字、金额或日期，没有出。', safe: TYPED_SAFE, todo: '请改好这一项再出。' },
  'matter.needs_dispute': { what: '《{title}》要在案件里出。', safe: SAFE, todo: '请打开案件，在“文书”里选它。' },
  'printer.bad_pages': { what: '没有认出要打哪几页（共 {pages} 页）。', safe: FROZEN_SAFE, todo: '从小到大写，如 1-2，4。' },
  'paper.not_found': { what: '没有找到这份文书的文件。', safe: SAFE, todo: '请从备份恢复，或另出新稿。' },

  'printer.none': { what: '这台电脑上没有装打印机。', safe: FROZEN_SAFE, todo: '请在系统里添加打印机，或另存 PDF 到别的电脑上打。' },
  'printer.no_system': { what: '系统的打印服务没有应答。', safe: FROZEN_SAFE, todo: '请重新启动电脑的打印服务，或另存 PDF 到别的电脑上打。' },
  'printer.gone': { what: '打印机“{queue}”不在了。', safe: FROZEN_SAFE, todo: '请换一台打印机再打印。' },
  'printer.refused': { what: '打印机“{queue}”没有收下（{detail}）。', safe: FROZEN_SAFE, todo: '请看打印机上的提示，或换一台打印机再打印。' },

  'scan.unread': { what: '“{name}”上没有认出二维码。', safe: '原来的文件没有动。', todo: '请选它是第几页，或重新扫描清楚些。' },
  'scan.unknown_paper': { what: '二维码上的文书不在本机。', safe: '原来的文件没有动。', todo: '请核对是不是这台电脑出的文书。' },
  'scan.other_text': {
    what: '这张纸和本机里的文字对不上，可能是旧稿或改动过。',
    safe: '没有归入，原来的文件没有动。',
    todo: '请核对纸上的核对码；确实要留卷的，作为证据附到案件里。',
  },
} satisfies Record<string, Words> as Record<string, Words>
