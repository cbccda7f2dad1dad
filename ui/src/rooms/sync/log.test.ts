// Every line that the crates write into the log has words, and none shows its code.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { t } from '@/words'
import { folded, logWords } from './log'

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
  it('says many small turns of an hour once, and nothing else', () => {
    const line = (at: string, code: string, records: number) => ({ at: `2026-11-20T${at}:00+08:00`, code, args: { records, parked: 0 } })
    const found = folded([line('14:50', 'sync.pushed', 1), line('14:20', 'sync.pushed', 4), line('14:10', 'sync.received', 2), line('14:05', 'sync.pushed', 3), line('13:59', 'sync.pushed', 2)])
    expect(found.map((one) => [one.at.slice(11, 16), one.args['records']])).toEqual([['14:50', 5], ['14:10', 2], ['14:05', 3], ['13:59', 2]])
    const troubles = ['14:50', '14:20'].map((at) => ({ at: `2026-11-20T${at}:00+08:00`, code: 'sync.not_proved', args: {} }))
    expect(folded(troubles)).toHaveLength(2)
  })
  it('marks what a person has to settle, and not a line that is gone', () => {
    expect(logWords({ code: 'sync.revoked', args: {} }).trouble).toBe(true)
    expect(logWords({ code: 'sync.no_line', args: {} }).trouble).toBe(false)
  })
  it('does not show a code of a later version', () => {
    expect(logWords({ code: 'sync.of_a_later_version', args: {} }).text).toBe(t('sync.log.unknown'))
  })
})
