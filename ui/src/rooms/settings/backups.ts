/** Backups put outside the desk's own folder, remembered so that their age can be told. */
export interface Backup {
  path: string
  at: string
  bytes: number
}

const KEPT = 'fengqiao.backups'
const MOST = 12

export function remembered(): Backup[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? (kept as Backup[]) : []
  } catch {
    return []
  }
}

export function remember(made: Backup): Backup[] {
  const all = [made, ...remembered().filter((one) => one.path !== made.path)].slice(0, MOST)
  localStorage.setItem(KEPT, JSON.stringify(all))
  return all
}
