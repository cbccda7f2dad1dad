import { inject, onBeforeUnmount, provide, ref, useId, type InjectionKey, type Ref } from 'vue'

/** What a form cell and the control in it know of each other: the label's target and the quiet line. */
export interface Field {
  id: string
  told: Ref<string | null>
}

const FIELD: InjectionKey<Field> = Symbol('field')

export function provideField(): Field {
  const field = { id: useId(), told: ref<string | null>(null) }
  provide(FIELD, field)
  return field
}

/** The field this control stands in, or one of its own. `inside` is false when nobody else shows `told`. */
export function useField(): Field & { inside: boolean } {
  const outer = inject(FIELD, null)
  const field = outer ?? { id: useId(), told: ref<string | null>(null) }
  onBeforeUnmount(() => {
    field.told.value = null
  })
  return { ...field, inside: outer !== null }
}

/** Pasted text without control characters; line breaks stay only where a field has lines. */
export function clean(text: string, lines = false): string {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028\u2029\ufeff]/g, '')
  return lines ? plain : plain.replace(/\n+/g, ' ')
}
