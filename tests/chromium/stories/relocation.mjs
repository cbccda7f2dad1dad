// 企业搬迁: 120 people, 68 settle by the table, 52 object and go their own way with the first day of receipt.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, bad, consent, due, id, intake, procedure, says, session, until } from '../steps.mjs'
import { fen, total, xlsx, yuan } from '../tables.mjs'
import { idNumber, person } from '../people.mjs'

const ALL = 120
const OBJECT = 52
const ENDED = '2026-10-31'

/** Hired on some first of a month between 2008 and 2025; paid a round sum; who objects is from the second works. */
const PEOPLE = Array.from({ length: ALL }, (_, n) => {
  const who = person(n)
  const objects = n % 30 < 13
  const months = 14 + ((n * 37) % 200)
  const hired = new Date(Date.UTC(2026, 10 - months, 1)).toISOString().slice(0, 10)
  const wage = 3000 + (n % 25) * 100
  return { ...who, id: idNumber(who.birth, 100 + n, objects ? '990102' : '990101'), objects, months, hired, wage, lawful: fen(wage * owedMonths(months)) }
})

/** 劳动合同法第47条, counted by hand: a month for each full year, one for six months and more of a rest, half of one for less. */
function owedMonths(months) {
  const rest = months % 12
  return Math.floor(months / 12) + (rest === 0 ? 0 : rest >= 6 ? 1 : 0.5)
}

const HEADS = ['序号', '姓名', '身份证号', '手机', '入职日期', '离职日期', '月工资', '请求金额', '户名', '开户行', '账号']
const roster = (change = {}) => [
  HEADS,
  ...PEOPLE.map((p, n) => [n + 1, p.name, p.id, p.phone, p.hired, ENDED, p.wage, p.lawful / 100, p.name, '某某银行某某支行', p.account].map((value, column) => change[`${n}/${column}`] ?? value)),
]

