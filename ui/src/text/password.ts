// How hard a password is to guess, in one word: said, never enforced beyond the length.

export type Strength = 'short' | 'common' | 'fair' | 'good'

/** The store refuses shorter ones. */
export const MIN_PASSWORD = 6

const COMMON = ['password', 'qwerty', 'abc123', 'admin', 'woaini', 'fengqiao', 'iloveyou', '5201314', '123456', '654321', '111111', '000000', '888888', '666666']

function runs(text: string): boolean {
  // Every step the same: 123456, 987654, aaaaaa.
  const steps = new Set([...text].slice(1).map((c, i) => (c.codePointAt(0) ?? 0) - (text.codePointAt(i) ?? 0)))
  return steps.size === 1 && Math.abs([...steps][0] ?? 9) <= 1
}

export function strength(password: string, name = ''): Strength {
  const length = [...password].length
  if (length < MIN_PASSWORD) return 'short'
  const low = password.toLowerCase()
  const birthday = /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(low)
  const phone = /^1\d{10}$/.test(low)
  if (COMMON.some((word) => low.includes(word)) || runs(low) || birthday || phone || (name !== '' && low === name) || new Set(low).size <= 2) return 'common'
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  return length >= 12 || (length >= 9 && kinds >= 2) || /[^ -ÿ]{5,}/.test(password) ? 'good' : 'fair'
}
