// How the line stands, in one sentence.
import type { SyncView } from '@/platform/contract'
import { daysBetween } from '@/text/date'
import { t } from '@/words'

/** After so many days without a line the sentence says that it does not matter. */
const LONG_DAYS = 3
/** Past this a clock is said to be off. */
const SKEW_MS = 600_000

export function standing(view: SyncView, today: string): string {
  if (view.is === 'attention') return t(view.trouble?.code === 'sync.unconfirmed' ? 'sync.state.unconfirmed' : 'sync.state.attention')
  if (view.paused || view.is === 'paused') return t('sync.state.paused')
  if (view.is === 'sending') return t('sync.state.sending')
  if (view.is === 'synced' && view.waiting === 0) return t(view.files.to_send > 0 ? 'sync.state.syncedFiles' : 'sync.state.synced')
  if (!view.trouble) return t('sync.state.joining')
  const last = view.synced_at ?? view.trouble_at
  const days = last ? daysBetween(last.slice(0, 10), today) : 0
  return t('sync.state.offline') + (days >= LONG_DAYS ? t('sync.state.longOffline', { days }) : '')
}

/** What has a place of its own: a line that is gone stands in the sentence, a fingerprint in its box. */
const ELSEWHERE = new Set(['sync.no_line', 'sync.unconfirmed'])

/** Trouble that a person has to settle. */
export const toSettle = (view: SyncView): SyncView['trouble'] => (view.trouble && !ELSEWHERE.has(view.trouble.code) ? view.trouble : null)

/** Whether the county still has to compare the fingerprint. What it once sent to the end it sent to a desk it had confirmed. */
export const toConfirm = (view: SyncView): boolean => view.trouble?.code === 'sync.unconfirmed' || (view.hub !== null && !view.hub.confirmed && view.synced_at === null)

/** Minutes by which this clock is fast, or slow when negative; null while nobody would notice. */
export const skewMinutes = (view: SyncView): number | null => (view.skew_ms !== null && Math.abs(view.skew_ms) > SKEW_MS ? Math.round(view.skew_ms / 60_000) : null)

/** Parts of a bar of 100 that are sent and that wait; what waits is never too thin to be seen. */
export function bar(own: number, waiting: number): { done: number; left: number } {
  if (own <= 0 || waiting <= 0) return { done: 100, left: 0 }
  const left = Math.min(100, Math.max(1.5, (waiting / own) * 100))
  return { done: 100 - left, left }
}
