// 扫描件: a stack comes back from the copier with a cup on one code; the missing page is asked, waits with a guess, and is filed by hand.

import { deepStrictEqual as same, ok } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { idNumber } from '../people.mjs'
import { FIRM, intake } from '../steps.mjs'

/** A sheet that cannot be read is looked at in every light, and this program is not the fast one. */
const SLOW = { timeout: 180_000 }

/** A page as the copier saw it; `foot` keeps the foot of the page with its code. */
function sheet(desk, pdf, page, { foot = true, kind = 'jpeg', dpi = 150 } = {}) {
  const file = join(desk.folder, 'sheet.pdf')
  writeFileSync(file, pdf)
  const more = kind === 'tiff' ? ['-tiff', '-tiffcompression', 'jpeg'] : ['-jpeg']
  const cut = foot ? [] : ['-x', '0', '-y', '0', '-W', String(dpi * 8), '-H', String(dpi * 10)]
  execFileSync('pdftoppm', [...more, ...cut, '-r', String(dpi), '-singlefile', '-f', String(page), '-l', String(page), file, join(desk.folder, 'sheet')])
  return readFileSync(join(desk.folder, kind === 'tiff' ? 'sheet.tif' : 'sheet.jpg'))
}

/** Width and height of a JPEG. */
function size(jpeg) {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] >= 0xc0 && jpeg[at + 1] <= 0xc2) return { high: jpeg.readUInt16BE(at + 5), wide: jpeg.readUInt16BE(at + 7) }
  }
  throw new Error('no JPEG')
}