export default async function play(desk, screen) {
  same([PEOPLE.filter((p) => p.objects).length, new Set(PEOPLE.map((p) => p.name)).size], [OBJECT, ALL])
  const claimed = total(PEOPLE, (p) => p.lawful)
  const settling = PEOPLE.filter((p) => !p.objects)
  const settled = total(settling, (p) => p.lawful)

  await desk.open('2026-11-02T09:00:00+08:00')
  await desk.setUp()
  await desk.call('staff.add', { name: '玉某', role: '调解员', password: '物流园-2027' })
  const first = PEOPLE.find((p) => !p.objects)
  const one = await intake(desk, {
    worker: { name: first.name, phone: first.phone, address: '某某县某某镇职工宿舍', id_number: first.id, birth: first.birth, employment: 'ended', employed_from: first.hired, ended_on: ENDED },
    firm: { name: '某某电子有限公司', ...FIRM },
    claim: { head: 'severance', amount: yuan(claimed) },
    rest: {
      'case/cause': 'severance', 'case/group': true, 'case/place': '某某县工业园区', 'case/commission': '勐腊县劳动人事争议仲裁委员会',
      'case/narrative': '公司10月底从园区搬到邻市，要求职工随迁。职工120人，多数不愿意随迁，要求按工龄支付经济补偿；52人另外要求补缴以前的社会保险。',
      'case/demand': '按工龄付经济补偿。',
    },
  })

  // The roster: three cells are wrong, nothing is taken; then it is whole.
  await screen.case(desk, one, 'members')
  await screen.by('members-import').click()
  await choose(screen, '搬迁职工名册.xlsx', xlsx(roster({ '3/6': '面议', '17/4': '2026-02-30', '40/7': '约八千' })))
  await screen.by('import-errors').waitFor()
  const told = await screen.by('import-errors').innerText()
  for (const cell of ['G5', 'E19', 'H42']) ok(told.includes(cell), told)
  await screen.by('import-errors').scrollIntoViewIfNeeded()
  await screen.picture('roster-wrong')
  same((await desk.look(one.id)).members, [], 'a table with an error gives nothing')
  await choose(screen, '搬迁职工名册.xlsx', xlsx(roster()))
  await screen.by('import-take').filter({ hasText: String(ALL) }).click()
  await screen.by('members-table').waitFor()
  await screen.by('members-claimed').filter({ hasText: yuan(claimed) }).waitFor()
  await screen.picture('roster')
  const imported = await desk.look(one.id)
  same([imported.members.length, total(imported.members, (m) => m.claimed)], [ALL, claimed])

  // 诊: thirty and more are 重大; it goes to the county.
  const triage = await desk.call('case.triage', { case: one.id })
  same([triage.risk.by_rule, triage.risk.level.level, triage.limitation.state], ['major', 'county', 'runs'])
  await desk.call('risk.grade', { case: one.id, what: { grade: 'major', on: '2026-11-02', way: 'rules', reason: '', paper: null } })

  // One rule for all: N of each from his own days and wage.
  await screen.by('members-compute').click()
  await screen.by('batch').waitFor()
  await pickIn(screen, 'ground', '无过失性辞退')
  await screen.by('batch').locator('summary').click()
  await screen.by('batch').locator('[data-input="notice_given"] label').click()
  await screen.by('batch-look').click()
  await screen.by('batch-keep').waitFor()
  ok((await screen.by('batch').innerText()).includes(yuan(claimed)), 'the sum of all by the desk is the sum counted by hand')
  await screen.picture('batch')
  await screen.by('batch-keep').click()
  await screen.by('batch').locator('.m-done').waitFor({ timeout: 900_000 }) // one record for each of the 120
  const computed = await desk.look(one.id)
  same(computed.members.map((m) => m.lawful), PEOPLE.map((p) => p.lawful), 'each by hand and by the desk')

  // Who goes along and who does not.
  const find = screen.page.getByRole('searchbox').last()
  await find.fill('990102')
  await all(screen)
  await screen.by('stance-object').click()
  await until(desk, one, (v) => v.group?.stances.object === OBJECT, '52 who object')
  await find.fill('')
  await screen.by('members-filter').getByText('未表态').click()
  await all(screen)
  await screen.by('stance-join').click()
  await until(desk, one, (v) => v.group?.stances.join === ALL - OBJECT, '68 who settle')
  await screen.picture('stances')
  await desk.call('case.save', { case: one.id })
  const group = (await desk.look(one.id)).group
  same([group.size, group.stances.join, group.stances.object, group.group], [ALL, ALL - OBJECT, OBJECT, true])

  // Representatives, elected by all 120, and a team of two agencies.
  await desk.call('case.receive', { case: one.id, form: 'written' })
  await consent(desk, one.id, one.firm)
  same(await desk.refused('case.accept', { case: one.id, mediators: ['陈某'] }), 'refused.case.accept.one_mediator')
  const accepted = await desk.call('case.accept', { case: one.id, mediators: ['陈某', '玉某'] })
  due(accepted, 'mediation_period', '2026-11-17')
  await desk.call('team.name', { case: one.id, what: { mediators: [{ name: '陈某', agency: '勐腊县总工会', capacity: '首席调解员' }, { name: '玉某', agency: '勐腊县司法局', capacity: '调解员' }, { name: '白某', agency: '勐腊县人力资源和社会保障局', capacity: '仲裁员' }], on: '2026-11-02', note: '' } })
  await desk.put(one.id, Object.fromEntries(settling.slice(0, 3).concat(PEOPLE.filter((p) => p.objects).slice(0, 2)).map((p) => [`members/${member(imported, p)}/representative`, true])))
  const mandate = await desk.issue(one.id, 'representatives', { 'representatives.scope': 'special' })
  same(mandate.signers.length, ALL)
  await says(desk, one.id, mandate, [first.name, PEOPLE.at(-1).name, '某某电子有限公司', '一百二十人'].slice(0, 3))
  await desk.sign(one.id, mandate)
  ok((await desk.look(one.id)).group.mandate)
  const report = await desk.call('paper.check', { case: one.id, kind: 'major-dispute-report', fields: {}, copies: null, supersedes: null })
  ok(report.title.includes('呈报'), report.title)
  await session(desk, one, '2026-11-02T15:00:00+08:00', [
    { name: first.name, capacity: '职工代表' }, { name: '刘某', capacity: '法定代表人' }, { name: '白某', capacity: '仲裁员', agency: '勐腊县人力资源和社会保障局' },
  ], [{ who: '被申请人', text: '按工龄付经济补偿，分两期；社保按社保经办机构的意见办。' }], '按法定标准分两期。', 'agreed', { kind: 'tripartite' })

  // Those who object leave for a case of their own: same receipt, same 15 days, own number, no money lost.
  await desk.turnTo('2026-11-09T09:00:00+08:00')
  const blocked = await desk.call('agreement.view', { case: one.id })
  ok(!blocked.ready)
  await screen.case(desk, one, 'members')
  await screen.by('members-filter').getByText('不同意').click()
  await all(screen)
  await screen.by('members-split').click()
  await screen.type('split-reason', '52人不同意随迁补偿方案，另要求补缴社会保险')
  await screen.picture('split')
  await screen.confirm('split')
  const parent = await desk.look(one.id)
  same([parent.members.length, parent.group.size], [ALL - OBJECT, ALL - OBJECT])
  const child = { id: parent.moves.splits[0].into }
  const apart = await desk.look(child.id)
  same([apart.members.length, apart.received_at, apart.summary.number], [OBJECT, parent.received_at, '勐工调〔2026〕KD2号'])
  due(apart, 'mediation_period', '2026-11-17')
  same(total(apart.members, (m) => m.claimed) + total(parent.members, (m) => m.claimed), claimed)
  same(total(apart.claims, (c) => c.claim.amount ?? 0) + total(parent.claims, (c) => c.claim.amount ?? 0), claimed, 'the common head is divided to the 分')
  await screen.case(desk, child)
  await screen.picture('split-off')

  // 68 settle: two halves by plan, each as the annex says, read by a second person.
  await desk.put(one.id, Object.fromEntries(parent.members.map((m) => [`members/${m.id}/agreed`, m.lawful])))
  await desk.call('agreement.instalments', { case: one.id, what: '经济补偿', payer: one.firm, payee: 'members', total: settled, count: 2, first: '2026-11-20', every: { unit: 'months', n: 1 }, method: 'transfer' })
  const view = await desk.call('agreement.view', { case: one.id })
  same([bad(view), view.needs_reading, view.read, view.promised], [[], true, false, settled])
  const annex = await desk.issue(one.id, 'group-annex')
  same(annex.signers.filter((s) => s.signer.role === 'applicant').length, settling.length)
  await says(desk, one.id, annex, [...settling.map((p) => p.name), ...settling.map((p) => yuan(p.lawful)), yuan(settled)])
  const [last] = annex.signers.filter((s) => s.signer.role === 'applicant').slice(-1)
  for (const { signer } of annex.signers.filter((s) => s !== last)) {
    await desk.call('paper.sign', { case: one.id, paper: annex.row.paper.id, signer: signer.key, how: 'sign' })
  }
  await desk.call('agreement.read', { case: one.id, passed: true, note: '' })
  same(await desk.refused('agreement.freeze', { case: one.id }), 'refused.agreement.freeze.consent')
  await desk.call('paper.sign', { case: one.id, paper: annex.row.paper.id, signer: last.signer.key, how: 'sign' })
  same(await desk.refused('agreement.freeze', { case: one.id }), 'refused.agreement.read.same_person')
  await desk.call('desk.lock')
  await desk.unlock('玉某', '物流园-2027')
  await screen.anew(desk, `/cases/${one.id}/agreement`, 'reading')
  await screen.picture('second-reader')
  await desk.call('agreement.read', { case: one.id, passed: true, note: '人数、金额与附表一致' })
  await desk.call('desk.lock')
  await desk.unlock()
  const paper = await desk.call('agreement.freeze', { case: one.id })
  await says(desk, one.id, paper, ['某某电子有限公司', yuan(settled), '2026年11月20日', '2026年12月20日'])
  await desk.sign(one.id, paper)
  const effective = await desk.look(one.id)
  same([effective.accord.effective_on, effective.accord.more.members.length, total(effective.accord.more.members, (m) => m.amount)], ['2026-11-09', settling.length, settled])
  due(effective, 'review_application', '2026-11-24')

  // The 52: the 15 days pass, somebody ends it, they apply for arbitration themselves.
  await desk.turnTo('2026-11-18T09:00:00+08:00')
  same((await desk.look(child.id)).state, apart.state, 'nothing happens by itself')
  await desk.call('case.end', { case: child.id, reason: 'expired', note: '', on: null })
  await desk.issue(child.id, 'termination-notice')
  // The roster has no address; the first of those who left is asked for his.
  await desk.put(child.id, { [`parties/${apart.parties.find((p) => p.role === 'applicant').id}/address`]: '某某县某某镇职工宿舍' })
  const application = await desk.issue(child.id, 'arbitration-application')
  await desk.sign(child.id, application)
  const reply = await desk.issue(child.id, 'arbitration-reply', { basis: 'application' })
  await desk.call('case.refer', { case: child.id, basis: 'application', to: '勐腊县劳动人事争议仲裁委员会', paper: reply.row.paper.id, on: null })
  const suit = await procedure(desk, child, 'arbitration', '2026-11-18', { paper: application.row.paper.id })
  due(await desk.look(child.id), 'arbitration_acceptance', '2026-11-23')
  await desk.turnTo('2026-11-20T09:00:00+08:00')
  await suit.move('accepted', '2026-11-20')
  due(await desk.look(child.id), 'award', '2027-01-04')
  await screen.case(desk, child)
  await screen.picture('arbitration')

  // The 68 are paid on both days.
  const duties = effective.duties
  await screen.case(desk, one, 'accord')
  await screen.by('duty-1').getByTestId('pay-members').click()
  await screen.by('members-paid').getByText(settling[0].name).waitFor()
  await screen.picture('pay-all')
  await screen.confirm('receive_members')
  const half = await desk.look(one.id)
  same([half.payments.length, half.performance.left], [settling.length, duties[1].amount], 'each of them has a payment of his own')
  await desk.turnTo('2026-12-20T09:00:00+08:00')
  const shares = await desk.call('payment.shares', { case: one.id, obligation: duties[1].id })
  same(total(shares, (s) => s.share), duties[1].amount)
  await desk.call('payment.receive_members', { case: one.id, obligation: duties[1].id, members: shares.map((s) => [s.member, s.share]), way: 'transfer', on: '2026-12-20', note: '', proof: '' })
  const paid = await desk.look(one.id)
  same([paid.performance.paid, paid.performance.left, paid.performance.complete], [settled, 0, true])
  await screen.case(desk, one, 'accord')
  await screen.picture('paid')

  // Each got what the annex says; the file of the 68 is closed, that of the 52 is still open.
  const sums = new Map()
  for (const p of paid.payments) sums.set(p.more.payee, (sums.get(p.more.payee) ?? 0) + p.amount)
  same(effective.accord.more.members.map((m) => sums.get(m.member)), effective.accord.more.members.map((m) => m.amount))
  const done = await desk.issue(one.id, 'performance-done')
  await says(desk, one.id, done, [yuan(settled)])
  await desk.sign(one.id, done)
  same((await desk.call('case.closing', { case: one.id })).filter((item) => item.level === 'bad'), [])
  await screen.case(desk, one)
  await screen.by('step-close').click()
  await screen.confirm('close')
  ok((await desk.look(one.id)).summary.closed)
  same((await desk.look(child.id)).summary.closed, false)
  await screen.picture('closed')
}

const member = (view, p) => view.members.find((m) => m.id_number === p.id).id
const all = (screen) => screen.by('members-table').locator('thead label.box').click()

async function choose(screen, name, buffer) {
  const asked = screen.page.waitForEvent('filechooser')
  await screen.by('import-pick').click()
  await (await asked).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}

async function pickIn(screen, name, words) {
  await screen.page.locator(`[data-input="${name}"] .el-select__wrapper`).click()
  await screen.page.getByRole('option', { name: words }).first().click()
}
