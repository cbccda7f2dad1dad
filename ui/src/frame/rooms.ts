/** The rooms of the rail: only those that exist. 冲突 stands there only while there is one. */
export const ROOMS = [
  { name: 'today', path: '/today', keys: 'alt+1' },
  { name: 'intake', path: '/intake', keys: 'alt+2' },
  { name: 'cases', path: '/cases', keys: 'alt+3' },
  { name: 'papers', path: '/papers', keys: 'alt+4' },
  { name: 'calculate', path: '/calculate', keys: 'alt+8' },
  { name: 'handbook', path: '/handbook', keys: 'alt+9' },
  { name: 'sync', path: '/sync', keys: 'alt+5', apart: true },
  { name: 'conflicts', path: '/conflicts', keys: 'alt+6' },
  { name: 'settings', path: '/settings', keys: 'alt+7', apart: true },
] as const satisfies readonly Room[] as readonly Room[]

export interface Room {
  name: 'today' | 'intake' | 'cases' | 'papers' | 'calculate' | 'handbook' | 'sync' | 'conflicts' | 'settings'
  path: string
  keys: string
  apart?: boolean
}

/** The rooms that stand in the rail now. */
export const roomsNow = (conflicts: number, here = ''): readonly Room[] => ROOMS.filter((room) => room.name !== 'conflicts' || conflicts > 0 || here === 'conflicts')

/** The room a screen stands in. */
export function roomOf(screen: string): string {
  if (screen === 'case' || screen === 'agreement') return 'cases'
  if (screen === 'dossier') return 'cases'
  if (screen === 'verify') return 'papers'
  if (screen === 'paper') return 'papers'
  if (screen === 'booklet') return 'handbook'
  if (screen === 'case-calculate') return 'cases'
  return screen
}
