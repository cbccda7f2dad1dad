// What is being set up, before there is a desk to keep it: on this computer, without passwords.
import { reactive, ref, shallowRef, watch } from 'vue'
import type { Settings } from '@/desk'
import { randomSeries } from '@/rooms/settings/series'

export const STEPS = ['desk', 'staff', 'recovery', 'printer', 'done'] as const
export type StepName = (typeof STEPS)[number]
/** `settings.setup_step` counts from 1; the desk exists from the third step on. */
export const stepAt = (step: number): StepName => STEPS[Math.min(Math.max(step, 1), STEPS.length) - 1] ?? 'desk'

const KEPT = 'fengqiao.setup'

export interface Plan {
  step: number
  name: string
  role: string
  settings: Settings
}

function fresh(): Plan {
  return {
    step: 1,
    name: '',
    role: '',
    settings: {
      county: '', county_name: '', station: '', org_name: '', seal_name: '', legal_basis: '', address: '', phone: '', privacy_contact: '',
      commission: '', commission_address: '', commission_phone: '', court: '', court_address: '', court_phone: '', hours: '', offices: [], mediators: [], phrases: [], union_name: '', duplex: false, number_word: '', series: randomSeries(), seal: 'here',
      idle_minutes: 10, large_type: false, high_contrast: false, printer: '', printer_offset: [0, 0], setup_step: 3,
    },
  }
}

export function usePlan(): Plan {
  let kept: Partial<Plan> = {}
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Plan>
  } catch {
    // Half-written when the power went: begin again.
  }
  const start = fresh()
  const plan = reactive<Plan>({ ...start, ...kept, settings: { ...start.settings, ...kept.settings } })
  watch(plan, () => localStorage.setItem(KEPT, JSON.stringify(plan)))
  return plan
}

export const forgetPlan = (): void => localStorage.removeItem(KEPT)

/** The groups of the sheet, between being made and being put away: on no disk, and not lost when the screen is built anew. */
export const sheet = shallowRef<string[] | null>(null)
/** The desk is being founded: the wizard waits for the answer, whatever the desk says of itself meanwhile. */
export const founding = ref(false)
