// The screen of the desk in Chromium: what a person clicks and types, and pictures of it.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const fromUi = createRequire(new URL('../../ui/package.json', import.meta.url))
const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Why no browser can be opened here; nothing when one can. */
export function missing() {
  if (!program()) return 'there is no Chromium (apt-get install chromium)'
  try {
    fromUi.resolve('playwright-core')
  } catch {
    return 'playwright-core is not in ui/node_modules (npm ci in ui/)'
  }
  return ''
}

function program() {
  return [process.env.FENGQIAO_CHROMIUM, ...PROGRAMS].find((path) => path && existsSync(path))
}

export class Screen {
  /** Opens a browser; pictures go to `folder`, their names begin with the story's. */
  static async open(folder, story) {
    const { chromium } = fromUi('playwright-core')
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
    const browser = await chromium.launch({ executablePath: program(), args })
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    return new Screen(browser, page, folder, story)
  }

  constructor(browser, page, folder, story) {
    Object.assign(this, { browser, page, folder, story, pictures: 0, errors: [] })
    // Slow machines are slow; a screen that never comes is what this finds.
    page.setDefaultTimeout(30_000)
    page.on('pageerror', (error) => this.errors.push(String(error)))
    page.on('console', (line) => line.type() === 'error' && this.errors.push(line.text()))
  }

  close() {
    return this.browser.close()
  }

  /** Shows a place of the desk (`/cases/<id>`), through its door. */
  async go(desk, path) {
    const at = `${desk.base}/#token=${desk.token}`
    if (this.at !== at) {
      // The door's token is in the fragment: only a page that is loaded anew reads it.
      await this.page.goto('about:blank')
      await this.page.goto(at)
      await this.page.locator('main, [role=main]').first().waitFor()
      this.at = at
    }
    await this.page.evaluate((to) => { location.hash = to }, `#${path}`)
    await this.page.waitForURL((url) => url.hash.split('?')[0] === `#${path.split('?')[0]}`)
    await this.settled()
  }

  /** Nothing is on its way and nothing moves. */
  async settled() {
    await this.page.waitForLoadState('load')
    await this.page.evaluate(async () => {
      await document.fonts.ready
      const finite = (a) => a.effect?.getTiming().iterations !== Infinity
      await Promise.allSettled(document.getAnimations().filter(finite).map((a) => a.finished))
    })
  }

  by(testid) {
    return this.page.getByTestId(testid)
  }

  text(words, exact = false) {
    return this.page.getByText(words, { exact }).first()
  }

  button(name) {
    return this.page.getByRole('button', { name }).first()
  }

  /** Types into a field and leaves it, which is what saves it. */
  async type(testid, value) {
    const field = this.by(testid)
    const input = (await field.locator('input, textarea').count()) ? field.locator('input, textarea').first() : field
    await input.fill(value)
    await input.press('Tab')
  }

  async picture(name) {
    await this.settled()
    this.pictures += 1
    const file = join(this.folder, `${this.story}-${String(this.pictures).padStart(2, '0')}-${name}.png`)
    await this.page.screenshot({ path: file })
  }

  /** Nothing went wrong in the page while it was shown. */
  sound() {
    if (this.errors.length) throw new Error(`the page complained: ${this.errors.join(' · ')}`)
  }
}
