import { describe, expect, it } from 'vitest'
import type { Party } from '../case/model'
import { blank, proofs, side } from './serve'

describe('a service says what proves it', () => {
  it('sends nothing that was typed for another way', () => {
    const told = { ...blank(), refused: '不认可', witness: '李某', mail: 'EMS1', consented: true, place: ' 城关镇 ', servers: '岩某、白某 ' }
    expect(proofs('post', told)).toEqual({ place: '城关镇', mail: 'EMS1' })
    expect(proofs('direct', told)).toEqual({ place: '城关镇', servers: ['岩某', '白某'] })
    expect(proofs('left', told)).toEqual({ place: '城关镇', refused: '不认可', witness: '李某', servers: ['岩某', '白某'] })
    expect(proofs('electronic', told)).toEqual({ place: '城关镇', consented: true })
  })
  it('finds the recipient of the receipt among the named of his side', () => {
    const party = (id: string, role: string, name: string) => ({ id, role, name }) as Party
    const all = [party('a', 'applicant', '张某'), party('r0', 'respondent', ''), party('r1', 'respondent', '某公司'), party('t', 'third', '某村')]
    expect(side(all, 'r1')).toEqual({ side: 'respondents', index: 0 })
    expect(side(all, 't')).toBeNull()
  })
})
