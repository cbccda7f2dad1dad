// The word in the frame. It claims nothing that is not known: a record saved a moment ago is "waiting", not "offline".
import type { SyncView } from '@/platform/contract'
import type { MarkKind } from '@/parts/mark'
import { clockOf, monthDay } from '@/text/date'
import { t } from '@/words'

export interface SyncWord {
  mark: MarkKind
  text: string
}

/** `14:02` today, `11-19 17:02` on another day. */
export const whenOf = (instant: string, today: string): string =>
  instant.slice(0, 10) === today ? clockOf(instant) : `${monthDay(instant)} ${clockOf(instant)}`

export function syncWord(view: SyncView | null, today: string): SyncWord {
  if (!view?.hub) return { mark: 'off', text: t('frame.sync.localOnly') }
  const n = view.waiting
  if (view.is === 'attention') return { mark: 'overdue', text: t('frame.sync.attention') }
  if (view.paused || view.is === 'paused') return { mark: 'off', text: n > 0 ? t('frame.sync.pausedWaiting', { n }) : t('frame.sync.paused') }
  if (view.is === 'sending') return { mark: 'soon', text: t('frame.sync.sending', { n: view.n, m: view.m }) }
  if (view.is === 'synced' && n === 0 && view.at) {
    const at = whenOf(view.at, today)
    const files = view.files.to_send
    return files > 0 ? { mark: 'soon', text: t('frame.sync.syncedFiles', { at, n: files }) } : { mark: 'ok', text: t('frame.sync.synced', { at }) }
  }
  // Offline is said only when a line was tried and did not answer.
  if (view.trouble) return { mark: 'off', text: n > 0 ? t('frame.sync.offlineWaiting', { n }) : t('frame.sync.offline') }
  return { mark: 'none', text: n > 0 ? t('frame.sync.waiting', { n }) : t('frame.sync.joining') }
}
