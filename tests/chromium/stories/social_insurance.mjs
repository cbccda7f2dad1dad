// 46 名职工的社会保险: contributions to the authority in parts within a year, wages from an escrow account, one part late.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, bad, clock, consent, due, id, intake, says, session } from '../steps.mjs'
import { csv, fen, gb18030, total, yuan } from '../tables.mjs'
import { person } from '../people.mjs'

const COUNT = 46
const PEOPLE = Array.from({ length: COUNT }, (_, n) => {
  const years = 3 + (n % 20)
  return { ...person(200 + n), hired: `${2026 - years}-03-01`, wage: 2600 + (n % 9) * 120, arrears: fen(900 + (n % 7) * 50) }
})
const ARREARS = total(PEOPLE, (p) => p.arrears)

// 医疗 at once, pension in two parts, the rest when the firm works again and at the latest after a year.
const MEDICAL = fen(327_000)
const PENSION = fen(180_000)
const REST = fen(96_500.5)

const roster = [
  ['序号', '姓名', '身份证号', '联系电话', '入职日期', '月工资', '拖欠工资', '户名', '开户银行', '银行卡号', '备注'],
  ...PEOPLE.map((p, n) => [n + 1, p.name, p.id, p.phone, p.hired.replaceAll('-', '/'), p.wage, (p.arrears / 100).toFixed(2), p.name, '某某银行某某支行', p.account, n === 0 ? '档案核定' : '']),
]

