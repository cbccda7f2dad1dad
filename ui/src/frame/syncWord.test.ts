import { describe, expect, it } from 'vitest'
import type { SyncView } from '@/platform/contract'
import { bar, skewMinutes, standing, toConfirm, toSettle } from '@/rooms/sync/stand'
import { groupsOf } from '@/rooms/sync/groups'
import { syncWord } from './syncWord'

const hub = { name: '某县级中心', url: 'https://hub:8443', station: 's1', station_name: '某站', role: 'station', series: 'KD', series_shared: false, confirmed: true, at: '2026-11-01T09:00:00+08:00' }
const files = { to_send: 0, to_send_bytes: 0, to_fetch: 0, to_fetch_bytes: 0, direction: '', name: '', done: 0, size: 0 }
const base: SyncView = {
  is: 'synced', hub, fingerprint: '', at: '2026-11-20T14:02:11+08:00', n: 0, m: 0, own: 340, receipted: 340, waiting: 0, parked: 0, to_read: 0, files, trouble: null, trouble_at: null, paused: false,
  skew_ms: null, synced_at: '2026-11-20T14:02:11+08:00', conflicts: 0,
}
const word = (more: Partial<SyncView>): string => syncWord({ ...base, ...more }, '2026-11-20').text
const gone = { is: 'offline', trouble: { code: 'sync.no_line', args: {} }, trouble_at: '2026-11-20T14:30:00+08:00' }

describe('the word in the frame is always true', () => {
  it('without a hub nothing leaves this computer', () => {
    expect(syncWord(null, '2026-11-20').text).toBe('仅存本机')
    expect(word({ hub: null, is: 'off', waiting: 12 })).toBe('仅存本机')
  })
  it('says when it was synced, with the day when it was another', () => {
    expect(word({})).toBe('已同步 14:02')
    expect(word({ at: '2026-11-19T17:02:00+08:00' })).toBe('已同步 11-19 17:02')
  })
  it('does not say synced while records wait, nor forget the scans', () => {
    expect(word({ waiting: 2 })).toBe('2 条待传')
    expect(word({ files: { ...files, to_send: 3 } })).toBe('已同步 14:02 · 3 个扫描件待传')
  })
  it('says offline only when a line did not answer', () => {
    expect(word({ ...gone, waiting: 12 })).toBe('离线 · 12 条待传')
    expect(word(gone)).toBe('离线')
    expect(word({ is: 'offline', waiting: 1 })).toBe('1 条待传')
    expect(word({ is: 'off', at: null })).toBe('正在接上中心')
  })
  it('counts what is on its way', () => expect(word({ is: 'sending', n: 3, m: 12 })).toBe('正在传 3/12'))
  it('paused stays paused, whatever waits', () => {
    expect(word({ is: 'paused', paused: true })).toBe('已暂停')
    expect(word({ ...gone, paused: true, waiting: 4 })).toBe('已暂停 · 4 条待传')
  })
  it('what does not heal by itself comes first', () => expect(word({ is: 'attention', trouble: { code: 'sync.revoked', args: {} }, waiting: 4 })).toBe('需处理'))
})

describe('the screen says the same at length', () => {
  it('a month offline is normal', () => {
    const view = { ...base, ...gone, synced_at: '2026-10-20T09:00:00+08:00', waiting: 90 }
    expect(standing(view, '2026-11-20')).toContain('31 天')
    expect(standing({ ...view, synced_at: base.synced_at }, '2026-11-20')).not.toContain('天没有连上')
  })
  it('a line that is gone is no trouble to settle, a revoked desk is', () => {
    expect(toSettle({ ...base, ...gone })).toBeNull()
    expect(toSettle({ ...base, is: 'attention', trouble: { code: 'sync.revoked', args: {} } })?.code).toBe('sync.revoked')
  })
  it('the fingerprint is asked for until the county has compared it', () => {
    const fresh = { ...base, synced_at: null, hub: { ...hub, confirmed: false } }
    expect(toConfirm(fresh)).toBe(true)
    expect(toConfirm({ ...fresh, synced_at: base.synced_at })).toBe(false)
    expect(toConfirm({ ...base, is: 'attention', trouble: { code: 'sync.unconfirmed', args: {} } })).toBe(true)
  })
  it('a clock is off past ten minutes, either way', () => {
    expect(skewMinutes({ ...base, skew_ms: 600_000 })).toBeNull()
    expect(skewMinutes({ ...base, skew_ms: 720_000 })).toBe(12)
    expect(skewMinutes({ ...base, skew_ms: -1_200_000 })).toBe(-20)
  })
  it('one record that waits among thousands can be seen in the bar', () => {
    expect(bar(50_000, 1).left).toBeGreaterThan(1)
    expect(bar(340, 0)).toEqual({ done: 100, left: 0 })
    expect(bar(4, 4)).toEqual({ done: 0, left: 100 })
    expect(bar(0, 0)).toEqual({ done: 100, left: 0 })
  })
  it('a fingerprint is read in groups of four', () => expect(groupsOf('0a1b 2c3d4e5f')).toEqual(['0a1b', '2c3d', '4e5f']))
})
