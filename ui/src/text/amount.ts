// Money as people write it ↔ 分.

export type AmountFault = 'unreadable' | 'negative' | 'long' | 'fen'
export type AmountRead = { fen: number } | { fault: AmountFault } | null

/** 99,999,999,999.99 yuan: eleven digits before the point, exact in a double as 分. */
const MOST_FEN = 9_999_999_999_999

/** Full-width digits and punctuation as half-width. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/　/g, ' ')
}

/** Reads `8000`, `8,000.00`, `８０００元`, `1.2万`. Empty is `null`; what is not read says why. */
export function readAmount(text: string): AmountRead {
  const plain = halfWidth(text).replace(/[\s,，¥￥]/g, '').replace(/(元整?|块钱?)$/, '')
  if (plain === '') return null
  if (/^[-−–—]/.test(plain)) return { fault: 'negative' }
  const match = /^(\d+)(?:\.(\d*))?(万|千|百)?$/.exec(plain)
  if (!match) return { fault: 'unreadable' }
  const [, whole = '0', part = '', unit] = match
  const zeros = unit === '万' ? 4 : unit === '千' ? 3 : unit === '百' ? 2 : 0
  const decimals = part.replace(/0+$/, '')
  if (decimals.length > zeros + 2) return { fault: 'fen' }
  const digits = (whole + decimals.padEnd(zeros + 2, '0')).replace(/^0+(?=\d)/, '')
  if (digits.length > 13) return { fault: 'long' }
  const fen = Number(digits)
  return fen > MOST_FEN ? { fault: 'long' } : { fen }
}

/** 分 as `8,000.00`. */
export function amount(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const digits = String(Math.abs(Math.round(fen))).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${sign}${whole}.${digits.slice(-2)}`
}
