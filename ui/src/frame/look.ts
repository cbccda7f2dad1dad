import { reactive, watchEffect } from 'vue'

/** How the desk looks to this person: kept on this computer, needed before anyone has unlocked it. */
const KEPT = 'fengqiao.look'

interface Look {
  large: boolean
  contrast: boolean
}

function kept(): Look {
  try {
    const { large, contrast } = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Look>
    return { large: large === true, contrast: contrast === true }
  } catch {
    return { large: false, contrast: false }
  }
}

export const look = reactive<Look>(kept())

watchEffect(() => {
  const root = document.documentElement
  root.dataset.type = look.large ? 'large' : 'base'
  root.dataset.contrast = look.contrast ? 'high' : 'base'
  localStorage.setItem(KEPT, JSON.stringify(look))
})
