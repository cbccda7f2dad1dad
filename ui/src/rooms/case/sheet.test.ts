import { createPinia, setActivePinia } from 'pinia'
import { createApp, defineComponent, h } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NEW_ROWS, openSheet, type Sheet } from './sheet'

type Answer = (verb: string, input: Record<string, unknown>) => unknown
const desk = vi.hoisted(() => ({ answer: ((): unknown => ({})) as Answer, asked: [] as [string, Record<string, unknown>][] }))

// The wire, and nothing else, is stood in for: no desk runs here.
vi.mock('@/platform', async (original) => ({
  ...(await original<object>()),
  onChanged: () => () => undefined,
  rpc: async (verb: string, input: Record<string, unknown>) => {
    desk.asked.push([verb, input])
    return desk.answer(verb, input)
  },
}))

const SAVED = '2026-11-20T14:07:00+08:00'
function view(sheet: Record<string, unknown>): unknown {
  return { id: 'c1', sheet, drafts: [], notes: [], saved: true, saved_at: SAVED, claims: [], steps: [], deadlines: [] }
}
function open(start: string | null): { sheet: Sheet; close: () => void } {
  let sheet: Sheet | undefined
  const app = createApp(defineComponent({
    setup() {
      sheet = openSheet(start, () => 'oral')
      return () => h('i')
    },
  }))
  app.mount(document.createElement('div'))
  if (!sheet) throw new Error('the sheet opens in setup')
  return { sheet, close: () => app.unmount() }
}
const puts = (): unknown[] => desk.asked.filter(([verb]) => verb === 'case.put').map(([, input]) => [input['path'], input['value']])

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
  desk.asked = []
})
afterEach(() => vi.useRealTimers())

describe('what is typed reaches the desk', () => {
  it('makes the case at the first key and gives the rows their names', async () => {
    desk.answer = (verb) => (verb === 'case.create' ? { id: 'c1', applicant: 'a1', respondent: 'r1', claim: 'k1' } : verb === 'case.put' ? { note: null, saved_at: SAVED } : view({ 'parties/a1/name': '张某' }))
    const { sheet, close } = open(null)
    sheet.put(`parties/${NEW_ROWS.applicant}/name`, '张')
    sheet.put(`parties/${NEW_ROWS.applicant}/name`, '张某')
    await vi.advanceTimersByTimeAsync(1000)
    expect(sheet.id.value).toBe('c1')
    expect(puts()).toEqual([['parties/a1/name', '张某']])
    expect(sheet.text('parties/a1/name')).toBe('张某')
    close()
  })

  it('is written while somebody goes on typing, not only when he pauses', async () => {
    desk.answer = (verb) => (verb === 'case.put' ? { note: null, saved_at: SAVED } : view({}))
    const { sheet, close } = open('c1')
    await vi.advanceTimersByTimeAsync(10)
    for (let n = 1; n <= 10; n++) {
      sheet.put('case/narrative', '字'.repeat(n))
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(puts().length).toBeGreaterThanOrEqual(2)
    close()
  })

  it('stays on the screen and is tried again when the desk does not answer', async () => {
    let away = true
    desk.answer = (verb) => {
      if (verb === 'case.put' && away) throw { code: 'store.disk_full', args: {} }
      return verb === 'case.put' ? { note: null, saved_at: SAVED } : view(away ? {} : { 'case/place': '三期工地' })
    }
    const { sheet, close } = open('c1')
    await vi.advanceTimersByTimeAsync(10)
    sheet.put('case/place', '三期工地')
    await vi.advanceTimersByTimeAsync(500)
    expect(sheet.error.value?.code).toBe('store.disk_full')
    expect(sheet.text('case/place')).toBe('三期工地')
    away = false
    await vi.advanceTimersByTimeAsync(4000)
    expect(sheet.error.value).toBeNull()
    expect(puts().at(-1)).toEqual(['case/place', '三期工地'])
    close()
  })

  it('is not overwritten by an answer that knows less', async () => {
    desk.answer = (verb) => (verb === 'case.put' ? new Promise((done) => setTimeout(() => done({ note: null, saved_at: SAVED }), 200)) : view({ 'case/place': '旧' }))
    const { sheet, close } = open('c1')
    await vi.advanceTimersByTimeAsync(10)
    sheet.put('case/place', '新')
    await sheet.reload()
    expect(sheet.text('case/place')).toBe('新')
    close()
  })
})
