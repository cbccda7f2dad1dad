// Every line that the crates write into the log has words, and none shows its code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { t } from '@/words'
import { logWords } from './log'

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return sources(path)
    return entry.name.endsWith('.rs') ? [readFileSync(path, 'utf8')] : []
  })
}
const written = sources(join(import.meta.dirname, '../../../../crates/sync/src')).flatMap((text) => [...text.matchAll(/"(sync\.[a-z_]+)"/g)].map((match) => match[1] ?? ''))

describe('the log is read by a clerk', () => {
  it('finds the codes where they are written', () => expect(written).toContain('sync.pushed'))
  it.each([...new Set(written)].toSorted())('%s', (code) => {
    const { text } = logWords({ code, args: { records: 2, parked: 0, files: 1, batches: 1, hub: '某县级中心', station: '某站', code: 'x' } })
    expect(text).not.toBe(t('sync.log.unknown'))
    expect(text).not.toContain('sync.')
    expect(text).not.toContain('空')
  })
  it('says what was kept without being used', () => {
    expect(logWords({ code: 'sync.pushed', args: { records: 5, parked: 0 } }).text).not.toContain('未用')
    expect(logWords({ code: 'sync.pushed', args: { records: 5, parked: 2 } }).text).toContain('2 条中心存而未用')
  })
  it('marks what a person has to settle, and not a line that is gone', () => {
    expect(logWords({ code: 'sync.revoked', args: {} }).trouble).toBe(true)
    expect(logWords({ code: 'sync.no_line', args: {} }).trouble).toBe(false)
  })
  it('does not show a code of a later version', () => {
    expect(logWords({ code: 'sync.of_a_later_version', args: {} }).text).toBe(t('sync.log.unknown'))
  })
})
