import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import ElementPlus from 'unplugin-element-plus/vite'
import { defineConfig } from 'vitest/config'

// With `FENGQIAO_SERVE=http://127.0.0.1:<port>` the development server passes the loopback
// door through, so that a screen can be worked on against a real desk.
const door = process.env.FENGQIAO_SERVE

export default defineConfig({
  base: './',
  plugins: [vue(), ElementPlus({})],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  clearScreen: false,
  server: {
    port: Number(process.env.FENGQIAO_UI_PORT ?? 1420),
    strictPort: true,
    ...(door
      ? { proxy: Object.fromEntries(['/rpc', '/bytes', '/events'].map((path) => [path, { target: door }])) }
      : {}),
  },
  test: { environment: 'jsdom', css: false, server: { deps: { inline: ['element-plus'] } } },
  build: { target: ['es2022', 'safari16', 'chrome110'], sourcemap: false, chunkSizeWarningLimit: 1500 },
})
