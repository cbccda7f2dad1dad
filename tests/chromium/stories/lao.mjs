// 老挝籍装卸工: somebody looks up in 一本通 what to tell him, hands him a leaf, and every paper he signs he can read.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIRM, consent, freeze, intake, session } from '../steps.mjs'
import { fen } from '../tables.mjs'

const lao = readFileSync(new URL('../../../assets/documents/common/phrases/lo.toml', import.meta.url), 'utf8')
/** A phrase of the file: what the paper must hold. */
const phrase = (key) => {
  const found = lao.match(new RegExp(`key = "${key}"\\nzh = "(.*)"\\ntext = "(.*)"`))
  return { zh: found[1], text: found[2] }
}

/** Poppler reads a consonant with two marks above it twice over: `ສັ່ສັ່ງ` for `ສັ່ງ`. */
const once = (text) => text.replace(/\s+/g, '').replace(/([\u0e80-\u0eff]{3})\1/g, '$1')

/** What a second program reads in bytes, cell after cell, without blanks. */
function readPdf(pdf, tool = 'pdftotext', ...more) {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-pdf-'))
  writeFileSync(join(folder, 'it.pdf'), pdf)
  const text = execFileSync(tool, [...more, ...(tool === 'pdftotext' ? ['-raw'] : []), join(folder, 'it.pdf'), ...(tool === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return tool === 'pdftotext' ? once(text) : text
}

/** A paper in two columns holds each of these. */
async function holds(desk, one, paper, words) {
  const text = readPdf(await desk.bytes('paper.pdf', { case: one.id, paper: paper.row.paper.id }))
  for (const word of words) ok(text.includes(once(word)), `${paper.row.paper.title} does not hold ${word}:\n${text}`)
}

export default async function play(desk, screen) {
  await desk.open('2026-11-16T09:10:00+08:00')
  await desk.setUp()

  // The station writes down who mediates here: it stands in the book at once.
  await screen.go(desk, '/settings/handbook', 'station-hours')
  await screen.type('station-hours', '周一至周五 9:00—17:30')
  await screen.type('mediator-0-name', '岩某')
  await screen.type('mediator-0-agency', '县总工会')
  await screen.type('mediator-0-specialty', '欠薪、工伤')
  await screen.type('mediator-0-languages', '傣语、老挝语')
  await screen.type('mediator-0-phone', '0691-0000001')
  await screen.picture('directory')
  const { entry: directory } = await desk.call('handbook.open', { entry: 'station-mediators' })
  ok(JSON.stringify(directory).includes('傣语、老挝语'), 'the directory names its mediator')

  // What one tells him: found by how people say it, by a title's initials, by a word of the body.
  await screen.go(desk, '/handbook', 'handbook-entry')
  await screen.picture('contents')
  await screen.by('handbook-find').locator('input').fill('外国人')
  await screen.by('handbook-hit').first().waitFor()
  await screen.by('handbook-find').locator('input').press('Enter')
  await screen.page.getByRole('heading', { name: '外国人在这里干活' }).waitFor()
  await screen.picture('found')
  for (const [typed, entry] of [['jbf', 'overtime'], ['包工头', 'construction'], ['没签合同', 'no-contract']]) {
    same((await desk.call('handbook.search', { text: typed }))[0].id, entry, typed)
  }
  await screen.go(desk, '/handbook/overtime', 'handbook-entry')
  await screen.picture('entry')
  await screen.page.getByRole('link', { name: '去算：' }).click()
  await screen.page.waitForURL((url) => url.hash.startsWith('#/calculate?rule=overtime'))

  // The booklet: what is seen is what is printed; the folded one has half as many sheets.
  await screen.go(desk, '/booklet', 'booklet-print')
  await screen.page.locator('canvas').nth(3).waitFor()
  await screen.picture('booklet')
  await screen.page.getByRole('radio', { name: 'A4' }).click()
  await screen.page.waitForFunction(() => document.querySelectorAll('canvas').length < 20)
  await screen.settled()
  await screen.picture('folded')
  const plain = await desk.bytes('handbook.booklet', { entry: null, imposed: false, languages: ['lo', 'vi', 'en'] })
  const text = readPdf(plain)
  for (const word of ['岩某', '0691-0000001', '周一至周五9:00—17:30', once(phrase('leaf_come').text), '待译审']) ok(text.includes(word), `the booklet does not say ${word}`)
  const pages = (pdf) => Number(readPdf(pdf, 'pdfinfo').match(/Pages:\s+(\d+)/)[1])
  const folded = await desk.bytes('handbook.booklet', { entry: null, imposed: true, languages: ['lo', 'vi', 'en'] })
  same(pages(folded), Math.ceil(pages(plain) / 4) * 2)
  const leaf = await desk.bytes('handbook.booklet', { entry: 'overtime', imposed: false, languages: [] })
  same(pages(leaf), 1)
  same(await desk.refused('handbook.open', { entry: 'nothing' }), 'handbook.unknown')

  // He has come to claim his pay.
  const one = await intake(desk, {
    worker: { name: 'ສົມພອນ ວົງສາ', nation: '老挝', language: '老挝语', interpreter: '玉某', id_kind: 'passport', id_number: 'P0000001', sex: 'male', birth: '1990-03-12', phone: '13800000001', address: '某某县某某镇某某村', employment: 'oral_ongoing', occupation: '装卸工' },
    firm: { name: '某某物流有限公司', ...FIRM },
    claim: { head: 'unpaid_wages', amount: '8,000', from: '2026-09', to: '2026-10' },
    rest: { 'case/cause': 'unpaid_wages', 'case/place': '某某物流园', 'case/narrative': '9月、10月的工资没有发。', 'case/demand': '支付两个月工资。' },
  })
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  await screen.case(desk, one)
  await screen.by('papers-make').click()
  await screen.by('make-receipt-bilingual').click()
  // His language is known from the sheet: only what prevails is asked.
  const open_ = async (kind) => (await desk.call('paper.check', { case: one.id, kind, fields: {} })).form.filter((field) => field.asked).map((field) => field.path)
  same(await open_('receipt-bilingual'), ['translation.prevails'])
  await screen.by('issue-paper').waitFor()
  await screen.picture('receipt-asked')
  const receipt = await desk.issue(one.id, 'receipt-bilingual', { 'translation.prevails': 'zh' })
  await holds(desk, one, receipt, ['ສົມພອນ', '待译审', phrase('receipt_proof').text, phrase('fifteen').zh, '以中文为准', '玉某'])
  ok(receipt.signers.some((s) => s.signer.role === 'interpreter' && s.signer.name === '玉某'), 'the interpreter signs')

  await consent(desk, one.id, one.firm)
  await desk.call('case.accept', { case: one.id, mediators: ['岩某'] })
  const notice = await desk.issue(one.id, 'rights-notice-bilingual', { 'translation.prevails': 'zh' })
  await holds(desk, one, notice, [phrase('right_voluntary').text, phrase('effect').zh, '待译审'])

  // The county confirms a phrase: from then on it is printed so, and only it.
  await screen.go(desk, '/settings/phrases', 'phrase-title')
  await screen.picture('phrases')
  await screen.by('phrase-contact').getByRole('button').click()
  await screen.type('phrase-by', '县外事办 玉某')
  await screen.picture('confirming')
  await screen.by('phrase-confirm').click()
  await screen.by('phrase-contact').getByText('已审定').waitFor()
  same(await desk.refused('phrases.confirm', { language: 'lo', key: 'title', text: 'ກ', by: ' ' }), 'phrases.nobody')

  // What they agree on, in his language too.
  await session(desk, one, '2026-11-16T14:30:00+08:00', [{ name: 'ສົມພອນ ວົງສາ', capacity: '申请人' }, { name: '刘某', capacity: '法定代表人' }], [{ who: '双方', text: '8,000元分两次付。' }], '8,000元，分两期。', 'agreed')
  await desk.put(one.id, { [`claims/${one.claim}/agreed`]: '8000', 'agreement/account_name': 'ສົມພອນ ວົງສາ' })
  await desk.call('agreement.instalments', { case: one.id, what: '工资', payer: one.firm, payee: one.worker, total: fen(8000), count: 2, first: '2026-12-01', every: { unit: 'months', n: 1 }, method: 'cash' })
  await freeze(desk, one)
  same(await open_('agreement-lao'), ['translation.prevails', 'translation.obligations'])
  const { form } = await desk.call('paper.check', { case: one.id, kind: 'agreement-lao', fields: {} })
  const rows = form.find((field) => field.path === 'translation.obligations').value
  ok(rows.length === 2 && rows[0].zh.includes('工资'), `the interpreter sees what he translates: ${JSON.stringify(rows)}`)
  await screen.anew(desk, `/cases/${one.id}?at=papers&look=1`, 'papers-make')
  await screen.by('papers-make').click()
  await screen.by('make-agreement-lao').click()
  await screen.by('issue-paper').waitFor()
  const words = ['ຄ່າແຮງງວດທີ 1', 'ຄ່າແຮງງວດທີ 2']
  await screen.picture('translated')
  const paper = await desk.issue(one.id, 'agreement-lao', { 'translation.obligations': rows.map((row, n) => ({ ...row, what: words[n] })), 'translation.prevails': 'other' })
  await holds(desk, one, paper, [...words, phrase('method_cash').text, '以老挝文为准', phrase('contact').text, '待译审', '4,000.00'])

  // Who reads Lao finds a sentence wrong: it is corrected in a pack. A Thai word slips in and is told with its line.
  const folder = join(desk.folder, '文书样式')
  const file = join(folder, 'documents/common/phrases/lo.toml')
  const better = 'ມີຄຳຖາມ ໂທຫາພວກເຮົາໄດ້'
  await desk.call('pack.export', { folder })
  const whole = readFileSync(file, 'utf8')
  ok(whole.includes(phrase('contact').text), 'the sentence stands in what was exported')
  writeFileSync(file, whole.replace(phrase('contact').text, `ถ้า${better}`))
  await screen.go(desk, '/settings/pack', 'pack-now')
  await screen.type('pack-from', folder)
  await screen.by('pack-check').click()
  const found = screen.by('pack-found')
  await found.filter({ hasText: '里面有泰文' }).waitFor({ timeout: 120_000 })
  await screen.picture('thai')
  writeFileSync(file, whole.replace(phrase('contact').text, better))
  await screen.by('pack-check').click()
  await found.filter({ hasText: '检查通过：4' }).waitFor({ timeout: 180_000 })
  await found.getByText('调解协议书外文对照件').click()
  await screen.by('pack-preview').locator('canvas').first().waitFor({ timeout: 60_000 })
  await screen.settled()
  await screen.picture('corrected')
  await screen.page.keyboard.press('Escape')
  await screen.by('pack-sign').click()
  await screen.by('pack-use').first().waitFor({ timeout: 180_000 })
  await screen.by('pack-use').first().click()
  await screen.by('pack-yes').click()
  await screen.by('pack-back').waitFor({ timeout: 60_000 })

  // What was confirmed were other words: it waits again, and says whence it comes.
  await screen.go(desk, '/settings/phrases', 'phrase-contact')
  const row = screen.by('phrase-contact')
  await row.getByText('要重新审定').waitFor()
  ok((await row.innerText()).includes(better), 'the corrected sentence is listed')
  const now = async () => readPdf(await desk.bytes('paper.preview', { case: one.id, kind: 'agreement-lao', fields: { 'translation.prevails': 'zh' } }))
  const waiting = await now()
  ok(waiting.includes(once(better)) && !waiting.includes(once(phrase('contact').text)), `the paper has the new sentence:\n${waiting}`)
  await row.scrollIntoViewIfNeeded()
  // The word that the pack is in use lies over the rows for a moment.
  await screen.page.getByText('已启用').waitFor({ state: 'hidden' })
  await screen.picture('lapsed')
  await row.getByRole('button').click()
  await screen.type('phrase-by', '县外事办 玉某')
  await screen.by('phrase-confirm').click()
  await row.getByText('已审定').waitFor()
  const marks = (text) => text.split('＊').length
  same(marks(await now()), marks(waiting) - 1)
  // Back to the older wording: its own confirmation is there again.
  await desk.call('pack.back', {})
  const contact = (await desk.call('phrases.list', { language: 'lo' })).rows.find((one_) => one_.key === 'contact')
  same([contact.text, contact.reviewed, contact.pack], [phrase('contact').text, true, ''])
}
