// 卷宗: a paid-up case is closed, its file is found lacking, mended, bound, taken along under a password, and recognised again.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { idNumber } from '../people.mjs'
import { FIRM, consent, freeze, intake, session } from '../steps.mjs'

const PASSWORD = 'gonghui-2026'

/** A page of a PDF as a photograph. */
function photo(desk, pdf, page) {
  const file = join(desk.folder, 'page.pdf')
  writeFileSync(file, pdf)
  execFileSync('pdftoppm', ['-jpeg', '-r', '150', '-singlefile', '-f', String(page), '-l', String(page), file, join(desk.folder, 'page')])
  return readFileSync(join(desk.folder, 'page.jpg'))
}

/** What a reader without and with the password gets. */
function reads(file, password) {
  const made = spawnSync('pdftotext', ['-raw', ...(password ? ['-upw', password] : []), file, '-'], { encoding: 'utf8' })
  return made.status === 0 ? made.stdout.replace(/\s+/g, '') : null
}

/** The file the browser was handed when `click` was done. */
async function handed(desk, screen, name, click) {
  const [got] = await Promise.all([screen.page.waitForEvent('download'), click()])
  const file = join(desk.folder, name)
  await got.saveAs(file)
  return file
}

export default async function play(desk, screen) {
  await desk.open('2026-11-20T14:05:00+08:00')
  await desk.setUp()
  const one = await intake(desk, {
    worker: { name: '张某', phone: '13800000001', address: '某某县某某镇某某村', id_number: idNumber('1988-07-12', 1), sex: 'male', birth: '1988-07-12', employment: 'ongoing' },
    firm: { name: '某某劳务有限公司', ...FIRM },
    claim: { head: 'unpaid_wages', from: '2026-09', to: '2026-10', amount: '8,000' },
    rest: { 'case/cause': 'unpaid_wages', 'case/narrative': '9月、10月两个月没发。', 'case/demand': '干了活应当给工资。', 'case/evidence': ['payslip'] },
  })
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  await desk.sign(one.id, await desk.issue(one.id, 'oral-application-record'))
  await consent(desk, one.id, one.firm)
  await desk.call('case.accept', { case: one.id, mediators: ['陈某'] })
  const notice = await desk.issue(one.id, 'acceptance-notice')
  await desk.sign(one.id, notice)
  await session(desk, one, '2026-11-20T14:30:00+08:00', [{ name: '张某', capacity: '申请人' }, { name: '刘某', capacity: '法定代表人' }], [{ who: '被申请人', text: '认数额。' }], '当场付清。', 'agreed')
  await desk.call('private.put', { case: one.id, key: 'note/applicant', value: '底线是六千' })
  const row = (await desk.call('agreement.from_claims', { case: one.id })).case.obligations[0].obligation.id
  await desk.put(one.id, {
    [`terms/${row}/what`]: '2026年9月、10月工资', [`terms/${row}/amount`]: '8000', [`terms/${row}/due`]: '2026-11-20', [`terms/${row}/method`]: 'cash', [`terms/${row}/on_spot`]: true,
  })
  const agreement = await freeze(desk, one)
  await desk.sign(one.id, agreement)
  const paper = agreement.row.paper.id

  // 桌签
  await screen.case(desk, one, 'mediation')
  await screen.by('cards-open').click()
  await screen.picture('table-cards')
  const cards = await handed(desk, screen, 'cards.pdf', () => screen.by('cards-save').click())
  ok(reads(cards).includes('刘某') || reads(cards).includes('某某劳务有限公司'), reads(cards))

  // 留置: nobody takes it, so a witness is asked for.
  await desk.call('payment.receive', { case: one.id, obligation: row, amount: 800_000, way: 'cash' })
  await screen.go(desk, `/papers/${notice.row.paper.id}?case=${one.id}`, 'serve')
  await screen.by('serve').click()
  await screen.by('serve-form').getByText('留置', { exact: true }).click()
  await screen.by('serve-enter').click()
  await screen.by('serve-form').getByRole('alert').waitFor()
  await screen.type('serve-refused', '负责人不在，前台拒收')
  await screen.picture('left-without-proof')
  await screen.type('serve-witness', '李某')
  await screen.by('serve-enter').click()
  await screen.by('serve-receipt').first().waitFor()
  same((await desk.call('paper.show', { case: one.id, paper: notice.row.paper.id })).row.paper.services[0].witness, '李某')

  // The receipt is written while the file is open; then it is closed and looked at.
  await desk.sign(one.id, await desk.issue(one.id, 'payment-receipt'))
  await desk.call('case.close', { case: one.id })
  await screen.go(desk, `/cases/${one.id}`, 'dossier-open')
  await screen.by('dossier').scrollIntoViewIfNeeded()
  await screen.picture('line')
  await screen.by('dossier-open').click()
  await screen.by('page-counter').waitFor()
  await screen.picture('lacking')
  ok((await screen.by('dossier-check').innerText()).includes('结案审批表'))

  const pdf = await desk.bytes('paper.pdf', { case: one.id, paper })
  for (let page = 1; page <= agreement.row.paper.pages; page += 1) {
    await desk.call('scan.take', { stack: 'day', name: `${page}.jpg`, data: photo(desk, pdf, page).toString('base64') })
  }
  const closing = { 'closing.result': '达成协议', 'closing.ended_on': '2026-11-20', 'closing.summary': '当场付清。' }
  await desk.sign(one.id, await desk.issue(one.id, 'closing-approval', closing))
  await desk.call('attachment.add', { case: one.id, name: '工资条.jpg', label: 'payslip', data: Buffer.concat([photo(desk, pdf, 1), Buffer.from([0])]).toString('base64') })
  await screen.case(desk, one, 'evidence')
  await screen.by('evidence-tags-open').click()
  await screen.picture('evidence-tags')
  await handed(desk, screen, 'tags.pdf', () => screen.by('tags-save').click())

  await screen.go(desk, `/cases/${one.id}/dossier`, 'page-counter')
  await screen.type('dossier-note', '第1页为复印件')
  await screen.by('dossier-again').click()
  await screen.by('page-counter').waitFor()
  await screen.picture('bound')
  const plain = await handed(desk, screen, 'dossier.pdf', () => screen.by('dossier-save').click())
  const text = reads(plain)
  for (const words of ['调解卷宗', '张某', '某某劳务有限公司', '第1页为复印件', '卷宗第1页']) ok(text.includes(words), `${words}: ${text}`)
  ok(!text.includes('底线是六千'), 'private notes stay private')

  await screen.by('dossier-protect').click()
  const form = screen.by('copy-password')
  await form.locator('input').nth(0).fill(PASSWORD)
  await form.locator('input').nth(1).fill(PASSWORD)
  await screen.picture('protect')
  const locked = await handed(desk, screen, 'locked.pdf', () => screen.by('copy-do').click())
  same(reads(locked), null, 'nobody reads it without the password')
  same(reads(locked, PASSWORD), text)

  // 核验
  const verify = async (file, name) => {
    await screen.go(desk, '/verify', 'verify-choose')
    const [chooser] = await Promise.all([screen.page.waitForEvent('filechooser'), screen.by('verify-choose').click()])
    await chooser.setFiles(file)
    await screen.page.locator('[data-testid=verify-result], [data-testid=verify-password]').first().waitFor()
    await screen.picture(name)
  }
  const file = join(desk.folder, '协议.pdf')
  writeFileSync(file, pdf)
  await verify(file, 'verified')
  same(await screen.by('verified').getAttribute('data-compared'), 'same_file')
  const shot = join(desk.folder, '照片.jpg')
  writeFileSync(shot, photo(desk, pdf, 1))
  await verify(shot, 'verified-photo')
  same(await screen.by('verified').getAttribute('data-compared'), 'code')
  await verify(locked, 'verify-locked')
  await screen.by('verify-password').locator('input').fill(PASSWORD)
  await screen.page.keyboard.press('Enter')
  await screen.by('verified').first().waitFor()
  await screen.picture('verified-dossier')
}
