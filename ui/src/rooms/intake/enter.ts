// Enter moves on, as on a typewriter: the order of the form is the order of the talk.
const STOPS = 'input:not([type="file"]), textarea, select'

/** Moves to the next control of the form. A line of several keeps its Enter; a closed list opens with ↓ or the space bar. */
export function enterMovesOn(event: KeyboardEvent, form: HTMLElement | undefined): void {
  const from = event.target
  if (event.isComposing || event.defaultPrevented || !form || !(from instanceof HTMLInputElement)) return
  const select = from.closest('.el-select')
  // An open list takes Enter for the line that is marked in it.
  if (from.getAttribute('aria-expanded') === 'true' && (select || from.hasAttribute('aria-activedescendant'))) return
  const stops = [...form.querySelectorAll<HTMLElement>(STOPS)].filter((one) => one.tabIndex >= 0 && one.offsetParent !== null)
  const next = stops[stops.indexOf(from) + 1]
  if (!next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
  if (next instanceof HTMLInputElement) next.select()
}
