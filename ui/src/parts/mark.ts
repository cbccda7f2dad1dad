/** ▲ overdue · ■ today · ◐ soon · ● ok · ○ none · ✓ done · ⊘ off · ◆ fork */
export type MarkKind = 'overdue' | 'today' | 'soon' | 'ok' | 'none' | 'done' | 'off' | 'fork'
