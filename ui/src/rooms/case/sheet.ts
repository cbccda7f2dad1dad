// What is typed about one case: at once on the screen, moments later in the desk's draft, recorded when a section is left.
import { computed, inject, onBeforeUnmount, provide, reactive, ref, shallowRef, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import { useDesk } from '@/desk'
import { asDeskError, onChanged, rpc, type DeskError } from '@/platform'
import type { CaseView, Employer, FieldNote, IdentityChecked } from './model'

export type Table = 'parties' | 'claims' | 'members' | 'terms' | 'clauses'

export interface Sheet {
  id: Ref<string | null>
  view: ShallowRef<CaseView | null>
  loading: Ref<boolean>
  /** What kept the last write from reaching the desk. The text stays on the screen and is tried again. */
  error: ShallowRef<DeskError | null>
  /** The case could not be read at all. */
  unread: ShallowRef<DeskError | null>
  savedAt: Ref<string | null>
  waiting: ComputedRef<boolean>
  value: (path: string) => unknown
  text: (path: string) => string
  money: (path: string) => number | null
  flag: (path: string) => boolean
  words: (path: string) => string[]
  put: (path: string, value: unknown) => void
  /** Half-typed text of a date or an amount: kept in the desk's draft, not yet a value on the screen. */
  jot: (path: string, text: string) => void
  settle: () => Promise<void>
  save: () => Promise<void>
  note: (path: string) => FieldNote | null
  rows: (table: Table) => string[]
  /** A blank form becomes a case. */
  ensure: () => Promise<void>
  addRow: (table: Table, values?: Record<string, unknown>) => Promise<string | null>
  removeRow: (table: Table, row: string) => Promise<void>
  apply: (view: CaseView) => void
  /** The field somebody is in: what the desk answers does not change it under the hands. */
  hold: (path: string | null) => void
  reload: () => Promise<void>
  /** What the check of a number found, by its path. */
  checks: Record<string, IdentityChecked>
  /** What this desk knows of a firm, by its row. */
  known: Record<string, Employer>
}

/** Rows a new form shows before the case exists; they take their real names at the first key. */
export const NEW_ROWS = { applicant: 'new-applicant', respondent: 'new-respondent', claim: 'new-claim' } as const

/** Each key goes out at once; keys typed while one is on its way go together behind it. */
const WAIT_MS = 0
const AGAIN_MS = 3000
const LOOK_MS = 350
const KEY: InjectionKey<Sheet> = Symbol('sheet')

export const provideSheet = (sheet: Sheet): void => provide(KEY, sheet)
export function useSheet(): Sheet {
  const sheet = inject(KEY)
  if (!sheet) throw new Error('a field outside its sheet')
  return sheet
}

/**
 * Opens a case for typing, or a blank one when `start` is null.
 * A blank one is created at the first key; `created` hears its name.
 */
export function openSheet(start: string | null, channel: () => string, created: (id: string) => void = () => undefined): Sheet {
  const desk = useDesk()
  const id = ref(start)
  const view = shallowRef<CaseView | null>(null)
  const loading = ref(start !== null)
  const error = shallowRef<DeskError | null>(null)
  const unread = shallowRef<DeskError | null>(null)
  const savedAt = ref<string | null>(null)
  const values = reactive<Record<string, unknown>>({})
  const notes = reactive<Record<string, FieldNote>>({})
  const pending = reactive(new Map<string, unknown>())
  const sending = new Map<string, unknown>()
  const jotted = new Set<string>()
  const checks = reactive<Record<string, IdentityChecked>>({})
  const known = reactive<Record<string, Employer>>({})
  const waiting = computed(() => pending.size > 0)
  let creating: Promise<void> | null = null
  let flushing: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let looking: ReturnType<typeof setTimeout> | undefined
  let gone = false
  let turn = 0
  let held: string | null = null

  if (start === null) {
    values[`parties/${NEW_ROWS.applicant}/role`] = 'applicant'
    values[`parties/${NEW_ROWS.respondent}/role`] = 'respondent'
    values[`claims/${NEW_ROWS.claim}/order`] = 1
  }

  function rename(from: string, to: string): void {
    for (const map of [values, notes, checks]) {
      for (const path of Object.keys(map).filter((one) => one.includes(`/${from}/`))) {
        map[path.replace(`/${from}/`, `/${to}/`)] = map[path] as never
        delete map[path]
      }
    }
    const firm = known[from]
    if (firm) known[to] = firm
    for (const [path, value] of pending) {
      if (!path.includes(`/${from}/`)) continue
      pending.delete(path)
      pending.set(path.replace(`/${from}/`, `/${to}/`), value)
    }
  }
  async function create(): Promise<void> {
    const made = await rpc('case.create', { channel: channel() })
    id.value = made.id
    rename(NEW_ROWS.applicant, made.applicant)
    rename(NEW_ROWS.respondent, made.respondent)
    rename(NEW_ROWS.claim, made.claim)
    created(made.id)
  }
  function exists(): Promise<void> {
    if (id.value !== null) return Promise.resolve()
    creating ??= create().finally(() => {
      creating = null
    })
    return creating
  }

  /** Takes over what the desk knows, but never over what is being typed. */
  function apply(next: CaseView): void {
    turn++
    view.value = next
    id.value = next.id
    for (const path of Object.keys(values)) if (!(path in next.sheet) && !busy(path)) delete values[path]
    for (const [path, value] of Object.entries(next.sheet)) if (!busy(path)) values[path] = value
    for (const path of Object.keys(notes)) if (!busy(path)) delete notes[path]
    for (const note of next.notes) if (!busy(note.path)) notes[note.path] = note
    if (next.saved_at) savedAt.value = next.saved_at
  }
  const busy = (path: string): boolean => path === held || pending.has(path) || sending.has(path)

  async function reload(): Promise<void> {
    if (id.value === null) return
    const mine = ++turn
    try {
      const got: CaseView = await rpc('case.open', { case: id.value })
      if (mine === turn && !gone) {
        apply(got)
        unread.value = null
      }
    } catch (thrown) {
      if (mine === turn) unread.value = asDeskError(thrown)
    } finally {
      loading.value = false
    }
  }
  function lookSoon(): void {
    clearTimeout(looking)
    looking = setTimeout(() => {
      if (!gone && pending.size === 0) void reload()
    }, LOOK_MS)
  }

  function put(path: string, value: unknown): void {
    if (values[path] === value && !jotted.has(path)) return
    jotted.delete(path)
    values[path] = value
    delete notes[path]
    queue(path, value)
  }
  function jot(path: string, text: string): void {
    jotted.add(path)
    queue(path, text === '' ? null : text)
  }
  function queue(path: string, value: unknown): void {
    pending.set(path, value)
    timer ??= setTimeout(() => void settle(), WAIT_MS)
    // The case comes into being at the first key, not when the typing pauses.
    if (id.value === null) void exists().catch(() => undefined)
  }
  async function flush(): Promise<void> {
    try {
      await exists()
      while (pending.size > 0) {
        const [path, value] = pending.entries().next().value as [string, unknown]
        pending.delete(path)
        sending.set(path, value)
        try {
          const done = await rpc('case.put', { case: id.value, path, value })
          savedAt.value = done.saved_at
          if (done.note && !pending.has(path)) notes[path] = done.note
        } catch (thrown) {
          if (!pending.has(path)) pending.set(path, value)
          throw thrown
        } finally {
          sending.delete(path)
        }
      }
      error.value = null
      lookSoon()
    } catch (thrown) {
      error.value = asDeskError(thrown)
      clearTimeout(timer)
      if (!gone) timer = setTimeout(() => void settle(), AGAIN_MS)
    }
  }
  /** Everything typed so far is in the desk's draft when this ends, or `error` says why not. */
  async function settle(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (flushing) await flushing
    if (pending.size === 0) return
    flushing = flush().finally(() => {
      flushing = null
    })
    await flushing
  }
  /** Makes the record of what was typed since the last one. */
  async function save(): Promise<void> {
    await settle()
    if (id.value === null || error.value) return
    if (view.value?.saved && view.value.drafts.length === 0 && view.value.saved_at === savedAt.value) return
    try {
      apply(await rpc('case.save', { case: id.value }))
    } catch (thrown) {
      error.value = asDeskError(thrown)
    }
  }

  function rows(table: Table): string[] {
    const found = new Set<string>()
    for (const path of Object.keys(values)) {
      const [first, row, name] = path.split('/')
      if (first === table && row && name) found.add(row)
    }
    const order = (row: string): number => {
      const at = values[`${table}/${row}/order`]
      return typeof at === 'number' ? at : Number.MAX_SAFE_INTEGER
    }
    return [...found].toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
  }
  async function addRow(table: Table, first: Record<string, unknown> = {}): Promise<string | null> {
    try {
      await exists()
      const made = await rpc('case.add_row', { case: id.value, table, values: first })
      for (const [name, value] of Object.entries(first)) values[`${table}/${made.row}/${name}`] = value
      if (Object.keys(first).length === 0) values[`${table}/${made.row}/order`] = rows(table).length + 1
      lookSoon()
      return made.row
    } catch (thrown) {
      error.value = asDeskError(thrown)
      return null
    }
  }
  async function removeRow(table: Table, row: string): Promise<void> {
    await settle()
    try {
      apply(await rpc('case.remove_row', { case: id.value, table, row }))
    } catch (thrown) {
      error.value = asDeskError(thrown)
    }
  }

  const stop = onChanged((changed) => {
    if (id.value !== null && changed.includes(`case:${id.value}`)) lookSoon()
  })
  const unguard = desk.guard(save)
  onBeforeUnmount(() => {
    stop()
    unguard()
    clearTimeout(looking)
    void save().finally(() => {
      gone = true
      clearTimeout(timer)
    })
  })
  if (start !== null) void reload()

  const text = (path: string): string => {
    const value = values[path]
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  }
  return {
    id, view, loading, error, unread, savedAt, waiting, put, jot, checks, known, settle, save, rows, ensure: exists, addRow, removeRow, apply, reload, text,
    value: (path) => values[path],
    hold: (path) => {
      held = path
    },
    money: (path) => (typeof values[path] === 'number' ? (values[path] as number) : null),
    flag: (path) => values[path] === true,
    words: (path) => (Array.isArray(values[path]) ? (values[path] as string[]) : []),
    note: (path) => notes[path] ?? null,
  }
}
