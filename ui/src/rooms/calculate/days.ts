// What kind of day each day of the table is, from the desk's calendar: a year it does not know is said to be unknown.
import { ref, shallowRef, type Ref } from 'vue'
import { rpc } from '@/platform'
import type { LawDay } from './model'

export interface Days {
  /** The notices the known kinds come from. */
  source: Ref<string>
  want: (days: unknown[]) => void
  say: (day: unknown) => { text: string; unsure?: boolean } | null
}

export function useDays(): Days {
  const known = shallowRef(new Map<string, LawDay>())
  const source = ref('')
  let asking = false
  let again: (() => void) | null = null

  function want(days: unknown[]): void {
    const wanted = [...new Set(days.filter((one): one is string => typeof one === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(one)))]
    const news = wanted.filter((one) => !known.value.has(one))
    if (news.length === 0) return
    if (asking) {
      again = () => want(days)
      return
    }
    asking = true
    rpc('law.days', { days: news })
      .then(({ days: got, sources }) => {
        known.value = new Map([...known.value, ...got.map((one): [string, LawDay] => [one.day, one])])
        source.value = sources.join('；')
      })
      .catch(() => undefined)
      .finally(() => {
        asking = false
        const next = again
        again = null
        next?.()
      })
  }
  return {
    source,
    want,
    say(day) {
      const found = typeof day === 'string' ? known.value.get(day) : undefined
      return found ? { text: found.words, unsure: found.kind === 'unknown' } : null
    },
  }
}
