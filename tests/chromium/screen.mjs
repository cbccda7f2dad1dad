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
    page.setDefaultTimeout(90_000)
    page.on('pageerror', (error) => this.errors.push(String(error)))
    // What the browser says of the network is not the page's doing: a refusal is an answer, and the door closes each night.
    const own = (line) => line.type() === 'error' && !line.text().startsWith('Failed to load resource')
    page.on('console', (line) => own(line) && this.errors.push(line.text()))
  }

  close() {
    return this.browser.close()
  }

  /** Shows a place of the desk (`/cases/<id>`), through its door, and waits for what stands there. */
  async go(desk, path, testid) {
    const at = `${desk.base}/#token=${desk.token}`
    if (this.at !== at) {
      // The door's token is in the fragment: only a page that is loaded anew reads it.
      await this.page.goto('about:blank')
      await this.page.goto(at)
      // The first place is where the desk sends a person; only then does the address mean another.
      await this.page.waitForURL((url) => /^#\/[a-z]/.test(url.hash), { waitUntil: 'commit' })
      await this.page.locator('h1').first().waitFor()
      this.at = at
    }
    await this.page.evaluate((to) => { location.hash = to }, `#${path}`)
    await this.by(testid).first().waitFor()
    await this.settled()
  }

  /** The same, for somebody else at the desk: the page is loaded again. */
  anew(desk, path, testid) {
    this.at = undefined
    return this.go(desk, path, testid)
  }

  /** The page of a case; `section` is the one it opens at. */
  async case(desk, one, section) {
    await this.go(desk, `/cases/${one.id}${section ? `?at=${section}&look=1` : ''}`, 'case-state')
  }

  /** Nothing is on its way and nothing moves. */
  async settled() {
    await this.page.waitForLoadState('load')
    await this.page.waitForFunction(() => document.querySelector('#app > *') && !document.querySelector('.busyline, .btn.busy'))
    await this.page.evaluate(async () => {
      await document.fonts.ready
      const finite = (a) => a.effect?.getTiming().iterations !== Infinity
      await Promise.allSettled(document.getAnimations().filter(finite).map((a) => a.finished))
    })
  }

  by(testid) {
    return this.page.getByTestId(testid)
  }

  /** Types into a field and leaves it, which is what saves it. */
  async type(testid, value) {
    const field = this.by(testid)
    const input = (await field.locator('input, textarea').count()) ? field.locator('input, textarea').first() : field
    await input.fill(value)
    await input.press('Tab')
  }

  /** One of a few answers of a form. */
  answer(testid, words) {
    return this.by(testid).locator('label', { hasText: words }).first().click()
  }

  /** The code of the step whose form is open. */
  async openForm() {
    return (await this.page.locator('[data-testid^=form-]').first().getAttribute('data-testid')).slice('form-'.length)
  }

  /** Sends the form of a step and waits until the desk has taken it. */
  async confirm(code) {
    const form = this.by(`form-${code}`)
    await form.getByTestId('step-confirm').click()
    const refused = form.getByTestId('step-refused')
    await Promise.race([form.waitFor({ state: 'detached' }), refused.waitFor().then(async () => { throw new Error(`${code}: ${await refused.innerText()}`) })])
  }

  /** On the page of a paper: everybody signs, one after the other, the seal last. */
  async sign(desk, one, paper) {
    await this.go(desk, `/papers/${paper}?case=${one.id}`, 'sign-progress')
    const { signers } = await desk.call('paper.show', { case: one.id, paper })
    for (const { signer } of signers) {
      const line = this.by(`signer-${signer.key}`)
      await line.getByTestId(`sign-${signer.role}`).click()
      await line.getByTestId('sign-enter').click()
      await line.and(this.page.locator('[data-signed="true"]')).waitFor()
    }
  }

  async picture(name) {
    await this.settled()
    // Rooms scroll inside their frame; a window that moved has lost its head.
    const moved = await this.page.evaluate(() => document.scrollingElement.scrollTop)
    if (moved !== 0) this.errors.push(`${name}: the window was scrolled by ${moved} px`)
    this.pictures += 1
    const file = join(this.folder, `${this.story}-${String(this.pictures).padStart(2, '0')}-${name}.png`)
    await this.page.screenshot({ path: file })
  }

  /** Nothing went wrong in the page while it was shown. */
  sound() {
    if (this.errors.length) throw new Error(`the page complained: ${this.errors.join(' · ')}`)
  }
}
