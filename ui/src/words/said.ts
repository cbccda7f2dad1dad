/** What happened · what is safe · what to do. The second and third may be one. */
export interface Words {
  what: string
  safe?: string
  todo?: string
}

export const SAFE = '已登记的内容都在本机。'
export const TYPED_SAFE = '屏幕上写的都还在。'