export default async function play(desk, screen) {
  await desk.open('2026-11-09T09:00:00+08:00')
  await desk.setUp()
  await desk.call('staff.add', { name: '玉某', role: '调解员', password: '物流园-2027' })
  const first = PEOPLE[0]
  const one = await intake(desk, {
    worker: { name: first.name, phone: first.phone, address: '某某县某某镇某某厂宿舍', id_number: first.id, birth: first.birth, employment: 'ongoing', employed_from: first.hired },
    firm: { name: '某某制糖有限公司', ...FIRM },
    claim: { head: 'social_insurance', amount: yuan(MEDICAL + PENSION + REST) },
    rest: {
      'case/cause': 'social_insurance', 'case/group': true, 'case/place': '某某县某某镇', 'case/commission': '勐腊县劳动人事争议仲裁委员会',
      'case/narrative': '厂里停产整顿，46名职工的医疗、养老等保险费从去年起没有缴，停产前一个月的工资也没有发。厂里承认，说复产后才有钱。',
      'case/demand': '把保险补上，把欠的工资发了。',
    },
  })
  const wages = await desk.row(one.id, 'claims', { head: 'unpaid_wages', from: '2026-09', to: '2026-09', amount: yuan(ARREARS) })

  // A CSV as Excel saves it here: GB18030, dates with slashes. Dragged into the list.
  await screen.case(desk, one, 'members')
  await screen.by('members-import').click()
  const asked = screen.page.waitForEvent('filechooser')
  await screen.by('import-pick').click()
  await (await asked).setFiles({ name: '职工名册.csv', mimeType: 'text/csv', buffer: gb18030(csv(roster)) })
  await screen.by('import-take').filter({ hasText: String(COUNT) }).waitFor()
  await screen.picture('roster')
  await screen.by('import-take').click()
  await screen.by('members-claimed').filter({ hasText: yuan(ARREARS) }).waitFor()
  const imported = await desk.look(one.id)
  same(imported.members.map((m) => [m.name, m.employed_from, m.claimed]), PEOPLE.map((p) => [p.name, p.hired, p.arrears]))

  // Contributions are the authority's to collect: the desk says so and shows where, and mediates all the same.
  const triage = await desk.call('case.triage', { case: one.id })
  same(triage.risk.by_rule, 'major')
  same(triage.remarks.find((r) => r.code === 'matter.administrative')?.article, '社会保险法第63条')
  await desk.call('risk.grade', { case: one.id, what: { grade: 'major', on: '2026-11-09', way: 'rules', reason: '', paper: null } })

  // Agreed.
  await desk.call('case.receive', { case: one.id, form: 'written' })
  await consent(desk, one.id, one.firm)
  await desk.call('case.accept', { case: one.id, mediators: ['陈某', '玉某'] })
  const elected = imported.members.slice(0, 3)
  await desk.put(one.id, Object.fromEntries([
    ...elected.map((m) => [`members/${m.id}/representative`, true]),
    ...imported.members.map((m) => [`members/${m.id}/stance`, 'join']),
    ...imported.members.map((m) => [`members/${m.id}/agreed`, m.claimed]),
  ]))
  const mandate = await desk.issue(one.id, 'representatives', { 'representatives.scope': 'special' })
  await desk.sign(one.id, mandate)
  await session(desk, one, '2026-11-09T10:00:00+08:00', [
    { name: first.name, capacity: '职工代表' }, { name: '刘某', capacity: '法定代表人' }, { name: '周某', capacity: '社保经办', agency: '勐腊县社会保险经办机构' },
  ], [{ who: '被申请人', text: '医保本月补，养老分两次，其余复产后补，最迟一年。工资从专户发。' }], '按期补缴，工资专户支付。', 'agreed', { kind: 'tripartite' })
  const term = (values) => desk.row(one.id, 'terms', { payer: one.firm, ...values })
  const insurance = (what, amount, on, months, more = {}) => term({ kind: 'social_insurance', what, amount: yuan(amount), due: on, payee: 'authority', method: 'authority', from: months[0], to: months[1], claim: one.claim, ...more })
  await insurance('补缴医疗保险费', MEDICAL, '2026-11-30', ['2025-10', '2026-10'])
  await insurance('补缴养老保险费第一次', PENSION / 2, '2027-03-31', ['2025-10', '2026-04'])
  await insurance('补缴养老保险费第二次', PENSION / 2, '2027-06-30', ['2026-05', '2026-10'])
  await insurance('补缴失业、工伤保险费', REST, '2027-11-09', ['2025-10', '2026-10'], { event: '恢复生产', event_days: 10 })
  await term({ kind: 'escrow', what: '2026年9月工资', amount: yuan(ARREARS), due: '2026-12-10', payee: 'members', method: 'escrow', account_name: '某某制糖有限公司工资专户', bank: '某某银行某某支行', account_no: '6200000000000000099', claim: wages })
  await screen.anew(desk, `/cases/${one.id}/agreement`, 'reading')
  await screen.picture('terms')
  const view = await desk.call('agreement.view', { case: one.id })
  same([bad(view), view.needs_reading], [[], true])
  const annex = await desk.issue(one.id, 'group-annex')
  await says(desk, one.id, annex, [...PEOPLE.map((p) => p.name), yuan(ARREARS)])
  await desk.sign(one.id, annex)

  // 复核 by somebody else, at his own desk.
  await desk.call('desk.lock')
  await desk.unlock('玉某', '物流园-2027')
  await screen.anew(desk, `/cases/${one.id}/agreement`, 'reading-open')
  await screen.by('reading-open').click()
  await screen.by('reading-do').click()
  await screen.by('reading-do').waitFor({ state: 'detached' })
  same((await desk.call('agreement.view', { case: one.id })).read, true)
  await desk.call('desk.lock')
  await desk.unlock()
  const paper = await desk.call('agreement.freeze', { case: one.id })
  await says(desk, one.id, paper, ['某某制糖有限公司', yuan(MEDICAL), yuan(PENSION / 2), yuan(REST), yuan(ARREARS), '恢复生产后10日', '最迟2027年'])
  await desk.sign(one.id, paper)
  const promised = MEDICAL + PENSION + REST + ARREARS
  const effective = await desk.look(one.id)
  same([effective.state, effective.performance.promised, effective.duties.length], ['effective', promised, 5])
  const [medical, pension, late, rest, escrow] = effective.duties

  // In parts: the medical in two on one duty, the wages from escrow, the first pension on its day.
  const paid = (duty, amount, on, way = 'authority') => desk.call('payment.receive', { case: one.id, obligation: duty.id, amount, way, on, note: '' })
  await desk.turnTo('2026-11-20T10:00:00+08:00')
  await screen.case(desk, one)
  await screen.by('step-receive_payment').first().click()
  await screen.type('payment-amount', '200000')
  // The authority's receipt names the months; who it is for stays at all of them.
  await screen.type('payment-from', '2025-10')
  await screen.type('payment-to', '2026-05')
  await screen.type('payment-note', '第一笔，凭缴费凭证')
  await screen.picture('part')
  await screen.confirm('receive_payment')
  same((await desk.look(one.id)).duties[0].left, fen(127_000))
  const [proved] = await desk.call('payment.insurance', { case: one.id })
  same([proved.months.length, proved.covered, proved.owed], [13, 8 * COUNT, 13 * COUNT])
  await screen.case(desk, one, 'accord')
  await screen.by('insurance-1').getByRole('button').click()
  await screen.picture('receipts')
  await desk.turnTo('2026-11-30T16:00:00+08:00')
  await paid(medical, fen(127_000), '2026-11-30')
  same(await desk.refused('payment.receive', { case: one.id, obligation: medical.id, amount: 1, way: 'authority', on: null, note: '' }), 'refused.payment.too_much')
  await desk.turnTo('2026-12-10T10:00:00+08:00')
  await paid(escrow, ARREARS, '2026-12-10', 'escrow')
  await desk.turnTo('2027-03-31T10:00:00+08:00')
  await paid(pension, PENSION / 2, '2027-03-31')

  // The second stays away: overdue the next day, a reminder, and late after all.
  await desk.turnTo('2027-07-01T09:00:00+08:00')
  const overdue = await desk.look(one.id)
  same(overdue.duties.map((d) => d.state), ['done', 'done', 'overdue', 'waiting', 'done'])
  // Contributions are no money of Art. 16: no payment order is offered for them.
  same(overdue.steps.find((s) => s.code === 'payment_order')?.refusal?.code, 'payment_order.heads')
  same(overdue.duties[2].late_days, 1)
  await screen.anew(desk, `/cases/${one.id}?at=accord&look=1`, 'case-state')
  await screen.picture('overdue')
  const letter = await desk.issue(one.id, 'dunning-letter', { 'dunning.options.0.code': 'inspection' })
  await says(desk, one.id, letter, ['某某制糖有限公司', yuan(PENSION / 2), '补缴养老保险费第二次'])
  await desk.sign(one.id, letter)
  await desk.turnTo('2027-07-15T09:00:00+08:00')
  await paid(late, PENSION / 2, '2027-07-14')
  // 复产: from that day the rest is due within ten days, not only after the year.
  await desk.turnTo('2027-10-20T09:00:00+08:00')
  await screen.case(desk, one, 'accord')
  await screen.by('duty-4').getByRole('button', { name: '条件成就' }).click()
  await screen.type('step-on', '2027-10-18')
  await screen.picture('event')
  await screen.confirm('obligation_event')
  same(clock(await desk.look(one.id), 'obligation').map((d) => [d.due, d.amount]), [['2027-10-28', REST]])
  await desk.turnTo('2027-10-28T09:00:00+08:00')
  same(clock(await desk.look(one.id), 'obligation').map((d) => [d.due, d.urgency, d.amount]), [['2027-10-28', 'today', REST]])
  same(await desk.refused('case.close', { case: one.id }), 'refused.case.close.unpaid')
  await paid(rest, REST, '2027-10-28')
  const end = await desk.look(one.id)
  same([end.performance.paid, end.performance.left, end.performance.complete, end.performance.completed_on], [promised, 0, true, '2027-10-28'])
  same(end.duties.map((d) => [d.state, d.late_days]), [['done', 0], ['done', 0], ['done_late', 14], ['done', 0], ['done', 0]])
  same(clock(end, 'obligation'), [])
  const done = await desk.issue(one.id, 'performance-done')
  await says(desk, one.id, done, [yuan(MEDICAL), yuan(REST), yuan(ARREARS)])
  await desk.sign(one.id, done)
  same((await desk.call('case.closing', { case: one.id })).filter((item) => item.level === 'bad'), [])
  ok((await desk.call('case.close', { case: one.id })).summary.closed)
  await screen.case(desk, one, 'accord')
  await screen.picture('closed')
}
