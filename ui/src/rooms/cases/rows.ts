// Rows of a long list, a hundred at a time, read where the window stands.
import { ref, shallowReactive, shallowRef } from 'vue'
import { asDeskError, rpc, type DeskError } from '@/platform'
import type { CaseListPage, CaseListRow } from '../case/model'

export const PAGE = 100

export interface Ask {
  filter: string
  text: string
  cause: string
  year: number | null
}

export function useRows() {
  const pages = shallowReactive(new Map<number, CaseListRow[]>())
  const head = shallowRef<Omit<CaseListPage, 'rows'> | null>(null)
  const loading = ref(false)
  const error = shallowRef<DeskError | null>(null)
  const asking = new Set<number>()
  let ask: Ask = { filter: 'all', text: '', cause: '', year: null }
  let turn = 0

  async function read(page: number): Promise<void> {
    if (asking.has(page)) return
    asking.add(page)
    const mine = turn
    loading.value = true
    try {
      const got: CaseListPage = await rpc('case.list', {
        filter: ask.filter, text: ask.text, cause: ask.cause, year: ask.year, offset: page * PAGE, limit: PAGE,
      })
      if (mine !== turn) return
      pages.set(page, got.rows)
      head.value = got
      error.value = null
    } catch (thrown) {
      if (mine === turn) error.value = asDeskError(thrown)
    } finally {
      if (mine === turn) {
        asking.delete(page)
        loading.value = asking.size > 0
      }
    }
  }
  /** Another question: what was listed stays until the first answer is there. */
  async function begin(next: Ask): Promise<void> {
    ask = next
    const mine = ++turn
    asking.clear()
    loading.value = true
    try {
      const got: CaseListPage = await rpc('case.list', { filter: next.filter, text: next.text, cause: next.cause, year: next.year, offset: 0, limit: PAGE })
      if (mine !== turn) return
      pages.clear()
      pages.set(0, got.rows)
      head.value = got
      error.value = null
    } catch (thrown) {
      if (mine === turn) error.value = asDeskError(thrown)
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  /** Reads the pages that hold these rows, if they are not here. */
  function need(from: number, to: number): void {
    for (let page = Math.floor(from / PAGE); page <= Math.floor(Math.max(from, to - 1) / PAGE); page++) {
      if (!pages.has(page)) void read(page)
    }
  }
  /** Something changed: the same rows once more, without emptying the list. */
  async function again(from: number, to: number): Promise<void> {
    const first = Math.floor(from / PAGE)
    const last = Math.floor(Math.max(from, to - 1) / PAGE)
    for (const page of pages.keys()) if (page < first || page > last) pages.delete(page)
    for (let page = first; page <= last; page++) await read(page)
  }
  const row = (index: number): CaseListRow | null => pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null
  return { head, loading, error, begin, need, again, row }
}
