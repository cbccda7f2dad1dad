// Clock times as typed, and instants in the desk's own offset.
import { halfWidth } from '@/text/amount'

/** `16:05`, `1605`, `16点5分`, `9:3` → `16:05`; null when it is no time of day. */
export function readClock(text: string): string | null {
  const plain = halfWidth(text).replace(/\s/g, '').replace(/分$/, '')
  const match = /^(\d{1,2})[:：点时.](\d{0,2})$/.exec(plain) ?? /^(\d{1,2})(\d{2})$/.exec(plain)
  if (!match) return null
  const hour = Number(match[1])
  const minute = Number(match[2] || '0')
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** A local day and time as an instant; the offset is the one the desk's clock runs in. */
export function instantOf(day: string, clock: string, deskNow: string): string {
  const offset = /([+-]\d{2}:\d{2}|Z)$/.exec(deskNow)?.[1] ?? '+08:00'
  return `${day}T${clock}:00${offset}`
}
