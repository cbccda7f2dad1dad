/** What was just done, and the papers it calls for. */
export interface After {
  text: string
  papers?: { kind: string; label: string; fields?: Record<string, unknown> }[]
  to?: { path: string; label: string }
}
