// What the check of a file says, and what mends it.
import type { DossierItem } from '@/platform/contract'
import { readable } from '@/words/args'
import { fill } from '@/words/fill'
import words from '@/words/zh-CN/dossier'

export const MARK = { bad: 'overdue', warn: 'soon', ok: 'done' } as const
export const said = (one: DossierItem): string => fill(words.items[one.found.code] ?? words.unknown, { ...readable(one.found.args), code: one.found.code })

export interface Mend {
  label: string
  to: { path: string; query?: Record<string, string> }
}
/** Where a person goes to mend it. */
export function mend(one: DossierItem, caseId: string): Mend | null {
  if (one.found.level === 'ok') return null
  const { paper, kind } = one.found.args
  if (typeof paper === 'string') return { label: words.toPaper, to: { path: `/papers/${paper}`, query: { case: caseId } } }
  if (typeof kind === 'string') return { label: words.make, to: { path: `/cases/${caseId}`, query: { do: 'paper', subject: kind } } }
  if (one.stage === 'evidence') return { label: words.toEvidence, to: { path: `/cases/${caseId}`, query: { at: 'evidence' } } }
  return null
}

/** Findings by the part of the file, in its order. */
export function byStage(items: readonly DossierItem[]): { stage: DossierItem['stage']; items: DossierItem[] }[] {
  const groups: { stage: DossierItem['stage']; items: DossierItem[] }[] = []
  for (const one of items) {
    const last = groups.at(-1)
    if (last?.stage === one.stage) last.items.push(one)
    else groups.push({ stage: one.stage, items: [one] })
  }
  return groups
}
