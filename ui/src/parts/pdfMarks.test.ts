import { expect, it } from 'vitest'
import { places } from './pdfMarks'

const rounded = (words: string[], ...runs: ReturnType<typeof run>[]) =>
  places(runs, words).map((spot) => ({ ...spot, x: Math.round(spot.x), width: Math.round(spot.width) }))
const run = (text: string, x: number, y: number) => ({ text, x, y, width: text.length * 10, height: 10 })

it('finds a word inside a run', () => {
  expect(rounded(['尽快'], run('甲方尽快付', 0, 100))).toEqual([{ x: 20, y: 100, width: 20, height: 10 }])
})
it('follows a word over the end of a line', () => {
  expect(rounded(['尽快'], run('甲方尽', 0, 100), run('快付', 0, 80))).toEqual([
    { x: 20, y: 100, width: 10, height: 10 },
    { x: 0, y: 80, width: 10, height: 10 },
  ])
})
it('is not led astray by the white space the typesetter puts between', () => {
  expect(places([run('尽', 0, 0), run(' ', 10, 0), run('快', 12, 0)], ['尽快'])).toHaveLength(2)
})
it('marks nothing that is not there', () => expect(places([run('按期付清', 0, 0)], ['尽快'])).toEqual([]))
