// Values of errors and refusals as a person reads them.
import { amount } from '@/text/amount'
import { clockOf, dayLong, longDay } from '@/text/date'
import { packFaults } from './errors-pack'
import zhCN from './zh-CN'
import { paperKinds } from './zh-CN/kinds'
import { missingWords } from './zh-CN/refusals'

const MONEY = new Set(['left', 'unpaid', 'promised', 'claimed', 'amount', 'paid', 'surplus', 'heads', 'agreed', 'lawful', 'due_sum', 'project_money_due'])
const states: Record<string, string> = zhCN.case.state
const grades: Record<string, string> = zhCN.triage.grade

function one(name: string, value: unknown): unknown {
  if (typeof value === 'number' && MONEY.has(name)) return amount(value)
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return longDay(value)
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return `${dayLong(value)} ${clockOf(value)}`
  if (name === 'state') return states[value] ?? value
  if (name === 'missing') return missingWords[value] ?? value
  if (name === 'papers' || name === 'kind') return paperKinds[value] ?? value
  if (name === 'fault') return packFaults[value] ?? value
  if (name === 'grade') return grades[value] ?? value
  // A sentence somebody typed stands inside another one.
  return name === 'reason' ? value.replace(/[。．.\s]+$/, '') : value
}

/** Days as 2026年12月7日, money as 8,000.00, codes as their words; everything else as it came. */
export function readable(args: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(args)) {
    plain[name] = Array.isArray(value) ? value.map((item) => one(name, item)) : one(name, value)
  }
  return plain
}
