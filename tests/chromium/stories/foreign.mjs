// 27 名老挝籍职工, three days: passports, an interpreter, half a year's wages, paid on the third day, each in his own name.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { FIRM, bad, consent, due, intake, says, session } from '../steps.mjs'
import { fen, total, xlsx, yuan } from '../tables.mjs'

const COUNT = 27
const OWED = fen(420_000)
const NAMES = ['坎', '本', '宋', '塔', '维', '万', '西', '布', '丹']
/** Passport numbers of nobody, wages that add up to the sum of the report. */
const PEOPLE = Array.from({ length: COUNT }, (_, n) => ({
  name: `${NAMES[n % NAMES.length]}某${'甲乙丙'[Math.floor(n / NAMES.length)]}`,
  passport: `PA${String(9_900_000 + n)}`,
  claimed: n < COUNT - 1 ? fen(15_000 + (n % 5) * 250) : 0,
}))
PEOPLE[COUNT - 1].claimed = OWED - total(PEOPLE, (p) => p.claimed)

const HEADS = ['序号', '姓名', '证件种类', '护照号', '国籍', '请求金额', '户名', '开户行', '账号']
const roster = [HEADS, ...PEOPLE.map((p, n) => [n + 1, p.name, '护照', p.passport, '老挝', p.claimed / 100, p.name, '某某银行某某支行', `62000000000${String(500 + n).padStart(8, '0')}`])]

export default async function play(desk, screen) {
  await desk.open('2026-11-16T09:00:00+08:00')
  await desk.setUp()
  await desk.call('staff.add', { name: '玉某', role: '调解员', password: '物流园-2027' })
  const first = PEOPLE[0]
  const one = await intake(desk, {
    worker: { name: first.name, phone: '13800000500', address: '某某县某某镇某某农场宿舍', id_kind: 'passport', id_number: first.passport, nation: '老挝', language: '老挝语', interpreter: '罗某', employment: 'ongoing' },
    firm: { name: '某某农业开发有限公司', ...FIRM },
    claim: { head: 'unpaid_wages', from: '2026-05', to: '2026-10', amount: yuan(OWED) },
    rest: {
      'case/cause': 'unpaid_wages', 'case/group': true, 'case/place': '某某县某某镇',
      'case/narrative': '27名老挝籍职工在农场做工，5月到10月的工资没有发，一共420,000元。老挝一方的工会来电，请我方工会帮助。',
      'case/demand': '把工资发了，好回家过节。',
    },
  })

  // Day one: the roster with passports, heard through an interpreter, the firm agrees to talk.
  await screen.case(desk, one, 'members')
  await screen.by('members-import').click()
  const asked = screen.page.waitForEvent('filechooser')
  await screen.by('import-pick').click()
  await (await asked).setFiles({ name: '老挝籍职工名册.xlsx', mimeType: 'application/octet-stream', buffer: xlsx(roster) })
  await screen.by('import-take').filter({ hasText: String(COUNT) }).click()
  await screen.by('members-claimed').filter({ hasText: yuan(OWED) }).waitFor()
  await screen.by('members-side').getByText('账户').click()
  await screen.by('members-accounts').filter({ hasText: String(COUNT) }).waitFor()
  await screen.picture('accounts')
  const imported = await desk.look(one.id)
  same(imported.members.map((m) => [m.name, m.id_number, m.claimed]), PEOPLE.map((p) => [p.name, p.passport, p.claimed]))
  await desk.call('risk.grade', { case: one.id, what: { grade: 'major', on: '2026-11-16', way: 'rules', reason: '', paper: null } })
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  await consent(desk, one.id, one.firm)
  const accepted = await desk.call('case.accept', { case: one.id, mediators: ['陈某', '玉某'] })
  due(accepted, 'mediation_period', '2026-12-01')

  // Day two: three representatives, one meeting with the firm and the partner union's interpreter.
  await desk.turnTo('2026-11-17T09:00:00+08:00')
  await desk.put(one.id, Object.fromEntries([
    ...imported.members.slice(0, 3).map((m) => [`members/${m.id}/representative`, true]),
    ...imported.members.flatMap((m) => [[`members/${m.id}/stance`, 'join'], [`members/${m.id}/agreed`, m.claimed]]),
  ]))
  const mandate = await desk.issue(one.id, 'representatives', { 'representatives.scope': 'special' })
  await screen.anew(desk, `/papers/${mandate.row.paper.id}?case=${one.id}`, 'sign-many')
  await screen.by('sign-many').click()
  await screen.by('sign-roster').waitFor()
  await screen.picture('all-signed')
  await screen.by('roster-enter').click()
  await screen.by('sign-roster').waitFor({ state: 'detached' })
  ok((await desk.look(one.id)).group.mandate, 'one save for 27 signatures')
  await session(desk, one, '2026-11-17T10:00:00+08:00', [
    { name: first.name, capacity: '职工代表' }, { name: '罗某', capacity: '翻译' }, { name: '刘某', capacity: '法定代表人' },
  ], [{ who: '被申请人', text: '货款今天到账，明天付清。' }], '11月18日一次付清。', 'agreed', { kind: 'tripartite' })
  await desk.row(one.id, 'terms', { kind: 'money', what: '2026年5月至10月工资', amount: yuan(OWED), due: '2026-11-18', payer: one.firm, payee: 'members', method: 'transfer' })
  same(bad(await desk.call('agreement.view', { case: one.id })), [])
  const annex = await desk.issue(one.id, 'group-annex')
  await says(desk, one.id, annex, [...PEOPLE.map((p) => p.passport), yuan(OWED)])
  const signers = annex.signers.filter((s) => s.signer.role === 'applicant').map((s) => s.signer.key)
  await desk.call('paper.sign_many', { case: one.id, paper: annex.row.paper.id, signers, how: 'fingerprint', at: null })
  await desk.call('desk.lock')
  await desk.unlock('玉某', '物流园-2027')
  await desk.call('agreement.read', { case: one.id, passed: true, note: '人数、金额与附表一致' })
  await desk.call('desk.lock')
  await desk.unlock()
  const paper = await desk.call('agreement.freeze', { case: one.id })
  await says(desk, one.id, paper, ['某某农业开发有限公司', yuan(OWED), '肆拾贰万元整'])
  await desk.sign(one.id, paper)

  // Day three: all 27 are paid, each his own sum; the file is closed.
  await desk.turnTo('2026-11-18T15:00:00+08:00')
  await screen.case(desk, one, 'accord')
  await screen.by('pay-members').click()
  await screen.by('members-paid').getByText(first.name).waitFor()
  await screen.picture('paid-each')
  await screen.confirm('receive_members')
  const paid = await desk.look(one.id)
  same(paid.payments.map((p) => p.amount), PEOPLE.map((p) => p.claimed))
  same([paid.performance.complete, paid.performance.completed_on], [true, '2026-11-18'])
  const done = await desk.issue(one.id, 'performance-done')
  await desk.sign(one.id, done)
  same((await desk.call('case.closing', { case: one.id })).filter((item) => item.level === 'bad'), [])
  ok((await desk.call('case.close', { case: one.id })).summary.closed)
  await screen.case(desk, one)
  await screen.picture('closed')
}
