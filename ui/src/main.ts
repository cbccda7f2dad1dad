import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { useDesk } from './desk'
import { press } from './frame/keys'
import './frame/look'
import { useSync } from './frame/sync'
import { router } from './router'
import './theme/tokens.css'
import './theme/base.css'
import './theme/element.css'
import { i18n } from './words'

async function start(): Promise<void> {
  const app = createApp(App).use(createPinia()).use(i18n)
  const desk = useDesk()
  await desk.refresh()
  desk.start()
  useSync().start()
  window.addEventListener('keydown', press)
  app.use(router)
  await router.isReady()
  app.mount('#app')
}

void start()
