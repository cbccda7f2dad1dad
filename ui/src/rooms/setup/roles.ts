import type { PickOption } from '@/parts/Pick.vue'
import { t } from '@/words'

/** What people at a station are; another word may be typed. */
export const roles = (): PickOption[] =>
  (['mediator', 'recorder', 'lawyer', 'head', 'arbitrator'] as const).map((role) => {
    const words = t(`setup.roles.${role}`)
    return { value: words, label: words }
  })
