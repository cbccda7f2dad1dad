/** Puts `{name}` values into a sentence; a value that is missing reads as 空. */
export function fill(sentence: string, args: Record<string, unknown> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = args[name]
    if (value === undefined || value === null || value === '') return '空'
    return Array.isArray(value) ? value.join('、') : String(value)
  })
}
