// The form is made from the rule: what a person types comes out in the shapes the rule reads.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, reactive, type App } from 'vue'
import { i18n } from '@/words'
import { inputOf, type Typed } from './fields'
import type { Field } from './model'
import RuleForm from './RuleForm.vue'

const FIELDS: Field[] = [
  { name: 'hired', label: '入职日期', kind: { type: 'day' }, required: true, help: '' },
  { name: 'average', label: '月平均工资', kind: { type: 'money' }, required: false, help: '离职前十二个月' },
  { name: 'given', label: '已提前通知', kind: { type: 'flag' }, required: false, help: '' },
  {
    name: 'days', label: '考勤', required: false, help: '一天一行。',
    kind: { type: 'table', columns: [
      { name: 'day', label: '日期', kind: { type: 'day' }, required: true, help: '' },
      { name: 'hours', label: '加班小时', kind: { type: 'hours' }, required: false, help: '' },
    ] },
  },
]
let app: App
let root: HTMLElement
let typed: Typed

async function open(look: Record<string, string> = {}, shown = ['days']): Promise<void> {
  root = document.createElement('div')
  document.body.append(root)
  typed = reactive({})
  app = createApp({
    render: () => h(RuleForm, { fields: FIELDS, typed, look, open: shown, onPut: (name: string, value: unknown) => {
      typed[name] = value
    } }),
  })
  app.use(createPinia()).use(i18n).mount(root)
  await nextTick()
}
async function type(label: string, text: string): Promise<void> {
  const field = root.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
  if (!field) throw new Error(`no field ${label}`)
  field.focus()
  field.value = text
  field.dispatchEvent(new Event('input'))
  field.dispatchEvent(new Event('blur'))
  await nextTick()
}
beforeEach(() => {
  app?.unmount()
  root?.remove()
  setActivePinia(createPinia())
  vi.restoreAllMocks()
})

describe('the form of a rule', () => {
  it('opens a table that may stay empty only when it is wanted', async () => {
    await open({}, [])
    expect(root.querySelector('table')).toBeNull()
    root.querySelector<HTMLElement>('[data-testid="fill-days"]')?.click()
    await nextTick()
    expect(root.querySelector('table')).not.toBeNull()
  })
  it('has one labelled control for each input, with its help', async () => {
    await open()
    for (const { label } of FIELDS) expect(root.textContent).toContain(label)
    expect(root.textContent).toContain('离职前十二个月')
    expect(root.querySelectorAll('table thead th').length).toBe(4)
  })
  it('gives days, 分 and rows as the rule reads them', async () => {
    await open()
    await type('入职日期', '20200301')
    await type('月平均工资', '6,000')
    await type('日期', '20261001')
    await type('加班小时', '2:30')
    expect(inputOf(FIELDS, typed)).toEqual({ hired: '2020-03-01', average: 600000, days: [{ day: '2026-10-01', hours: '2.5' }] })
  })
  it('always has an empty row to type into', async () => {
    await open()
    await type('日期', '20261001')
    expect(root.querySelectorAll('tbody tr').length).toBe(2)
  })
  it('keeps what cannot be read on the screen and says so', async () => {
    await open()
    await type('月平均工资', '六千')
    expect(typed['average']).toBeUndefined()
    expect(root.querySelector<HTMLInputElement>('input[aria-label="月平均工资"]')?.value).toBe('六千')
    expect(root.querySelector('[role="status"]')?.textContent).toContain('没有认出')
  })
  it('says what was filled in for the person and has to be looked at', async () => {
    await open({ average: '取自登记的月工资。' })
    expect(root.querySelector('[data-input="average"]')?.textContent).toContain('取自登记的月工资')
  })
})
