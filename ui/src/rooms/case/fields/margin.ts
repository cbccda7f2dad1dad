import type { InjectionKey, Ref } from 'vue'

/** True where the screen has a margin for what the checks found, so that the cells keep quiet. */
export const MARGIN: InjectionKey<Ref<boolean>> = Symbol('margin')
