/** The rooms of the rail: only those that exist. */
export const ROOMS = [
  { name: 'today', path: '/today', keys: 'alt+1' },
  { name: 'intake', path: '/intake', keys: 'alt+2' },
  { name: 'cases', path: '/cases', keys: 'alt+3' },
  { name: 'papers', path: '/papers', keys: 'alt+4' },
  { name: 'settings', path: '/settings', keys: 'alt+5', apart: true },
] as const satisfies readonly { name: string; path: string; keys: string; apart?: boolean }[] as readonly {
  name: 'today' | 'intake' | 'cases' | 'papers' | 'settings'
  path: string
  keys: string
  apart?: boolean
}[]

/** The room a screen stands in. */
export function roomOf(screen: string): string {
  if (screen === 'case' || screen === 'agreement') return 'cases'
  if (screen === 'paper') return 'papers'
  return screen
}
