// `{places}` of a clause: their names in order, and the text with what is known put in.

/** Names of the places to fill in, each once, in the order of the text. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))]
}

/** The text with its places filled; one that is not filled keeps its braces. */
export const filledIn = (text: string, values: Record<string, string | undefined>): string =>
  text.replace(/\{([^{}]+)\}/g, (whole, name: string) => values[name]?.trim() || whole)
