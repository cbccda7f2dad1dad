// A day and a time as one instant in the desk's own offset.
import { halfWidth } from '@/text/amount'

/** `9:30`, `0930`, `9点半`, `下午3点` → `09:30`; `null` when it is not a time. */
export function readTime(text: string): string | null {
  const plain = halfWidth(text).replace(/\s/g, '').replace('：', ':')
  const match = /^(上午|下午|晚上|中午)?(\d{1,2})(?:[:点时.](\d{1,2}|半|一刻|三刻)?分?|(\d{2}))?$/.exec(plain)
  if (!match) return null
  const [, half, h = '', m, packed] = match
  const minutes = m === '半' ? 30 : m === '一刻' ? 15 : m === '三刻' ? 45 : Number(m ?? packed ?? 0)
  let hours = Number(h)
  if ((half === '下午' || half === '晚上') && hours < 12) hours += 12
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** The offset of an instant as the desk writes it; 北京时间 when there is none. */
const offsetOf = (instant: string): string => /(Z|[+-]\d{2}:\d{2})$/.exec(instant)?.[1] ?? '+08:00'

/** `2026-11-20`, `14:05` → `2026-11-20T14:05:00+08:00`. */
export const withOffset = (day: string, time: string, like: string): string => `${day}T${time}:00${offsetOf(like)}`
