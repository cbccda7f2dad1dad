// Calculators and the dated values of the law.
import { SAFE, type Words } from './said'

const FORM = '填的都还在，没有存成记录。'

export default {
  'rule.unknown': { what: '没有“{id}”这种计算。', todo: '请从计算器里选一种。' },
  'rule.input_missing': { what: '还缺{label}。', safe: FORM, todo: '填上就算出来。' },
  'rule.input_unknown': { what: '这种计算不用“{label}”这一项。', safe: FORM, todo: '请删去后再算。' },
  'rule.input_order': { what: '{label}的先后不对。', safe: FORM, todo: '请核对起止。' },
  'rule.input_twice': { what: '{label}有两行是同一天或同一个月。', safe: FORM, todo: '请并成一行。' },
  'rule.input_bad': { what: '{label}填得不对。', safe: FORM, todo: '请核对后再填。' },
  'rule.input_bad.money': { what: '{label}不是能写在纸上的金额。', safe: FORM, todo: '请核对位数，只到分。' },
  'rule.input_bad.day': { what: '{label}不是一个日期。', safe: FORM, todo: '可以写 20261120。' },
  'rule.input_bad.month': { what: '{label}不是一个月份。', safe: FORM, todo: '可以写 2026-09。' },
  'rule.input_bad.hours': { what: '{label}不是小时数，或一天超过 24 小时。', safe: FORM, todo: '可以写 2.5 或 2:30。' },
  'rule.input_bad.count': { what: '{label}要写整数。', safe: FORM },
  'rule.input_bad.decimal': { what: '{label}要写数字。', safe: FORM },
  'rule.input_bad.area': { what: '{label}不是行政区划代码。', safe: FORM, todo: '请从名单里选。' },
  'rule.input_bad.choice': { what: '{label}不在可选的里面。', safe: FORM, todo: '请从名单里选。' },
  'rule.input_bad.too_many': { what: '{label}的行数太多。', safe: FORM, todo: '请分次计算。' },
  'rule.too_large': { what: '算出的金额太大，纸上写不下。', safe: FORM, todo: '请核对工资和年限的位数。' },
  'law.parameter_unknown': { what: '没有“{id}”这个标准。', todo: '请从名单里选。' },
  'law.parameter_value': { what: '{label}的数值没有认出（单位是{unit}）。', safe: '还没有登记。', todo: '请只写数字。' },
  'law.parameter_area': { what: '{label}的地区不在名单里。', safe: '还没有登记。', todo: '请从名单里选省、州（市）或县。' },
  'law.parameter_source': { what: '{label}还没有写来源。', safe: '还没有登记。', todo: '请写谁说的，或文件名和文号。' },
  'law.parameter_order': { what: '{label}的止早于起。', safe: '还没有登记。', todo: '请核对日期。' },
  'law.parameter_twice': { what: '{label}从 {from} 起已经登记过。', safe: '原来的没有动。', todo: '写错了的先划去那一行，再登记。' },
  'law.parameter_gone': { what: '这一行已经划去，或不是登记的。', safe: SAFE, todo: '请重新打开“标准数值”看一遍。' },
  'law.parameter_reason': { what: '还没有写为什么划去。', safe: '这一行没有动。', todo: '请写一句原因。' },
} satisfies Record<string, Words>
