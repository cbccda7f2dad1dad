import { SAFE, type Words } from './said'

const HERE = '已登记的内容都在本机，没有丢。'

/** The line to the county's centre, and what only the county may do. */
export default {
  'sync.no_line': { what: '没有连上县级中心。', safe: '已登记的内容都在本机，', todo: '恢复网络后会自动传。' },
  'sync.wrong_pin': {
    what: '那个地址上应答的不是接入码里的那个县级中心，本机没有传任何东西。',
    safe: HERE,
    todo: '请打电话问县级中心是不是换了机器；换了的，请县里重发接入码。',
  },
  'sync.not_enrolled': { what: '本机还没有接入县级中心。', safe: SAFE, todo: '请到“同步”里填接入码。' },
  'sync.code_not_a_code': { what: '这段文字不是接入码。', todo: '接入码以 FQ1- 开头，请从县里给的文件或短信里整段复制。' },
  'sync.code_damaged': { what: '接入码缺了或错了几个字。', todo: '请整段重新复制一遍，或者直接打开县里给的文件。' },
  'sync.code_no_qr': { what: '这张图里没有认出二维码。', todo: '请把二维码拍正、拍满、拍清楚再试；或者把接入码的文字粘进来。' },
  'sync.code_other_qr': { what: '图里有二维码，但不是接入码。', todo: '请用县级中心给的那一张。' },
  'sync.code_file': { what: '这个文件不是文字，也不是图片。', todo: '请打开县里给的 txt 文件，或者二维码的照片（jpg、png）。' },
  'sync.code_newer': { what: '这个接入码是更新版本的程序做的。', safe: SAFE, todo: '请先把本机的枫桥驿升级，再填一次。' },
  'sync.code_used': { what: '这个接入码已经用过。', safe: SAFE, todo: '一个码只接一台电脑，请县级中心再发一个。' },
  'sync.code_expired': { what: '这个接入码已过有效期。', safe: SAFE, todo: '请县级中心再发一个。' },
  'sync.code_unknown': { what: '县级中心没有发过这个接入码，或者已经收回。', safe: SAFE, todo: '请核对是不是本县的码，再请县级中心发一个。' },
  'sync.desk_too_old': { what: '县级中心已经升级，本机的版本太旧，传不过去。', safe: HERE, todo: '请把本机的枫桥驿升级，升级后自动接着传。' },
  'sync.desk_newer': { what: '本机的版本比县级中心新，中心还收不下。', safe: HERE, todo: '请告诉县级中心升级；中心升级后自动接着传。' },
  'sync.hub_newer': { what: '本机和县级中心的版本对不上。', safe: HERE, todo: '请把两边的枫桥驿升到同一版本，之后自动接着传。' },
  'sync.not_proved': {
    what: '县级中心送来的内容没有通过核对，本机没有收。',
    safe: HERE,
    todo: '会自动再取；一直这样，请打电话告诉县级中心。',
  },
  'sync.too_large': { what: '有一条记录太大，中心收不下。', safe: HERE, todo: '请看是不是把很长的文字整篇贴进了一栏，分开存后再传。' },
  'sync.disk_full': { what: '本机的磁盘满了，中心送来的内容存不下。', safe: '先前存的都在。', todo: '请腾出一些空间，会自动接着收。' },
  'sync.locked': { what: '本机锁定期间不传。', safe: SAFE, todo: '解锁后自动接着传。' },
  'sync.store': { what: '本机的数据库没有让同步写进去。', safe: '先前存的都在。', todo: '请关掉枫桥驿重新打开；还这样，先做一次备份。' },
  'sync.revoked': {
    what: '县级中心已经停用本机，传出的内容要由县里先看过才算数。',
    safe: HERE,
    todo: '请打电话问县级中心。要再用本机，请县里专门发一个找回用的接入码，在这里填上。',
  },
  'sync.unconfirmed': {
    what: '县级中心还没有核对本机的指纹，先只收本机的，不往本机发。',
    safe: HERE,
    todo: '请打电话给县级中心，把下面的指纹念给他们听。',
  },
  'sync.device_unknown': {
    what: '县级中心的名单里没有本机，可能是中心从旧备份恢复过。',
    safe: HERE,
    todo: '请县级中心再发一个接入码，在这里填上就接着传。',
  },
  'sync.hub_quota': { what: '本机今天传的已经到了县级中心定的上限。', safe: HERE, todo: '明天会自动接着传；今天就要传的，请县级中心放宽。' },
  'sync.code_other_device': { what: '这个接入码是发给另一台电脑找回用的。', safe: HERE, todo: '请向县级中心另要一个接入码。' },
  'sync.hub_full': { what: '县级中心的磁盘满了，暂时收不下。', safe: HERE, todo: '请告诉县级中心腾出空间，之后会自动接着传。' },
  'sync.refused': { what: '县级中心没有收下（{code}）。', safe: HERE, todo: '会自动再试；一直这样，把括号里的字抄给县级中心。' },
  'conflict.foreseen': { what: '这一处不同是本机预先看出来的，县级中心还没有收到。', safe: '两份都留着。', todo: '请等同步完再选；没有网络时，先照“现在算数的”办。' },
  'county.not_the_county': { what: '交办只有县级中心的电脑能做。', safe: SAFE, todo: '请把案号报给县级中心，由那边交办。' },
  'county.not_ours': { what: '这件案子由{station}办理，本机只能看。', safe: SAFE, todo: '要改，请打电话给那边；县里可以用印、记一笔、交办。' },
  'clock.skew': { what: '本机时钟和县级中心相差 {minutes} 分钟。', safe: '已有的记录都在。', todo: '请把日期时间调对；期限都按本机时钟算。' },
  'clock.skew.ahead': { what: '本机时钟比县级中心快 {minutes} 分钟。', safe: '已有的记录都在。', todo: '请把日期时间调对；期限都按本机时钟算。' },
  'clock.skew.behind': { what: '本机时钟比县级中心慢 {minutes} 分钟。', safe: '已有的记录都在。', todo: '请把日期时间调对；期限都按本机时钟算。' },
} satisfies Record<string, Words> as Record<string, Words>
