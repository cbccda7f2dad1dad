const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 → 一, 12 → 十二, 30 → 三十: numbers of clauses and instalments, up to 99. */
export function han(n: number): string {
  if (n < 0 || n > 99 || !Number.isInteger(n)) return String(n)
  if (n < 10) return DIGITS[n] ?? String(n)
  const tens = Math.floor(n / 10)
  const rest = n % 10
  return `${tens > 1 ? DIGITS[tens] : ''}十${rest > 0 ? DIGITS[rest] : ''}`
}
