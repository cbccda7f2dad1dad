import { beforeEach, describe, expect, it } from 'vitest'
import { addShortcut, activeShortcuts, belongsElsewhere, capOf, chordOf, press } from './keys'

function make(html: string): HTMLElement {
  document.body.innerHTML = html
  return document.body.firstElementChild as HTMLElement
}
const key = (init: KeyboardEventInit) => new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })

describe('a chord is named once, whatever the keyboard', () => {
  it.each([
    [{ key: 'n' }, 'n'],
    [{ key: 'N', shiftKey: true }, 'n'],
    [{ key: 'k', ctrlKey: true }, 'ctrl+k'],
    [{ key: 'K', ctrlKey: true, shiftKey: true }, 'ctrl+shift+k'],
    [{ key: '=', ctrlKey: true }, 'ctrl+plus'],
    [{ key: '+', ctrlKey: true, shiftKey: true }, 'ctrl+plus'],
    [{ key: 'ArrowDown' }, 'down'],
    [{ key: 'Escape' }, 'esc'],
    [{ key: '1', altKey: true }, 'alt+1'],
  ] as [KeyboardEventInit, string][])('%o', (init, chord) => expect(chordOf(key(init))).toBe(chord))

  it('reads well on a keycap', () => expect(capOf('ctrl+k')).toBe('Ctrl K'))
})

describe('a single letter acts only when no field has the focus', () => {
  it.each(['<input>', '<input type="password">', '<textarea></textarea>', '<div contenteditable="true"></div>', '<div role="combobox"></div>'])('not in %s', (html) => {
    expect(belongsElsewhere('n', make(html))).toBe(true)
    expect(belongsElsewhere('1', make(html))).toBe(true)
    expect(belongsElsewhere('down', make(html))).toBe(true)
  })
  it('but on the page, a button, a check box', () => {
    expect(belongsElsewhere('n', document.body)).toBe(false)
    expect(belongsElsewhere('n', make('<button></button>'))).toBe(false)
    expect(belongsElsewhere('n', make('<input type="checkbox">'))).toBe(false)
  })
  it('leaves Enter to the button that has the focus', () => {
    expect(belongsElsewhere('enter', make('<button></button>'))).toBe(true)
    expect(belongsElsewhere('enter', document.body)).toBe(false)
  })
  it('takes chords with Ctrl and Esc everywhere, but copy and undo stay the field’s', () => {
    const field = make('<input>')
    expect(belongsElsewhere('ctrl+l', field)).toBe(false)
    expect(belongsElsewhere('esc', field)).toBe(false)
    expect(belongsElsewhere('ctrl+z', field)).toBe(true)
    expect(belongsElsewhere('ctrl+z', document.body)).toBe(false)
  })
})

describe('pressing', () => {
  let runs: string[]
  beforeEach(() => {
    runs = []
  })
  it('goes to the newest holder of a key and back when it leaves', () => {
    const undoScreen = addShortcut({ keys: 'n', label: 'screen', run: () => runs.push('screen') })
    const undoPanel = addShortcut({ keys: 'n', label: 'panel', run: () => runs.push('panel') })
    document.body.addEventListener('keydown', press)
    document.body.dispatchEvent(key({ key: 'n' }))
    expect(activeShortcuts().map((one) => one.label)).toEqual(['panel'])
    undoPanel()
    document.body.dispatchEvent(key({ key: 'n' }))
    undoScreen()
    document.body.dispatchEvent(key({ key: 'n' }))
    document.body.removeEventListener('keydown', press)
    expect(runs).toEqual(['panel', 'screen'])
  })
  it('does nothing while an input method is composing', () => {
    const undo = addShortcut({ keys: 'n', label: '', run: () => runs.push('n') })
    press(key({ key: 'n', isComposing: true }))
    undo()
    expect(runs).toEqual([])
  })
})
