import { describe, expect, it } from 'vitest'
import { cut, titlePieces } from './hits'

const said = (pieces: { text: string; on: boolean }[]): string => pieces.map((one) => (one.on ? `[${one.text}]` : one.text)).join('')

describe('what was found is marked where it stands', () => {
  it('in the title', () => {
    const hits = [{ field: 'respondent', text: '某某众茂商贸有限公司', ranges: [[2, 4] as [number, number]] }]
    expect(said(titlePieces('玉某某 — 某某众茂商贸有限公司', hits))).toBe('玉某某 — 某某[众茂]商贸有限公司')
  })
  it('behind the title when it stands elsewhere', () => {
    const hits = [{ field: 'agent', text: '朱某', ranges: [[0, 2] as [number, number]] }]
    expect(said(titlePieces('岩某 — 某某物流', hits))).toBe('岩某 — 某某物流（代理人 [朱某]）')
  })
  it('with a few characters around it when the text is long', () => {
    const text = `${'甲'.repeat(40)}总包没拨款${'乙'.repeat(40)}`
    const hits = [{ field: 'narrative', text, ranges: [[40, 42] as [number, number]] }]
    expect(said(titlePieces('张某 — 某厂', hits))).toBe(`张某 — 某厂（经过 …${'甲'.repeat(8)}[总包]没拨款${'乙'.repeat(5)}…）`)
  })
  it('counts characters, not code units', () => {
    expect(said(cut('𬭳某某', [[0, 1]]))).toBe('[𬭳]某某')
  })
  it('survives ranges that overlap', () => {
    expect(said(cut('张某某', [[0, 2], [1, 3]]))).toBe('[张某][某]')
  })
})
