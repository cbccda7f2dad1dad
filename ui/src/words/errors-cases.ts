import { SAFE, TYPED_SAFE, type Words } from './said'
import { refusals } from './zh-CN/refusals'

/** 登记 and 案件: refusals of the law, and what a typed value may lack. */
export default {
  ...Object.fromEntries(Object.entries(refusals).map(([code, words]) => [`refused.${code}`, words])),
  'case.not_found': { what: '没有找到这件案子。', safe: SAFE, todo: '请到“案件”里重新找一下。' },
  'case.unknown': { what: '没有找到这件案子。', safe: SAFE, todo: '请到“案件”里重新找一下。' },
  'case.note_empty': { what: '还没有写字。', todo: '写一句再记。' },
  'field.unknown_field': { what: '这一项本版本不认得。', safe: TYPED_SAFE, todo: '请把程序升级后再填。' },
  'field.not_a_date': { what: '没有认出是哪一天。', safe: TYPED_SAFE, todo: '可以写 20261120、11-20 或 明天。' },
  'field.not_an_amount': { what: '没有认出是多少钱。', safe: TYPED_SAFE, todo: '可以写 8000、8,000.00 或 1.2万。' },
  'field.not_a_choice': { what: '这一项要从列出的里面选。', safe: TYPED_SAFE },
  'screen.no_time': { what: '没有认出是哪一天或几点。', safe: TYPED_SAFE, todo: '日期可以写 11-24、明天；时间可以写 9:30、下午3点。' },
  'screen.file_too_big': { what: '“{name}”有 {mb} MB，太大，没有存。', safe: SAFE, todo: '可以拍成照片，或分开存。' },
} satisfies Record<string, Words> as Record<string, Words>
