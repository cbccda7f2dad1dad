// 文书样式: exported, spoilt, told where, mended, looked at, signed, put into use, and gone back from.

import { equal, ok } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export default async function play(desk, screen) {
  await desk.open('2026-12-01T09:00:00+08:00')
  await desk.setUp()
  const folder = join(desk.folder, '文书样式')
  const file = join(folder, 'documents/session-notice/template.typ')
  await screen.go(desk, '/settings/pack', 'pack-now')
  await screen.picture('shipped')
  await screen.type('pack-folder', folder)
  await screen.by('pack-export').click()
  await screen.by('pack-check').waitFor()
  const checks = screen.by('pack-found')

  // A bracket is forgotten: the line is named.
  await screen.page.waitForFunction(() => [...document.querySelectorAll('input')].filter((one) => one.value.endsWith('文书样式')).length === 2)
  const shipped = readFileSync(file, 'utf8')
  const mended = shipped.replace('无正当理由不到场的，视为不愿意继续调解，', '没有说明理由又不到场的，我们会再联系您；联系不上的，')
  ok(mended !== shipped)
  writeFileSync(file, mended.replace('#par[二、', '#par(二、'))
  await screen.by('pack-check').click()
  await checks.filter({ hasText: 'session-notice/template.typ' }).waitFor({ timeout: 120_000 })
  await screen.picture('spoilt')

  writeFileSync(file, mended)
  await screen.by('pack-check').click()
  await checks.filter({ hasText: '检查通过' }).waitFor({ timeout: 180_000 })
  await screen.picture('passes')
  await checks.getByText('调解通知书').click()
  await screen.by('pack-preview').locator('canvas').first().waitFor({ timeout: 60_000 })
  await screen.settled()
  await screen.picture('preview')
  await screen.page.keyboard.press('Escape')

  await screen.by('pack-sign').click()
  await screen.by('pack-row').first().waitFor({ timeout: 180_000 })
  await screen.by('pack-use').first().click()
  await screen.picture('ask')
  await screen.by('pack-yes').click()
  await screen.by('pack-now').filter({ hasText: '勐腊县文书样式' }).waitFor({ timeout: 60_000 })
  await screen.picture('used')
  // What is typed is set by the pack's own process, page by page.
  const blank = await desk.call('case.create', { channel: 'oral' })
  const draft = { case: blank.id, kind: 'session-notice', scale: 1 }
  const [page] = (await desk.call('paper.look', draft)).pages
  ok(page.png.startsWith('iVBORw0KGgo'), page.png.slice(0, 80))
  const again = await desk.call('paper.look', { ...draft, held: [page.mark] })
  equal(again.pages[0].png, null)
  await screen.by('pack-back').click()
  await screen.by('pack-yes').click()
  await screen.by('pack-now').filter({ hasText: '随附样式' }).waitFor()
  equal((await desk.call('pack.list')).in_force, null)
}
