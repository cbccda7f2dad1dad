// Plays the stories: `node tests/chromium/run.mjs --desk <program> [--pictures <folder>] [story …]`.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Desk } from './desk.mjs'
import { Screen, missing } from './screen.mjs'

const root = resolve(import.meta.dirname, '../..')
const { values, positionals } = parseArgs({
  options: { desk: { type: 'string' }, ui: { type: 'string' }, pictures: { type: 'string' }, keep: { type: 'boolean' } },
  allowPositionals: true,
})
const folder = join(import.meta.dirname, 'stories')
const all = readdirSync(folder).map((file) => file.replace('.mjs', '')).sort()
const wanted = positionals.length ? positionals : all
const house = { program: resolve(values.desk ?? 'target/debug/fengqiao-desk'), assets: join(root, 'assets'), ui: resolve(values.ui ?? join(root, 'ui/dist')) }
const pictures = resolve(values.pictures ?? 'target/stories')

const why = missing()
if (why) {
  for (const name of wanted) console.log(`!!! SKIPPED: story ${name}\n!!! ${why}`)
  process.exit(0)
}
for (const needed of [house.program, join(house.assets, 'fonts'), join(house.ui, 'index.html')]) {
  if (!existsSync(needed)) {
    console.log(`✗ stories: ${needed} is not there; cargo xtask test builds it`)
    process.exit(1)
  }
}
mkdirSync(pictures, { recursive: true })

let failed = 0
for (const name of wanted) failed += (await played(name)) ? 0 : 1
console.log(`story result: ${wanted.length - failed} passed; ${failed} failed`)
process.exit(failed ? 1 : 0)

async function played(name) {
  const start = performance.now()
  const desk = new Desk(house)
  let screen
  // Pictures of another day would be taken for this one's.
  for (const old of readdirSync(pictures).filter((file) => file.startsWith(`${name}-`))) rmSync(join(pictures, old))
  try {
    const { default: play } = await import(join(folder, `${name}.mjs`))
    screen = await Screen.open(pictures, name)
    await play(desk, screen)
    screen.sound()
    console.log(`✓ story ${name} (${screen.pictures} pictures, ${Math.round((performance.now() - start) / 1000)} s)`)
    return true
  } catch (error) {
    console.log(`✗ story ${name}: ${error.stack}`)
    // What a person would have seen at that moment.
    await screen?.page.screenshot({ path: join(pictures, `${name}-failed.png`) }).catch(() => {})
    return false
  } finally {
    await screen?.close()
    await (values.keep ? desk.close() : desk.remove())
  }
}
