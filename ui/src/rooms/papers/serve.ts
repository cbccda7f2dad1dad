// What a way of service has to say, and what is sent of what was typed.
import type { Party } from '../case/model'

export type Way = 'direct' | 'post' | 'electronic' | 'left'
export interface Told {
  place: string
  taken_by: string
  relation: string
  refused: string
  witness: string
  witness_unit: string
  picture: string
  mail: string
  consented: boolean
  servers: string
}
export const blank = (): Told => ({ place: '', taken_by: '', relation: '', refused: '', witness: '', witness_unit: '', picture: '', mail: '', consented: false, servers: '' })

const ASKED: Record<Way, readonly (keyof Told)[]> = {
  direct: ['place', 'taken_by', 'relation', 'servers'],
  post: ['place', 'mail'],
  electronic: ['place', 'consented'],
  left: ['place', 'refused', 'witness', 'witness_unit', 'picture', 'servers'],
}
export const asks = (way: Way, field: keyof Told): boolean => ASKED[way].includes(field)

/** Only what this way asks for: what was typed for another way is not sent. */
export function proofs(way: Way, told: Told): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const field of ASKED[way]) {
    const value = told[field]
    if (field === 'servers') {
      const names = told.servers.split(/[、，,\s]+/).filter(Boolean)
      if (names.length > 0) out['servers'] = names
    } else if (typeof value === 'boolean' ? value : value.trim() !== '') out[field] = typeof value === 'string' ? value.trim() : value
  }
  return out
}

/** Which party a 送达回证 is for, as papers name it. */
export function side(parties: readonly Party[], id: string): { side: string; index: number } | null {
  const one = parties.find((party) => party.id === id)
  if (!one || (one.role !== 'applicant' && one.role !== 'respondent')) return null
  const same = parties.filter((party) => party.role === one.role && party.name !== '')
  return { side: `${one.role}s`, index: same.indexOf(one) }
}
