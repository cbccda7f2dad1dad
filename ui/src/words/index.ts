import { createI18n } from 'vue-i18n'
import zhCN from './zh-CN'

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]

/** Every message there is, so that a misspelt key fails the check. */
export type Key = Leaves<typeof zhCN>

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN },
  warnHtmlMessage: false,
})

/** The words of a message. `{name}` in a message is filled from `args`. */
export function t(key: Key, args: Record<string, unknown> = {}): string {
  return i18n.global.t(key, args)
}
