// 花卉分拣工: what overtime is owed is counted day by day, less is agreed knowingly, and the commission makes it enforceable.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, bad, consent, due, id, intake, procedure, says, session } from '../steps.mjs'
import { fen, gb18030, csv, total, xlsx } from '../tables.mjs'
import { idNumber } from '../people.mjs'

// 3 480 ÷ 21.75 ÷ 8 = 20 yuan an hour. What kind of day each is, is written here by hand from the notice of 2026.
const HOUR = 20
const DAYS = [
  ['2026-09-07', 3, 1.5], // Monday
  ['2026-09-12', 8, 2], // Saturday
  ['2026-09-19', 8, 0], // Saturday, made good by time off
  ['2026-09-20', 2, 1.5], // a Sunday that was a working day
  ['2026-09-25', 6, 3], // 中秋
  ['2026-10-01', 8, 3],
  ['2026-10-02', 8, 3],
  ['2026-10-03', 8, 3],
  ['2026-10-05', 4, 2], // in the week off, but no statutory holiday
  ['2026-10-10', 2.5, 1.5], // a Saturday that was a working day
  ['2026-10-18', 8, 2], // Sunday
]
const LAWFUL = fen(total(DAYS, ([, hours, rate]) => hours * HOUR * rate))
const AGREED = fen(2600)

const attendance = (wrong) => [
  ['日期', '加班小时', '补休'],
  ...DAYS.map(([day, hours, rate]) => [day, wrong && day === '2026-10-18' ? '八' : hours, rate === 0 ? '是' : '']),
]

