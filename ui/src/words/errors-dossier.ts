import { SAFE, type Words } from './said'

const NOT_NOTED = '没有登记。'

/** Dossier, copies that leave the house, verification, service. */
export default {
  'dossier.empty': { what: '这个案件还没有文书，也没有收进材料，没有可装订的。', safe: SAFE, todo: '请先出文书，或者在“证据”里收材料。' },
  'dossier.busy': { what: '正在装订另一份卷宗。', safe: SAFE, todo: '请等它装完，或者先停下它。' },
  'dossier.cancelled': { what: '已经停下，没有装订。', safe: SAFE, todo: '要装订时再点“装订”。' },
  'label.no_evidence': { what: '本案还没有证据，没有标签可打。', safe: SAFE, todo: '请先在“证据”里收材料。' },
  'label.no_names': { what: '没有要打桌签的人。', safe: SAFE, todo: '请至少选一个人，或者写一个名字。' },
  'label.too_many': { what: '一次最多打 {most} 张桌签。', safe: SAFE, todo: '请分几次打。' },
  'protect.password_short': { what: '密码太短，至少要 {min} 个字符。', safe: '没有存。', todo: '请换一个长些的。' },
  'protect.password_characters': {
    what: '密码里有汉字、空格或者别的软件打不出的字符，或者超过 127 个字符。',
    safe: '没有存。',
    todo: '请只用字母、数字和键盘上的符号。',
  },
  'protect.password_plain': { what: '密码只有字母或者只有数字，太好猜。', safe: '没有存。', todo: '请字母和数字都用上。' },
  'protect.no_random': { what: '系统没有给出随机数，加密副本没有做成。', safe: SAFE, todo: '请重新打开程序再试。' },
  'file.no_place': { what: '没有说存到哪里。', safe: SAFE, todo: '请选一个文件夹。' },
  'verify.locked': { what: '“{name}”有密码，或者密码不对。', safe: SAFE, todo: '请输入打开它的密码。' },
  'verify.cancelled': { what: '已经停下，没有看完。', safe: '文件没有改动，也没有归到案件里。', todo: '要看时再选一次。' },
  'verify.unreadable': { what: '“{name}”打不开：不是 PDF 或者照片，或者已经损坏。', safe: SAFE, todo: '请换一份，或者重新扫描。' },
  'paper.unreadable': { what: '这份 PDF 读不出来。', safe: SAFE, todo: '请重新打开这份文书再试；还不行，从备份里找。' },
  'paper.locked': { what: '这份 PDF 有密码。', safe: SAFE, todo: '请用没有密码的一份。' },
  'refused.paper.serve.before_paper': { what: '送达日期早于文书日期 {on}。', safe: NOT_NOTED, todo: '请改成实际送达的日期。' },
  'refused.paper.serve.picture_not_filed': { what: '选的照片或者录像不在本案里。', safe: NOT_NOTED, todo: '请先在“证据”里收进来，再登记送达。' },
  'refused.paper.serve.no_consent': {
    what: '电子送达要受送达人同意。',
    safe: NOT_NOTED,
    todo: '请先问本人，同意的勾上；不同意的，改用直接送达或者邮寄。',
  },
  'refused.paper.serve.no_relation': { what: '没有写代收人和受送达人的关系。', safe: NOT_NOTED, todo: '请写上，如 配偶、前台、人事主管。' },
  'refused.paper.serve.refused_is_left': { what: '写了拒收理由，就不是直接送达。', safe: NOT_NOTED, todo: '留下文书的，选“留置”；没有留下的，不登记送达。' },
  'refused.paper.serve.no_reason': { what: '留置送达要写拒收的理由。', safe: NOT_NOTED, todo: '请写对方怎么说的。' },
  'refused.paper.serve.unproven': {
    what: '留置送达要有见证人，或者有照片、录像。',
    safe: NOT_NOTED,
    todo: '请写见证人和单位，或者先把照片收进“证据”，再选它。',
  },
} satisfies Record<string, Words>
