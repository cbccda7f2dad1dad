// Policy packs (文书样式).
import type { Words } from './said'

const KEEPS = '文书照原来的样式印，不受影响。'

/** Why a pack could not be used, by the code of the cause. */
export const packFaults: Record<string, string> = {
  'paper.template': '模板有误',
  'paper.too_long': '排版停不下来',
  'paper.crashed': '排版程序停下了，多半是用的内存太多',
  'paper.unsettled': '页数定不下来',
  'paper.bad_kind': 'kind.toml 有误',
  'paper.missing_glyph': '它的字体里缺字',
  'paper.fonts': '字体读不出来',
  'paper.pack': '包里的文件读不出来',
  'paper.io': '文件读不出来',
}

export default {
  'pack.fell_back': { what: '“{pack}”这次没有排出{paper}（{fault}）。', safe: '已经改用“{used}”印，文书有效。', todo: '请告诉县总，修好以前可以在“设置·文书样式”里退回上一版。' },
  'pack.unusable': { what: '“{pack}”用不了（{fault}）。', safe: KEEPS, todo: '请在“设置·文书样式”里检查它，或者退回上一版。' },
  'pack.not_here': { what: '县里启用的样式还没有传到这台电脑。', safe: '先用上一版印。', todo: '连上网同步以后就会有，不用等。' },
  'pack.unsigned': { what: '“{pack}”没有签发，不能用。', safe: KEEPS, todo: '可以预览；要用，请县总检查以后签发。' },
  'pack.changed': { what: '“{pack}”在签发以后被改过，不能用。', safe: KEEPS, todo: '请向县总重新要一份。' },
  'pack.foreign': { what: '“{pack}”不是本县县总签发的（{by}），不能用。', safe: KEEPS, todo: '可以预览；要用，请本县县总检查以后签发。' },
  'pack.revoked': { what: '签发“{pack}”的电脑已被县里停用（{by}），不能用。', safe: KEEPS, todo: '请县总用现在的电脑重新签发。' },
  'pack.no_path': { what: '还没有写文件夹或者文件在哪里。', todo: '请写完整位置，如 D:\\文书样式。' },
  'pack.folder_not_empty': { what: '文件夹里已经有东西：{path}。', safe: '里面的文件没有动。', todo: '请换一个新文件夹。' },
  'pack.none_in_force': { what: '现在用的是随附样式，没有可检查的包。', todo: '请选一个文件夹或者样式包。' },
  'pack.no_sample': { what: '{title}没有样例，排不出预览。', todo: '请在它的文件夹里放一份 sample.json，或者选一个案件来看。' },
  'pack.not_the_county': { what: '签发样式由县总的电脑来做。', safe: '文件夹没有动。', todo: '请把文件夹交给县总。' },
  'pack.no_proof': { what: '县级中心的接入记录还没有传到这台电脑，暂时不能签发。', safe: '文件夹没有动。', todo: '请先同步一次，再签发。' },
  'pack.fails': { what: '检查没有通过，有{errors}处要改，头一处：{first}。', safe: '没有签发。', todo: '请按检查结果改好再签发。' },
  'pack.not_newer': { what: '这个包的版本号是{version}，已经有{known}。', safe: '没有签发。', todo: '请在 pack.toml 里把 version 改大。' },
  'pack.nothing_before': { what: '没有更早的样式可以退回。', safe: KEEPS },
  'pack.no_meta': { what: '这里没有 pack.toml，不是样式包。', todo: '请选导出的那个文件夹，或者 .fqpack 文件。' },
  'pack.bad_meta': { what: 'pack.toml 第{line}行：{detail}。', todo: '请改好再来。' },
  'pack.newer': { what: '这个样式包要更新的程序才能用。', safe: KEEPS, todo: '请先更新枫桥驿。' },
  'pack.bad_path': { what: '包里的“{path}”不能收：{why}。', safe: '什么都没有写进来。', todo: '请删去或者改名以后再来。' },
  'pack.too_large': { what: '“{path}”超过{limit_mb}MB，太大了。', safe: '什么都没有写进来。', todo: '请去掉用不着的图片和字体。' },
  'pack.too_many': { what: '文件超过{limit}个，太多了。', safe: '什么都没有写进来。', todo: '请确认选对了文件夹。' },
  'pack.damaged': { what: '文件打不开，可能没有拷完整。', safe: '什么都没有写进来。', todo: '请重新拷一份。' },
  'pack.io': { what: '读写不了：{path}。', todo: '请核对位置，看U盘是否插好、是否有空间。' },
  'paper.too_long': { what: '{kind}排了{seconds}秒还没有排完，已经停下。', safe: '没有存成文书。', todo: '请把过长的内容分段再试；用的是县里的样式时，告诉县总检查它。' },
  'paper.pack': { what: '样式包里的文件读不出来。', safe: KEEPS, todo: '请向县总重新要一份。' },
} satisfies Record<string, Words>