export default async function play(desk, screen) {
  same(LAWFUL, 282_500, 'the sum of the table, by hand')
  await desk.open('2026-11-16T09:10:00+08:00')
  await desk.setUp()
  const one = await intake(desk, {
    worker: { name: '杨某', phone: '13800000001', address: '某某县某某镇某某村', id_number: idNumber('1990-03-08', 2), sex: 'female', birth: '1990-03-08', employment: 'ended', employed_from: '2024-05-06', ended_on: '2026-11-10', occupation: '花卉分拣工' },
    firm: { name: '某某花卉有限公司', ...FIRM },
    claim: { head: 'overtime', amount: '3,000' },
    rest: {
      'case/cause': 'overtime', 'case/commission': '勐腊县劳动人事争议仲裁委员会', 'case/place': '某某县花卉市场分拣车间', 'case/evidence': ['payslip', 'attendance'],
      'case/narrative': '在分拣车间上班，月工资3,480元。9月、10月旺季天天加班，国庆也没休，加班工资一分没算。单位说“旺季都这样”。',
      'case/demand': '把加班工资算清楚，补给我。',
    },
  })

  // 诊
  await screen.case(desk, one)
  await screen.by('triage').waitFor()
  await screen.picture('triage')
  const triage = await desk.call('case.triage', { case: one.id })
  same([triage.cause, triage.limitation.state, triage.limitation.due.raw, triage.risk.grade], ['overtime', 'runs', '2027-11-10', 'general'])
  same(triage.estimate.total, fen(3000))
  ok(triage.routes.find((r) => r.kind === 'mediation')?.open, JSON.stringify(triage.routes))

  await desk.call('case.receive', { case: one.id, form: 'oral' })
  await consent(desk, one.id, one.firm)
  const accepted = await desk.call('case.accept', { case: one.id, mediators: ['陈某'] })
  // 15 days after the day of receipt.
  due(accepted, 'mediation_period', '2026-12-01', 'on_time')
  same(accepted.summary.number, '勐工调〔2026〕KD1号')

  // The attendance table: first one with a word where a number belongs, then the mended one.
  await screen.go(desk, `/cases/${one.id}/calculate?claim=${one.claim}&cause=overtime`, 'attendance-import')
  await pick(screen, 'mode', '标准工时')
  await typeInto(screen, 'monthly', '3480')
  await attach(screen, '分拣车间考勤.csv', gb18030(csv(attendance(true))))
  await screen.page.getByText('B12').first().waitFor()
  await screen.picture('attendance-wrong')
  await attach(screen, '分拣车间考勤.xlsx', xlsx(attendance(false), '考勤'))
  await screen.by('attendance-take').filter({ hasText: '11' }).click()
  await screen.by('capitals').filter({ hasText: '贰仟捌佰贰拾伍元整' }).waitFor()
  await screen.picture('overtime-counted')
  // A sum that somebody typed is only replaced when he says so.
  const follows = screen.page.locator('label.follow')
  if (!(await follows.locator('input').isChecked())) await follows.click()
  await screen.by('law-keep').click()
  await screen.page.waitForURL((url) => url.hash.startsWith(`#/cases/${one.id}?`))
  await screen.picture('overtime-kept')
  const view = await desk.look(one.id)
  same([view.claims[0].claim.lawful, view.claims[0].claim.amount], [LAWFUL, LAWFUL])
  const sheet = await desk.issue(one.id, 'calculation-sheet')
  await says(desk, one.id, sheet, ['杨某', '某某花卉有限公司', '2,825.00', '劳动法第44条'])
  await desk.sign(one.id, sheet)

  // Talking: three offers, a gap that closes.
  await session(desk, one, '2026-11-16T14:30:00+08:00', [{ name: '杨某', capacity: '申请人' }, { name: '刘某', capacity: '法定代表人' }], [
    { who: '申请人', text: '按表上的算，2,825元。' }, { who: '被申请人', text: '旺季是轮班，最多补1,500元。' },
  ], '按考勤表计算，分两期付。', 'continue')
  await offer(desk, screen, one, '劳动者', '杨某', '2825')
  await offer(desk, screen, one, '用人单位', '刘某', '1500')
  let now = await desk.look(one.id)
  same([now.gap.first, now.gap.now], [LAWFUL - fen(1500), LAWFUL - fen(1500)])
  await desk.turnTo('2026-11-18T15:30:00+08:00')
  await offer(desk, screen, one, '用人单位', '刘某', '2200')
  await offer(desk, screen, one, '劳动者', '杨某', '2600')
  await screen.picture('offers')
  now = await desk.look(one.id)
  same(now.gap.points.map((p) => [p.on, p.worker, p.employer, p.gap, p.closed]), [
    ['2026-11-16', LAWFUL, null, null, null],
    ['2026-11-16', LAWFUL, fen(1500), 132_500, 0],
    ['2026-11-18', LAWFUL, fen(2200), 62_500, 52],
    ['2026-11-18', AGREED, fen(2200), 40_000, 69],
  ])
  now = await desk.call('offer.answer', { case: one.id, offer: now.offers.at(-1).id, accepted: true, on: null, note: '' })
  same(now.gap.accepted, now.offers.at(-1).id)
  await session(desk, one, '2026-11-18T15:00:00+08:00', [{ name: '杨某', capacity: '申请人' }, { name: '刘某', capacity: '法定代表人' }], [{ who: '双方', text: '同意2,600元，分两期。' }], '2,600元，分两期。', 'agreed')

  // Two instalments by plan; less than the law gives has to be explained first.
  await desk.put(one.id, { [`claims/${one.claim}/agreed`]: '2600', 'agreement/account_name': '杨某', 'agreement/bank': '某某银行某某支行', 'agreement/account_no': '6200000000000000001' })
  await desk.call('agreement.instalments', { case: one.id, what: '加班工资', payer: one.firm, payee: one.worker, total: AGREED, count: 2, first: '2026-12-01', every: { unit: 'months', n: 1 }, method: 'transfer' })
  await screen.go(desk, `/cases/${one.id}/agreement`, 'to-mend')
  await screen.picture('less-than-lawful')
  const before = await desk.call('agreement.view', { case: one.id })
  ok(bad(before).some((code) => code.includes('lawful')), `the checker says nothing of less than is lawful: ${JSON.stringify(before.check)}`)
  await screen.by('waiver-told').click()
  await screen.by('to-mend').waitFor({ state: 'detached' })
  await screen.by('freeze').click()
  await screen.by('sign-progress').waitFor()
  await screen.picture('frozen')
  const [agreed] = (await desk.call('paper.list', { state: 'to_sign', offset: 0, limit: 10 })).rows.filter((row) => row.paper.kind === 'agreement')
  const paper = await desk.call('paper.show', { case: one.id, paper: agreed.paper.id })
  await says(desk, one.id, paper, ['杨某', '某某花卉有限公司', '1,300.00', '2026年12月1日', '2027年1月1日'])
  await screen.sign(desk, one, paper.row.paper.id)
  await screen.picture('signed')
  const effective = await desk.look(one.id)
  same(effective.accord.effective_on, '2026-11-18')
  due(effective, 'review_application', '2026-12-03')
  due(effective, 'confirmation_application', '2026-12-18')

  // 双轨: both apply for review; the commission gives a 仲裁调解书.
  await desk.turnTo('2026-11-20T09:00:00+08:00')
  const application = await desk.issue(one.id, 'arbitration-review-application')
  await desk.sign(one.id, application)
  await says(desk, one.id, application, ['杨某', '某某花卉有限公司', '仲裁调解书'])
  const review = await procedure(desk, one, 'arbitration_review', '2026-11-20', { paper: application.row.paper.id })
  same([review.known.body.name, review.known.amount, review.known.deadline], ['勐腊县劳动人事争议仲裁委员会', AGREED, '2026-12-03'])
  await review.move('accepted', '2026-11-20')
  await desk.turnTo('2026-11-23T09:00:00+08:00')
  await screen.case(desk, one, 'beside')
  await screen.by('proceeding-arbitration_review').getByTestId('move-granted').click()
  await screen.type('step-number', '勐劳人仲调〔2026〕8号')
  await screen.type('step-on', '2026-11-23')
  await screen.type('step-served_on', '2026-11-23')
  await screen.picture('review-granted')
  await screen.confirm(await screen.openForm())
  const granted = await desk.look(one.id)
  same(granted.proceedings.map((p) => [p.procedure.kind, p.procedure.state, p.procedure.number, p.procedure.over]), [['arbitration_review', 'granted', '勐劳人仲调〔2026〕8号', true]])
  await screen.case(desk, one, 'beside')
  await screen.picture('reviewed')

  // Paid on its days; then, and not before, the file can be closed.
  for (const [no, on] of [[0, '2026-12-01'], [1, '2026-12-31']]) {
    await desk.turnTo(`${on}T10:00:00+08:00`)
    if (no === 1) same(await desk.refused('case.close', { case: one.id }), 'refused.case.close.unpaid')
    await screen.case(desk, one)
    await screen.by('step-receive_payment').first().click()
    await screen.by('payment-amount').waitFor()
    await screen.picture(`payment-${no + 1}`)
    await screen.confirm('receive_payment')
  }
  const paid = await desk.look(one.id)
  same([paid.performance.promised, paid.performance.paid, paid.performance.left, paid.performance.complete], [AGREED, AGREED, 0, true])
  same(paid.duties.map((d) => d.state), ['done', 'done'])
  const done = await desk.issue(one.id, 'performance-done')
  await says(desk, one.id, done, ['杨某', '2,600.00'])
  await desk.sign(one.id, done)
  await closeIt(desk, one, screen)
}

async function closeIt(desk, one, screen) {
  const missing = (await desk.call('case.closing', { case: one.id })).filter((item) => item.level === 'bad')
  same(missing, [], 'nothing is missing for closing')
  await screen.case(desk, one)
  await screen.by('step-close').click()
  await screen.confirm('close')
  ok((await desk.look(one.id)).summary.closed)
  await screen.picture('closed')
}

async function offer(desk, screen, one, side, by, amount) {
  await screen.case(desk, one, 'mediation')
  await screen.by('offer-make').click()
  await screen.answer('offer-side', side)
  await screen.type('offer-by', by)
  await screen.type('offer-amount', amount)
  await screen.confirm('offer')
}

const field = (screen, name) => screen.page.locator(`[data-input="${name}"]`).first()

async function typeInto(screen, name, value) {
  const input = field(screen, name).locator('input').first()
  await input.fill(value)
  await input.press('Tab')
}

async function pick(screen, name, words) {
  await field(screen, name).locator('.el-select__wrapper').click()
  await screen.page.getByRole('option', { name: words }).first().click()
}

async function attach(screen, name, buffer) {
  const asked = screen.page.waitForEvent('filechooser')
  await screen.by('attendance-import').click()
  await (await asked).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}
