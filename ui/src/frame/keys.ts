import { onBeforeUnmount, toValue, watch, type MaybeRefOrGetter } from 'vue'

/** One shortcut: `n`, `1`, `enter`, `up`, `ctrl+k`, `ctrl+plus`. */
export interface Shortcut {
  keys: string
  label: string
  run: (event?: KeyboardEvent) => void
  /** Left out of Ctrl+K, because the row or the screen already says it. */
  quiet?: boolean
}

const NAMES: Record<string, string> = {
  arrowup: 'up', arrowdown: 'down', arrowleft: 'left', arrowright: 'right',
  escape: 'esc', ' ': 'space', '=': 'plus', '+': 'plus', '-': 'minus', '_': 'minus', delete: 'del',
}

/** Later ones win: a panel that opened over a screen takes its keys. */
const shortcuts: Shortcut[] = []

/** The chord of a key press, e.g. `ctrl+k`. */
export function chordOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase()
  const name = NAMES[key] ?? key
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('ctrl')
  if (event.altKey) parts.push('alt')
  if (event.shiftKey && (name.length > 1 || parts.length > 0) && name !== 'plus') parts.push('shift')
  return [...parts, name].join('+')
}

const FIELD = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="listbox"]'
const NOT_TYPED = new Set(['checkbox', 'radio', 'button', 'submit', 'file', 'range'])

function inField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const field = target.closest(FIELD)
  if (!field) return false
  return !(field instanceof HTMLInputElement && NOT_TYPED.has(field.type))
}

/** Whether a press of this chord here is meant for a field or a button rather than for the screen. */
export function belongsElsewhere(chord: string, target: EventTarget | null): boolean {
  if (chord.startsWith('ctrl+') || chord.startsWith('alt+')) {
    // Undo, copy and the like stay the field's own.
    return inField(target) && /^ctrl\+(shift\+)?[acvxz]$/.test(chord)
  }
  if (/^f\d+$/.test(chord)) return false
  // Esc closes the panel a field stands in; a list that is open takes it first.
  if (chord === 'esc') return false
  if (inField(target)) return true
  if (!(target instanceof Element)) return false
  if (chord === 'enter' || chord === 'space') return target.closest('button, a, summary, label, [role="button"]') !== null
  if (/^(up|down|left|right)$/.test(chord)) return target.matches('input[type="radio"], [role="radio"], [role="tab"]')
  return false
}

export function press(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented) return
  const chord = chordOf(event)
  if (belongsElsewhere(chord, event.target)) return
  const found = shortcuts.findLast((shortcut) => shortcut.keys === chord)
  // The webview's own print dialog would print the screen, never a paper.
  if (chord === 'ctrl+p') event.preventDefault()
  if (!found) return
  event.preventDefault()
  found.run(event)
}

/** Adds a shortcut and returns how to take it away. */
export function addShortcut(shortcut: Shortcut): () => void {
  shortcuts.push(shortcut)
  return () => {
    const at = shortcuts.indexOf(shortcut)
    if (at >= 0) shortcuts.splice(at, 1)
  }
}

/** Shortcuts that live as long as the component; a getter may change them. */
export function useKeys(list: MaybeRefOrGetter<Shortcut[]>): void {
  let undo: (() => void)[] = []
  const clear = () => {
    for (const one of undo) one()
    undo = []
  }
  watch(
    () => toValue(list),
    (now) => {
      clear()
      undo = now.map(addShortcut)
    },
    { immediate: true },
  )
  onBeforeUnmount(clear)
}

/** What can be done now, for Ctrl+K. */
export const activeShortcuts = (): Shortcut[] =>
  shortcuts.filter((one, at) => !one.quiet && shortcuts.findLastIndex((other) => other.keys === one.keys) === at)

const CAPS: Record<string, string> = {
  ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', esc: 'Esc', plus: '+', minus: '-',
  up: '↑', down: '↓', left: '←', right: '→', space: '空格', del: 'Del', pageup: 'PgUp', pagedown: 'PgDn',
}

/** What the keycap reads: `ctrl+k` → `Ctrl K`. */
export const capOf = (keys: string): string =>
  keys.split('+').map((part) => CAPS[part] ?? part.toUpperCase()).join(' ')
