// Every code that the rooms below can raise has words: what happened, and what to do.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DeskError } from '@/platform'
import { errors, sentenceFor, wordsFor } from './errors'

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.rs') ? [readFileSync(path, 'utf8')] : []
  })
}
function codes(dir: string, pattern: RegExp): string[] {
  const found = sources(dir).flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
  return [...new Set(found)].filter((code) => code.includes('.')).toSorted()
}
const crates = join(import.meta.dirname, '../../../crates')

describe('errors have words', () => {
  it.each(codes(join(crates, 'desk/src'), /DeskError::new\(\s*"([a-z0-9_.]+)"/g))('%s of the desk', (code) => {
    expect(errors[code]).toBeDefined()
  })
  it.each(codes(join(crates, 'desk/src/host'), /"(host\.(?!json|lock)[a-z0-9_]+)"/g))('%s of the centre on this computer', (code) => {
    expect(errors[code]).toBeDefined()
  })
  it.each(codes(join(crates, 'casework/src'), /Refusal::new\(\s*&?"([a-z0-9_.]+)"/g))('%s of the law', (code) => {
    expect(errors[`refused.${code}`]).toBeDefined()
  })
  it.each(codes(join(crates, 'statute/src/rules'), /=> "(rule\.[a-z_]+)"/g).concat(codes(join(crates, 'tables/src'), /=> "(table\.[a-z_]+)"/g)))('%s of the rules and tables', (code) => {
    expect(errors[code]).toBeDefined()
  })
  it.each(codes(join(crates, 'sync/src'), /=> "(sync\.[a-z_]+)"/g))('%s of the line', (code) => {
    expect(errors[code]).toBeDefined()
  })
  it.each(codes(join(crates, 'documents/src'), /=> "(paper\.[a-z_]+)"/g))('%s of the papers', (code) => {
    expect(errors[code] ?? errors[`paper.${code}`]).toBeDefined()
  })
})

describe('a sentence says what happened, what is safe, what to do', () => {
  it('fills in what the error carries', () => {
    expect(sentenceFor(new DeskError('store.too_many_attempts', { wait_seconds: 30 }))).toContain('30 秒')
  })
  it('takes the words of the damaged part', () => {
    expect(wordsFor(new DeskError('store.damaged', { what: 'slots' })).what).toContain('钥匙')
    expect(wordsFor(new DeskError('store.damaged', { what: 'later_part' })).what).toContain('损坏')
  })
  it('says which way a clock is off', () => {
    expect(sentenceFor(new DeskError('clock.skew', { minutes: -13 }))).toContain('慢 13 分钟')
    expect(sentenceFor(new DeskError('clock.skew', { minutes: 13 }))).toContain('快 13 分钟')
  })
  it('never leaves a person with a bare code', () => {
    const said = wordsFor(new DeskError('never.heard_of'))
    expect(said.what).toContain('never.heard_of')
    expect(said.todo).toBeTruthy()
  })
  it('has no exclamation marks and no blame', () => {
    for (const [code, { what, safe = '', todo = '' }] of Object.entries(errors)) {
      expect(what + safe + todo, code).not.toMatch(/[！!]|操作失败|系统异常|操作有误/)
    }
  })
})