/** The PDF a copier makes: one JPEG a page. */
function stack(jpegs) {
  const objects = []
  const add = (head, stream) => objects.push(stream === undefined ? Buffer.from(head) : Buffer.concat([Buffer.from(`${head}\nstream\n`), stream, Buffer.from('\nendstream')]))
  add('<< /Type /Catalog /Pages 2 0 R >>')
  add(`<< /Type /Pages /Count ${jpegs.length} /Kids [${jpegs.map((_, i) => `${3 + i * 3} 0 R`).join(' ')}] >>`)
  for (const [i, jpeg] of jpegs.entries()) {
    const { wide, high } = size(jpeg)
    const draw = Buffer.from(`q 595 0 0 ${Math.round((595 * high) / wide)} 0 0 cm /I Do Q`)
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${Math.round((595 * high) / wide)}] /Contents ${4 + i * 3} 0 R /Resources << /XObject << /I ${5 + i * 3} 0 R >> >> >>`)
    add(`<< /Length ${draw.length} >>`, draw)
    add(`<< /Type /XObject /Subtype /Image /Width ${wide} /Height ${high} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode /Length ${jpeg.length} >>`, jpeg)
  }
  const parts = [Buffer.from('%PDF-1.4\n')]
  const places = []
  let at = parts[0].length
  for (const [i, object] of objects.entries()) {
    places.push(at)
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(whole)
    at += whole.length
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(parts)
}

/** Lets go of a file over the window, as from the desktop. */
async function drop(screen, name, type, bytes) {
  await screen.page.evaluate(({ name: as, type: kind, data }) => {
    const file = new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], as, { type: kind })
    const held = new DataTransfer()
    held.items.add(file)
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }))
  }, { name, type, data: bytes.toString('base64') })
}

async function choose(screen, file) {
  const [chooser] = await Promise.all([screen.page.waitForEvent('filechooser'), screen.by('scan-choose').click()])
  await chooser.setFiles(file)
}

export default async function play(desk, screen) {
  await desk.open('2026-11-20T14:05:00+08:00')
  await desk.setUp()
  const story = '2026年3月进场，约定月工资4,000元，按月发放。9月、10月两个月没发，问了几次都说等结算。'
  const one = await intake(desk, {
    worker: { name: '张某', phone: '13800000001', address: '某某县某某镇某某村', id_number: idNumber('1988-07-12', 1), sex: 'male', birth: '1988-07-12', employment: 'ongoing' },
    firm: { name: '某某劳务有限公司', ...FIRM },
    claim: { head: 'unpaid_wages', from: '2026-09', to: '2026-10', amount: '8,000' },
    rest: { 'case/cause': 'unpaid_wages', 'case/narrative': story.repeat(14), 'case/demand': '干了活应当给工资。', 'case/evidence': ['payslip'] },
  })
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  const record = await desk.issue(one.id, 'oral-application-record')
  const receipt = await desk.issue(one.id, 'receipt')
  const { id, pages } = record.row.paper
  ok(pages >= 3, `the record is long: ${pages}`)
  const pdf = await desk.bytes('paper.pdf', { case: one.id, paper: id })
  const other = await desk.bytes('paper.pdf', { case: one.id, paper: receipt.row.paper.id })
  const of = (paper) => desk.call('scan.of_paper', { case: one.id, paper })

  // The stack is let go over the list of papers: both papers are found, one page is not.
  await screen.go(desk, '/papers', 'scan-choose')
  await screen.picture('papers')
  const sheets = [...Array(pages).keys()].map((i) => sheet(desk, pdf, i + 1, { foot: i !== 1 }))
  await drop(screen, '复印机 1120.pdf', 'application/pdf', stack([...sheets, sheet(desk, other, 1)]))
  await screen.by('scan-summary').waitFor(SLOW)
  await screen.picture('stack')
  const said = await screen.by('scan-summary').innerText()
  ok(said.includes(`归档 ${pages} 页，2 份`) && said.includes('第 2 页没有扫到') && said.includes('1 页认不出'), said)

  // It waits with its picture and the page between as guess; Enter files it.
  await screen.by('scan-to-waiting').click()
  await screen.by('scan-picture').waitFor()
  await screen.picture('waiting')
  const guess = await screen.by('scan-guess').first().innerText()
  ok(guess.includes('挨着它的一张是这份') && guess.includes('归入第 2 页'), guess)
  await screen.page.keyboard.press('Enter')
  await screen.page.getByText('没有待归档的扫描件').waitFor()
  await screen.picture('filed')
  same((await of(id)).missing, [])

  // A telephone's own format is refused with what to do, the same file again is known.
  await screen.go(desk, '/papers', 'scan-choose')
  await drop(screen, 'IMG_2071.HEIC', 'image/heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))
  await screen.by('scan-summary').waitFor(SLOW)
  ok((await screen.by('scan-summary').innerText()).includes('兼容性最佳'))
  await screen.picture('heic')

  // Beside an open paper a sheet nobody can read is asked for its page; a TIFF is a scan like any other.
  const notice = await desk.issue(one.id, 'privacy-notice')
  const paper = notice.row.paper.id
  const third = await desk.bytes('paper.pdf', { case: one.id, paper })
  await screen.go(desk, `/papers/${paper}?case=${one.id}`, 'scan')
  const cut = join(desk.folder, '没扫全.jpg')
  writeFileSync(cut, sheet(desk, third, 1, { foot: false, dpi: 72 }))
  await choose(screen, cut)
  await screen.by('scan-unread').waitFor(SLOW)
  await screen.by('scan').scrollIntoViewIfNeeded()
  await screen.picture('asked')
  await screen.by('scan-unread').getByText('第1页', { exact: true }).click()
  await screen.by('scan-unread').waitFor({ state: 'detached' })
  same((await of(paper)).came, [1])
  const tif = join(desk.folder, '复印机.tif')
  writeFileSync(tif, sheet(desk, other, 1, { kind: 'tiff' }))
  await choose(screen, tif)
  await screen.by('scan-paper').waitFor(SLOW)
  await screen.picture('tiff')
  ok((await screen.by('scan-paper').innerText()).includes('第 1 页'))

  // The contents of the file know each sheet once.
  const bound = await desk.call('dossier.bind', { case: one.id })
  const row = bound.rows.find((line) => line.paper === id)
  same(row.to - row.from + 1, pages)
}
