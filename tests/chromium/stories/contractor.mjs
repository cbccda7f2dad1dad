// 包工头失联: the chain behind him, who pays first and who only up to what it still owes, and the way to the bailiff.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, clock, consent, due, freeze, id, intake, procedure, says, session } from '../steps.mjs'
import { fen } from '../tables.mjs'
import { idNumber } from '../people.mjs'

const OWED = fen(46_000)
const FIRST = fen(16_000)
const SECOND = fen(30_000)
const UNPAID_PROJECT = fen(25_000)

export default async function play(desk, screen) {
  await desk.open('2026-11-02T09:00:00+08:00')
  await desk.setUp()
  const one = await intake(desk, {
    worker: { name: '宋某', phone: '13800000002', address: '某某省某某县某某镇', id_number: idNumber('1979-04-21', 1), sex: 'male', birth: '1979-04-21', employment: 'oral_ended', employed_from: '2025-08-01', ended_on: '2026-10-10', occupation: '钢筋工', vulnerable: ['migrant'] },
    firm: { name: '某某建设有限公司', ...FIRM, chain_role: 'general' },
    claim: { head: 'unpaid_wages', from: '2025-12', to: '2026-10', amount: '46,000' },
    rest: {
      'case/cause': 'unpaid_wages', 'case/place': '某某小区三期工地', 'case/project': '某某小区三期', 'case/project_money_due': '25,000',
      'case/commission': '勐腊县劳动人事争议仲裁委员会', 'case/court': '勐腊县人民法院', 'case/evidence': ['attendance', 'chat', 'witness'],
      'case/narrative': '跟着包工头赵某在三期工地扎钢筋一年多，说好日工资300元。2025年12月起陆续欠，到完工一共欠46,000元，有赵某写的工资条。10月中旬起电话停机，人找不到。',
      'case/demand': '要回工资。',
    },
  })
  const third = (values) => desk.row(one.id, 'parties', { role: 'third', kind: 'employer', ...values })
  await third({ name: '某某劳务有限公司', chain_role: 'sub', contact: '李某', contact_phone: '13900000011' })
  const gang = await third({ name: '赵某', chain_role: 'gang', lost: true, contact_phone: '13900000012' })
  await third({ name: '某某置业有限公司', chain_role: 'owner', contact: '周某', contact_phone: '13900000013' })

  // 诊: the chain is seen, the lost man is named, and inspection is open beside mediation.
  await desk.call('case.save', { case: one.id })
  const triage = await desk.call('case.triage', { case: one.id })
  const codes = triage.remarks.map((r) => r.code)
  ok(codes.includes('party.lost'), codes)
  same([triage.risk.grade, triage.estimate.total], ['larger', OWED])
  const routes = Object.fromEntries(triage.routes.map((r) => [r.kind, r.open]))
  ok(routes.mediation && routes.arbitration && routes.inspection, JSON.stringify(triage.routes))
  await screen.case(desk, one)
  const read = screen.by('triage')
  for (const words of ['赵某联系不上', '2027-10-10', '2028-10-31']) await read.filter({ hasText: words }).waitFor()
  await screen.picture('chain')
  const advice = await desk.issue(one.id, 'advice', { 'advice.told': '一年多的工资被欠，包工头找不到了。', 'advice.next.0.what': '今天登记调解，同时向劳动监察投诉' })
  await says(desk, one.id, advice, ['宋某', '46,000.00', '肆万陆仟元整', '劳动监察', '2027年10月10日', '工资由施工总承包单位某某建设有限公司先付', '知道赵某的住处'])

  // Who pays: the general contractor first, the developer only up to the project money it still owes (条例第29、30条).
  const worked = await desk.call('law.compute', { rule: 'advance_liability', input: { owed: OWED, subcontracted: true, developer_late: true, unpaid_project_money: UNPAID_PROJECT } })
  const payers = Object.fromEntries(worked.work.heads.filter((h) => !h.in_total).map((h) => [h.label, h.amount]))
  same(payers['施工总承包单位先行清偿'], OWED)
  same(Math.min(...Object.values(payers)), UNPAID_PROJECT, JSON.stringify(payers))
  same(worked.work.total, OWED, 'the same wages from several purses are one sum')
  await desk.call('law.keep', { case: one.id, rule: 'advance_liability', input: { owed: OWED, subcontracted: true, developer_late: true, unpaid_project_money: UNPAID_PROJECT }, heads: [0], claim: one.claim, member: null, amount: false })

  // Nobody reaches the contractor; the authority is told the same day, and looks into it while people talk.
  for (const way of ['phone', 'message']) {
    await desk.call('contact.log', { case: one.id, what: { id: id(), on: '2026-11-02T10:00:00+08:00', with: '赵某', party: gang, way, reached: false, text: '停机' } })
  }
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  const inspection = await procedure(desk, one, 'inspection', '2026-11-02', { body: { kind: 'authority', name: '勐腊县劳动保障监察大队' } })
  due(await desk.look(one.id), 'inspection_filing', '2026-11-09')
  await desk.call('task.set', { case: one.id, what: { id: id(), agency: '勐腊县人力资源和社会保障局', what: '核查工资支付专用账户', due: '2026-11-06', contact: '0691-0000001' } })
  await consent(desk, one.id, one.firm)
  const accepted = await desk.call('case.accept', { case: one.id, mediators: ['陈某'] })
  due(accepted, 'mediation_period', '2026-11-17', 'on_time')
  const notice = await desk.issue(one.id, 'consequence-notice', {
    'warning.facts': '宋某2025年12月至2026年10月工资46,000元未付。', 'warning.items': ['criminal', 'blacklist', 'liability'], 'warning.liability': true, 'warning.roles': ['general'],
  })
  await says(desk, one.id, notice, ['某某建设有限公司', '46,000', '第三十条'])
  ok(clock(accepted, 'task').length === 1)

  await desk.turnTo('2026-11-05T09:00:00+08:00')
  await inspection.move('accepted', '2026-11-04')
  const task = (await desk.look(one.id)).after.tasks[0].set.id
  await desk.call('task.complete', { case: one.id, what: { id: task, on: '2026-11-05', result: '专户余额62,000元，可以付第一笔。' } })
  await session(desk, one, '2026-11-05T09:00:00+08:00', [
    { name: '宋某', capacity: '申请人' }, { name: '刘某', capacity: '某某建设有限公司负责人' }, { name: '玉某', capacity: '劳动监察员', agency: '勐腊县劳动保障监察大队' },
  ], [{ who: '某某建设有限公司', text: '由总包先付，再向分包追。' }], '分两笔，从工资专户付。', 'agreed', { kind: 'tripartite' })

  const account = { account_name: '宋某', bank: '某某银行某某支行', account_no: '6200000000000000002' }
  await desk.put(one.id, Object.fromEntries(Object.entries(account).map(([name, value]) => [`agreement/${name}`, value])))
  for (const [what, amount, on] of [['2025年12月至2026年3月工资', '16000', '2026-11-20'], ['2026年4月至10月工资', '30000', '2026-12-10']]) {
    await desk.row(one.id, 'terms', { what, amount, due: on, payer: one.firm, payee: one.worker, method: 'transfer', kind: 'money' })
  }
  const paper = await freeze(desk, one)
  await says(desk, one.id, paper, ['宋某', '某某建设有限公司', '16,000.00', '30,000.00', '2026年12月10日'])
  await desk.sign(one.id, paper)
  due(await desk.look(one.id), 'confirmation_application', '2026-12-07') // 30 days end on a Saturday

  // The first on its day; the second stays away.
  await desk.turnTo('2026-11-20T16:00:00+08:00')
  const [, second] = (await desk.look(one.id)).duties
  await screen.case(desk, one)
  await screen.by('step-receive_payment').first().click()
  await screen.confirm('receive_payment')
  same((await desk.look(one.id)).duties.map((d) => [d.paid, d.left, d.state]), [[FIRST, 0, 'done'], [0, SECOND, 'open']])
  await desk.turnTo('2026-12-10T09:00:00+08:00')
  same((await desk.look(one.id)).duties[1].state, 'today')
  same(await desk.refused('procedure.open', opening('payment_order', '2026-12-10', one)), 'refused.payment_order.not_due')
  await desk.turnTo('2026-12-11T09:00:00+08:00')
  const late = await desk.look(one.id)
  same([late.duties[1].state, late.duties[1].late_days, late.duties[1].left], ['overdue', 1, SECOND])
  const today = await desk.call('today.show')
  same(today.groups[0].rows.filter((r) => r.kind === 'obligation').map((r) => [r.case, r.urgency]), [[one.id, 'overdue']])
  await screen.case(desk, one, 'accord')
  await screen.picture('overdue')
  const letter = await desk.issue(one.id, 'dunning-letter')
  await says(desk, one.id, letter, ['某某建设有限公司', '30,000.00', '2026年12月16日', '支付令'])
  await desk.sign(one.id, letter)
  await desk.call('paper.serve', { case: one.id, paper: letter.row.paper.id, party: one.firm, way: 'direct', on: null, note: '' })

  // 支付令, uncontested, and then the bailiff.
  await desk.turnTo('2026-12-17T09:00:00+08:00')
  const application = await desk.issue(one.id, 'payment-order-application')
  await says(desk, one.id, application, ['宋某', '30,000.00', '勐腊县人民法院'])
  await desk.sign(one.id, application)
  const order = await procedure(desk, one, 'payment_order', '2026-12-17', { paper: application.row.paper.id })
  due(await desk.look(one.id), 'payment_order_notice', '2026-12-22')
  await desk.turnTo('2026-12-31T09:00:00+08:00')
  await order.move('accepted', '2026-12-21')
  await order.move('issued', '2026-12-28', { number: '（2026）云2823民督1号' })
  await order.move('served', '2026-12-30', { served_on: '2026-12-30' })
  due(await desk.look(one.id), 'payment_order_objection', '2027-01-14')
  await screen.case(desk, one)
  await screen.picture('payment-order')
  await desk.turnTo('2027-01-14T09:00:00+08:00')
  same(await desk.refused('procedure.move', order.step('effective', '2027-01-14')), 'refused.procedure.move.period_runs')
  await desk.turnTo('2027-01-18T09:00:00+08:00')
  await screen.case(desk, one, 'beside')
  await screen.by('proceeding-payment_order').getByTestId('move-effective').click()
  await screen.type('step-on', '2027-01-15')
  await screen.picture('order-effective')
  await screen.confirm(await screen.openForm())
  const effective = await desk.look(one.id)
  ok(effective.procedures.find((p) => p.kind === 'payment_order').over)
  const bailiff = await procedure(desk, one, 'enforcement', '2027-01-18')
  await bailiff.move('accepted', '2027-01-18')

  // Paid through the court: the sums agree, the file can be closed.
  await desk.turnTo('2027-01-25T09:00:00+08:00')
  await desk.call('payment.receive', { case: one.id, obligation: second.id, amount: SECOND, way: 'authority', on: null, note: '法院执行款' })
  await bailiff.move('performed', '2027-01-25', { amount: SECOND })
  await inspection.move('corrected', '2027-01-25')
  const paid = await desk.look(one.id)
  same([paid.performance.paid, paid.performance.left, paid.performance.complete], [OWED, 0, true])
  same(paid.duties.map((d) => [d.state, d.late_days]), [['done', 0], ['done_late', 46]])
  await screen.case(desk, one, 'history')
  await screen.picture('paid')
  const done = await desk.issue(one.id, 'performance-done')
  await says(desk, one.id, done, ['宋某', '46,000.00'])
  await desk.sign(one.id, done)
  same((await desk.call('case.closing', { case: one.id })).filter((item) => item.level === 'bad'), [])
  ok((await desk.call('case.close', { case: one.id })).summary.closed)
}

const opening = (kind, on, one) => ({ case: one.id, what: { id: id(), procedure: kind, on, body: { kind: 'court', name: '勐腊县人民法院' }, applicants: [one.worker], basis: null, number: '', accord: null, paper: null, amount: null, note: '', fields: {} } })
