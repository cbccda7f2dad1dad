import { createRouter, createWebHashHistory } from 'vue-router'
import { useDesk } from '@/desk'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/today' },
    { path: '/setup', name: 'setup', component: () => import('@/rooms/setup/Setup.vue'), meta: { bare: true } },
    { path: '/unlock', name: 'unlock', component: () => import('@/rooms/unlock/Unlock.vue'), meta: { bare: true } },
    { path: '/today', name: 'today', component: () => import('@/rooms/today/Today.vue') },
    { path: '/intake/:id?', name: 'intake', component: () => import('@/rooms/intake/Intake.vue'), meta: { steady: true } },
    { path: '/cases', name: 'cases', component: () => import('@/rooms/cases/Cases.vue') },
    { path: '/cases/:id', name: 'case', component: () => import('@/rooms/case/Case.vue') },
    { path: '/cases/:id/agreement', name: 'agreement', component: () => import('@/rooms/agreement/Agreement.vue') },
    { path: '/cases/:id/dossier', name: 'dossier', component: () => import('@/rooms/dossier/Dossier.vue') },
    { path: '/verify', name: 'verify', component: () => import('@/rooms/verify/Verify.vue') },
    { path: '/papers', name: 'papers', component: () => import('@/rooms/papers/Papers.vue') },
    { path: '/papers/make', name: 'paper-make', component: () => import('@/rooms/papers/Make.vue') },
    { path: '/papers/register', name: 'paper-register', component: () => import('@/rooms/papers/Register.vue') },
    { path: '/papers/:id', name: 'paper', component: () => import('@/rooms/papers/Paper.vue') },
    { path: '/cases/:id/calculate', name: 'case-calculate', component: () => import('@/rooms/calculate/Calculate.vue') },
    { path: '/calculate', name: 'calculate', component: () => import('@/rooms/calculate/Calculate.vue') },
    { path: '/handbook/:entry?', name: 'handbook', component: () => import('@/rooms/handbook/Handbook.vue') },
    { path: '/booklet', name: 'booklet', component: () => import('@/rooms/handbook/Handbook.vue') },
    { path: '/sync', name: 'sync', component: () => import('@/rooms/sync/Sync.vue') },
    { path: '/conflicts/:case?', name: 'conflicts', component: () => import('@/rooms/conflicts/Conflicts.vue') },
    { path: '/settings/:tab?', name: 'settings', component: () => import('@/rooms/settings/Settings.vue') },
    { path: '/:rest(.*)*', redirect: '/today' },
  ],
})

/** Where the desk's state sends a person, whatever address was asked for. */
router.beforeEach((to) => {
  const desk = useDesk()
  const state = desk.state
  if (state === null) return true
  if (state === 'fresh') return to.name === 'setup' ? true : { name: 'setup' }
  if (state !== 'open') {
    if (to.name === 'unlock') return true
    const back = to.name === 'setup' || to.path === '/' ? {} : { query: { back: to.fullPath } }
    return { name: 'unlock', ...back }
  }
  if (desk.setupStep > 0) return to.name === 'setup' ? true : { name: 'setup' }
  if (to.name === 'unlock' || to.name === 'setup') {
    const back = to.query['back']
    return typeof back === 'string' && back.startsWith('/') ? back : { name: 'today' }
  }
  return true
})
