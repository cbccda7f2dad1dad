/** Letters that cannot be taken for digits: no I, no O. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

export const isSeries = (text: string): boolean => /^[A-HJ-NP-Z]{2}$/.test(text)

/** Two letters for a desk without a county centre. */
export function randomSeries(): string {
  const picks = crypto.getRandomValues(new Uint32Array(2))
  return [...picks].map((n) => LETTERS[n % LETTERS.length]).join('')
}
