// 外卖骑手, 伤残十级: platform and partner firm together, benefits by grade, and the one head a payment order covers.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, accept, due, freeze, id, intake, says, session } from '../steps.mjs'
import { fen } from '../tables.mjs'
import { idNumber } from '../people.mjs'

const LUMP = fen(42_000) // 十级: 7 months of his own wage
const MEDICAL = fen(9_300)
const RULE = { accident: '2026-06-12', grade: '10', insured: 'no', own_wage: fen(6_000), medical: MEDICAL, area: '532823' }

export default async function play(desk, screen) {
  await desk.open('2026-11-04T09:00:00+08:00')
  await desk.setUp()
  const one = await intake(desk, {
    worker: { name: '许某', phone: '13800000077', address: '某某县某某镇', id_number: idNumber('1994-09-03', 77), sex: 'male', birth: '1994-09-03', employment: 'platform', employed_from: '2025-03-01', occupation: '外卖骑手' },
    firm: { name: '某某配送服务有限公司', ...FIRM, chain_role: 'partner' },
    claim: { head: 'injury', amount: '42,000' },
    rest: {
      'case/cause': 'injury', 'case/place': '某某县城区', 'case/evidence': ['chat', 'other'],
      'case/narrative': '6月12日送餐途中摔伤，鉴定为伤残十级。站点没有给我参加工伤保险，医药费垫了9,300元。',
      'case/demand': '要伤残补助和医药费。',
    },
  })
  const medical = await desk.row(one.id, 'claims', { head: 'injury_medical', amount: '9300' })
  const platform = await desk.row(one.id, 'parties', { role: 'respondent', kind: 'employer', name: '某某外卖平台有限公司', chain_role: 'platform', contact: '高某', contact_phone: '13900000078' })
  await desk.call('case.save', { case: one.id })
  const triage = await desk.call('case.triage', { case: one.id })
  const codes = triage.remarks.map((r) => r.code)
  ok(codes.includes('employment.platform') && codes.includes('platform.co_respondents'), codes)
  await screen.case(desk, one)
  await screen.picture('triage')

  // By grade: who pays, and what of it nobody has confirmed.
  const { work } = await desk.call('law.compute', { rule: 'injury', input: RULE })
  const heads = Object.fromEntries(work.heads.map((h) => [h.cause, h.amount]))
  same(heads, { injury: LUMP, injury_medical: MEDICAL })
  ok(work.heads.every((h) => h.payer.includes('未参保')), JSON.stringify(work.heads))
  await desk.call('law.keep', { case: one.id, rule: 'injury', input: RULE, heads: [0], claim: one.claim, member: null, amount: false })
  const sheet = await desk.issue(one.id, 'calculation-sheet')
  await says(desk, one.id, sheet, ['42,000.00', '第37条'])

  // Both firms at the table; the partner pays, half in the room's month and half before the year ends.
  await accept(desk, one)
  await desk.call('case.ask_consent', { case: one.id, party: platform, way: 'phone' })
  await session(desk, one, '2026-11-04T14:00:00+08:00', [
    { name: '许某', capacity: '申请人' }, { name: '刘某', capacity: '配送公司负责人' }, { name: '高某', capacity: '平台公司法务' },
  ], [{ who: '某某配送服务有限公司', text: '医药费先付，伤残补助月底付。' }], '分两项支付。', 'agreed', { kind: 'tripartite' })
  const term = (what, claim, amount, on) => desk.row(one.id, 'terms', { kind: 'money', what, claim, amount, due: on, payer: one.firm, payee: one.worker, method: 'cash' })
  await term('工伤医疗费', medical, '9300', '2026-11-20')
  await term('一次性伤残补助金', one.claim, '42000', '2026-11-30')
  const paper = await freeze(desk, one)
  await says(desk, one.id, paper, ['许某', '某某配送服务有限公司', '9,300.00', '42,000.00'])
  await desk.sign(one.id, paper)
  due(await desk.look(one.id), 'confirmation_application', '2026-12-04')

  // Neither is paid: the order is for the medical costs alone, the rest goes to arbitration (调解仲裁法第16条).
  await desk.turnTo('2026-12-01T09:00:00+08:00')
  const late = await desk.look(one.id)
  same(late.duties.map((d) => d.state), ['overdue', 'overdue'])
  const prefill = await desk.call('procedure.prefill', { case: one.id, kind: 'payment_order' })
  same([prefill.amount, prefill.body.name], [MEDICAL, '勐腊县人民法院'])
  await screen.case(desk, one)
  await screen.by('step-payment_order').click()
  await screen.by('step-told').waitFor()
  await screen.picture('order')
  await screen.by('step-cancel').click()
  const application = await desk.issue(one.id, 'payment-order-application')
  await says(desk, one.id, application, ['许某', '9,300.00', '勐腊县人民法院'])
  const asked = await desk.read(one.id, application.row.paper.id)
  ok(!asked.includes('42,000.00'), asked)
  ok(late.steps.find((s) => s.code === 'arbitration')?.refusal === null, 'arbitration is open for all of it')

  // Paid after the reminder.
  const letter = await desk.issue(one.id, 'dunning-letter')
  await says(desk, one.id, letter, ['51,300.00', '支付令', '仲裁'])
  await desk.turnTo('2026-12-08T09:00:00+08:00')
  for (const duty of late.duties) await desk.call('payment.receive', { case: one.id, obligation: duty.id, amount: duty.left, way: 'cash', on: null, note: '' })
  const paid = await desk.look(one.id)
  same([paid.performance.paid, paid.performance.complete], [LUMP + MEDICAL, true])
  // Follow-up: somebody looks after him.
  await desk.call('service.plan', { case: one.id, what: { id: id(), party: one.worker, service: 'hardship', provider: '某某县总工会', due: '2027-01-08', note: '' } })
  await screen.case(desk, one, 'after')
  await screen.picture('after')
}
