// Nothing that goes on beside and after the mediation shows a bare code: every code of casework has words, every step a form.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { declaredCodes } from '@/rooms/case/steps/forms'
import zhCN from './zh-CN'
import { paperKinds } from './zh-CN/kinds'
import { steps } from './zh-CN/steps'

const root = join(import.meta.dirname, '../../..')
const casework = join(root, 'crates/casework/src')
const read = (path: string): string => readFileSync(join(casework, path), 'utf8')
const all = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))]
/** Codes of an enumeration as the wire carries them. */
function variants(text: string, name: string): string[] {
  const body = new RegExp(`pub enum ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? ''
  return all(body, /^ {4}([A-Z]\w+),/gm).map((one) => one.replaceAll(/(?<!^)[A-Z]/g, '_$&').toLowerCase())
}
/** Pairs of a list declared in fields.rs. */
const pairs = (name: string): [string, string][] => {
  const body = new RegExp(`pub const ${name}: &\\[\\(&str, &str\\)\\] =\\s*&\\[([\\s\\S]*?)\\];`).exec(read('fields.rs'))?.[1] ?? ''
  return [...body.matchAll(/\("(\w+)", "([^"]+)"\)/g)].map((match) => [match[1] ?? '', match[2] ?? ''])
}

describe('steps', () => {
  const codes = all(read('next.rs') + read('next/beside.rs'), /(?:step|cannot|either|add)\(\s*"([a-z_]+)"/g).concat(all(read('machine/tables.rs'), /step: "([a-z_]+)"/g))
  it('are found in the sources', () => expect(codes.length).toBeGreaterThan(35))
  it.each(codes)('%s has words', (code) => expect(steps[code]?.title).toBeTruthy())
  /** Steps with a screen or a component of their own. */
  const OWN = new Set([
    'receive', 'close', 'ask_consent', 'answer_consent', 'accept', 'refuse', 'refusal_notice', 'session', 'schedule', 'draft_agreement', 'extend', 'end', 'abandon', 'sign', 'sealed',
    'send_to_seal', 'receive_payment', 'termination_notice', 'arbitration_application', 'refer_entrusted', 'refer_application', 'refer_notice', 'withdraw', 'reopen', 'resume', 'report_risk',
  ])
  it.each(codes)('%s has a form', (code) => expect(OWN.has(code) || declaredCodes().includes(code)).toBe(true))
})

describe('clocks', () => {
  const kinds = variants(read('deadlines.rs'), 'DeadlineKind')
  it('are found in the sources', () => expect(kinds.length).toBeGreaterThan(25))
  it.each(kinds)('%s has its name, its place in a list and its sentence of today', (kind) => {
    for (const where of [zhCN.clocks.name, zhCN.case.clock, zhCN.case.due.lists, zhCN.today.what] as unknown as Record<string, unknown>[]) expect(where[kind]).toBeTruthy()
  })
})

describe('states', () => {
  const states = variants(read('case.rs'), 'MediationState')
  it('are found in the sources', () => expect(states.length).toBeGreaterThan(12))
  it.each(states)('%s has words', (state) => expect((zhCN.case.state as Record<string, string>)[state] ?? (state === 'effective' ? zhCN.case.state.performing : undefined)).toBeTruthy())
})

describe('the diagnosis', () => {
  const words = zhCN.triage
  it.each(all(read('triage/sheet.rs'), /ask\("([a-z_]+)"/g))('asks %s in words', (code) => expect(words.question[code]).toBeTruthy())
  it.each(all(read('triage/remarks.rs'), /"([a-z]+\.[a-z_]+)"/g))('remarks %s in words', (code) => expect(words.remark[code]).toBeTruthy())
  it.each(all(read('closing.rs'), /, "([a-z_]+)"\)/g).filter((one) => one !== 'closing'))('checks %s in words', (code) => expect(words.closing.items[`closing.${code}`]).toBeTruthy())
  it.each([['VULNERABLE', words.vulnerable], ['COURT_KINDS', words.courtKinds], ['KNOWN', words.known]] as const)('offers what %s offers', (name, mine) => expect(Object.entries(mine)).toEqual(pairs(name)))
})

it('knows the title of every document kind', () => {
  const folder = join(root, 'assets/documents')
  const there = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory() && one.name !== 'common')
  for (const { name } of there) {
    const title = /^title = "(.*)"/m.exec(readFileSync(join(folder, name, 'kind.toml'), 'utf8'))?.[1]
    expect(paperKinds[name], name).toBe(title)
  }
})
