// One desk in a folder of its own: the real program, its loopback door, and a calendar that a story turns.

import { spawn, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** What the door answered when it refused: the desk's own code, and what it said with it. */
export class Refused extends Error {
  constructor(verb, answer) {
    super(`${verb}: ${answer.code} ${JSON.stringify(answer.args)}`)
    this.code = answer.code
    this.args = answer.args
  }
}

const PASSWORD = '物流园-2026'

const SETTINGS = {
  county: '532823', county_name: '勐腊县', station: '花市驿站', org_name: '勐腊县劳动争议联合调解中心', seal_name: '',
  legal_basis: 'peoples', number_word: '勐工调', series: 'KD', phone: '0691-0000000', address: '某某县某某路1号',
  commission: '勐腊县劳动人事争议仲裁委员会', court: '勐腊县人民法院', seal: 'here',
}

export class Desk {
  /** @param {{ program: string, assets: string, ui: string }} house */
  constructor(house) {
    this.house = house
    this.folder = mkdtempSync(join(tmpdir(), 'fengqiao-story-'))
    this.papers = new Map()
  }

  /** Opens the door at `now` (RFC 3339); a desk that was open is closed first. */
  async open(now) {
    await this.close()
    const { program, assets, ui } = this.house
    const args = ['--data', join(this.folder, 'desk'), '--assets', assets, 'serve', '--port', '0', '--ui', ui]
    // Its own words go to the log of the test: they are what one wants to read when it fails.
    this.process = spawn(program, args, {
      env: { ...process.env, FENGQIAO_NOW: now },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.ended = new Promise((done) => this.process.once('exit', done))
    const line = await new Promise((said, failed) => {
      createInterface({ input: this.process.stdout }).once('line', said)
      this.ended.then((code) => failed(new Error(`${program} ended with ${code} before it opened its door`)))
      this.process.once('error', failed)
    })
    this.url = line.trim()
    this.base = this.url.split('/#')[0]
    this.token = this.url.split('token=')[1]
    if (!this.token) throw new Error(`the door said ${line} instead of its address`)
  }

  async close() {
    if (!this.process) return
    this.process.kill()
    await this.ended
    this.process = undefined
  }

  /** Closes it and removes what it wrote. */
  async remove() {
    await this.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** First day: somebody sets the desk up. */
  setUp() {
    return this.call('desk.set_up', { name: '陈某', role: '调解员', password: PASSWORD, settings: SETTINGS })
  }

  unlock(staff = '陈某', password = PASSWORD) {
    return this.call('desk.unlock', { staff, password })
  }

  /** Another morning. */
  async turnTo(now) {
    await this.open(now)
    await this.unlock()
  }

  async post(path, input) {
    return fetch(`${this.base}/${path}`, {
      method: 'POST',
      headers: { 'x-fengqiao-token': this.token, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
  }

  /** A verb of the contract. */
  async call(verb, input = {}) {
    const answer = await this.post(`rpc/${verb}`, input)
    const body = await answer.json()
    if (!answer.ok) throw new Refused(verb, body)
    return body
  }

  /** A verb that must be refused; the code of the refusal. */
  async refused(verb, input) {
    try {
      await this.call(verb, input)
    } catch (error) {
      if (error instanceof Refused) return error.code
      throw error
    }
    throw new Error(`${verb} was let through, although it must be refused`)
  }

  async bytes(verb, input = {}) {
    const answer = await this.post(`bytes/${verb}`, input)
    if (!answer.ok) throw new Refused(verb, await answer.json())
    return Buffer.from(await answer.arrayBuffer())
  }

  /** Types values into the sheet of a case, as leaving a field does; a value that cannot be is an error. */
  async put(id, values) {
    for (const [path, value] of Object.entries(values)) {
      const { note } = await this.call('case.put', { case: id, path, value })
      if (note?.level === 'bad') throw new Error(`${path} = ${JSON.stringify(value)}: ${note.code}`)
    }
  }

  row(id, table, values) {
    return this.call('case.add_row', { case: id, table, values }).then((made) => made.row)
  }

  look(id) {
    return this.call('case.open', { case: id })
  }

  /** Makes a paper for good. */
  issue(id, kind, fields = {}) {
    return this.call('paper.issue', { case: id, kind, fields })
  }

  /** Notes the signature of everybody who must sign, the organisation's as a seal. */
  async sign(id, paper, but = []) {
    let last = paper
    for (const { signer, done } of paper.signers) {
      if (done || but.includes(signer.role)) continue
      const how = signer.role === 'organisation' ? 'seal' : 'sign'
      last = await this.call('paper.sign', { case: id, paper: paper.row.paper.id, signer: signer.key, how })
    }
    return last
  }

  /** What a second program reads in a paper, without the blanks that only break lines. */
  async read(id, paper) {
    const pdf = await this.bytes('paper.pdf', { case: id, paper })
    const file = join(this.folder, `${paper}.pdf`)
    writeFileSync(file, pdf)
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, '')
  }
}
