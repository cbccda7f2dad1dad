// Development only: made-up answers to look at a screen before the desk runs.
import { useHost } from '.'
import type { Host } from './host'

/* eslint-disable */
type Any = any
const q = new URLSearchParams(location.search)
const mode = q.get('fx') ?? 'open'
const staff = [
  { id: 's1', name: '玉某', role: '记录员' },
  { id: 's2', name: '陈某', role: '调解员' },
  { id: 's3', name: '李某某', role: '调解员' },
  { id: 's4', name: '王某', role: '值班律师 · 每周五' },
]
let state = mode === 'setup2' ? 'open' : mode
const settings: Any = {
  county: '532823', county_name: '勐腊县', station: '物流园驿站', org_name: '勐腊县总工会劳动争议调解中心', seal_name: '勐腊县总工会劳动争议调解中心', legal_basis: 'town_organisation', address: '某某县某某路1号', phone: '0691-0000000',
  privacy_contact: '陈某', commission: '某某县劳动人事争议仲裁委员会', commission_address: '', commission_phone: '', court: '某某县人民法院', number_word: '勐工调', series: 'KD', seal: 'here', idle_minutes: 10, large_type: false, high_contrast: false, printer: '', printer_offset: [0, 0], setup_step: mode === 'setup2' ? Number(q.get('step') ?? 3) : 0,
}
const dl = (kind: string, urgency: string, due: string, days: number, amount: Any = null, working: Any = null) => ({ kind, urgency, due, from: '2026-11-05', days_left: days, working_days_left: working, amount })
const row = (title: string, urgency: string, kind: string, deadline: Any, args: Any, verbs: string[], paper: Any = null) => ({ case: title, title, urgency, kind, deadline, paper, obligation: null, args, verbs })
const answers: Record<string, (input: Any) => Any> = {
  'desk.status': () => ({
    state, staff: state === 'fresh' ? [] : staff, who: state === 'open' ? staff[1] : null,
    org_line: '勐腊县总工会 · 物流园驿站', settings: state === 'open' ? settings : null, now: '2026-11-20T14:02:00+08:00', version: '0.1.0',
    last_locked: '2026-11-19T17:40:00+08:00', detail: null, notices: [], folder: '/home/zhan/枫桥驿',
  }),
  'form.lists': () => ({ org_basis: [{ code: 'enterprise', words: '企业劳动争议调解委员会' }, { code: 'peoples', words: '依法设立的基层人民调解组织' }, { code: 'township', words: '乡镇、街道设立的具有劳动争议调解职能的组织' }, { code: 'unconfirmed', words: '待主管部门确认' }] }),
  'region.search': ({ text }: Any) => [{ code: '532823', name: '勐腊县', path: '云南省 西双版纳傣族自治州' }, { code: '532822', name: '勐海县', path: '云南省 西双版纳傣族自治州' }].filter((o) => o.name.includes(text)),
  'desk.set_up': ({ settings: s }: Any) => { Object.assign(settings, s); state = 'open'; return { groups: ['0J4KX', 'M2P7Q', '9TB3A', 'CE5RY', 'W8HN1', 'ZV6GD', '4FK2S', '7QX0M'] } },
  'recovery.reissue': () => ({ groups: ['0J4KX', 'M2P7Q', '9TB3A', 'CE5RY', 'W8HN1', 'ZV6GD', '4FK2S', '7QX0M'] }),
  'recovery.print': () => { throw { code: 'printer.none', args: {} } },
  'printer.list': () => ({ queues: q.get('np') ? [] : [{ name: 'HP_LaserJet_P1108', state: 'idle', is_default: true }, { name: 'PDF', state: 'idle', is_default: false }], available: true }),
  'printer.test_page': () => ({ job: 1, queue: 'HP_LaserJet_P1108' }),
  'settings.put': ({ settings: s }: Any) => Object.assign(settings, s),
  'number.waiting': () => ({ why: null, series: q.get('nw') ? [{ series: 'case', year: 2026, last: 11, example: '勐工调〔2026〕KD11号' }] : [] }),
  'staff.list': () => staff,
  'staff.remove': () => { throw { code: 'store.last_staff', args: {} } },
  'backup.list': () => q.get('empty') ? [] : [{ path: '/media/usb/枫桥驿备份 2026-11-10.fqbak', at: '2026-11-10T17:20:00+08:00', bytes: 6396314 }, { path: '/media/usb/枫桥驿备份 2026-11-03.fqbak', at: '2026-11-03T17:20:00+08:00', bytes: 5396314 }],
  'backup.verify': () => ({ ok: true, records: 340, attachments: 21, at: '' }),
  'case.list': () => ({ rows: [{ summary: { id: '1', number: '勐工调〔2026〕KD12号', title: '张某 — 某某劳务有限公司' } }, { summary: { id: '2', number: '勐工调〔2026〕KD9号', title: '赵某 — 某某物业服务有限公司' } }] }),
  'today.show': () => ({
    date: '2026-11-20', working: true, holiday_note: { code: 'weekend', args: { back: '2026-11-23' } }, counts: mode === 'open' && q.get('empty') ? { overdue: 0, today: 0, soon: 0, waiting: 0, sessions: 0 } : { overdue: 1, today: 2, soon: 3, waiting: 1, sessions: 0 },
    groups: q.get('empty') ? [] : [
      { key: 'first', rows: [
        row('岩某 — 某某物流', 'overdue', 'obligation', dl('obligation', 'overdue', '2026-11-19', -1, 400000), { no: 2, of: 2 }, ['receive_payment', 'demand']),
        row('罕某等27人 — 某某贸易', 'today', 'mediation_period', dl('mediation_period', 'today', '2026-11-20', 0), {}, ['agree', 'extend', 'end']),
        row('杨某 — 某某餐饮', 'today', 'obligation', dl('obligation', 'today', '2026-11-20', 0, 1260000), { no: 1, of: 1 }, ['receive_payment', 'receipt']),
      ] },
      { key: 'soon', rows: [
        row('某某分拣 3人', 'soon', 'review_application', dl('review_application', 'soon', '2026-11-23', 3), {}, ['review']),
        row('刀某 — 某某家政', 'soon', 'acceptance_decision', dl('acceptance_decision', 'soon', '2026-11-25', 5, null, 3), {}, ['accept', 'refuse']),
      ] },
      { key: 'waiting', rows: [row('周某 — 某某保洁', 'on_time', 'seal', null, { title: '调解协议书' }, ['sealed'], 'p1')] },
    ],
    recent: q.get('empty') ? [] : [{ case: '1', number: 'KD11', title: '刀某 — 某某家政' }, { case: '2', number: 'KD8', title: '周某 — 某某保洁' }, { case: '3', number: 'KD3', title: '岩某 — 某某物流' }],
    next: q.get('empty') === '2' ? { date: '2026-11-24', title: '张某 — 某某劳务', kind: 'obligation' } : null, printed: 9, registered: 4, pending: 0, drafts: [{ case: '9', title: '未填姓名', number: null }],
  }),
  'desk.lock': () => { state = 'locked'; return {} },
  'desk.touch': () => ({}),
  'desk.unlock': ({ password }: Any) => { if (password !== '1') throw { code: password === '5' ? 'store.too_many_attempts' : 'store.wrong_password', args: { failures: 2, wait_seconds: 30 } }; state = 'open'; return {} },
  'search.find': ({ text }: Any) => (text.startsWith('z') ? [{ case: '1', title: '张某 — 某某劳务有限公司', number: 'KD12' }, { case: '2', title: '钟某 — 某某运输有限公司', number: 'KD2' }] : []),
}
const host: Host = {
  hasPlaces: false,
  async rpc(verb, input) { const a = answers[verb]; if (!a) throw { code: 'screen.unexpected', args: { detail: verb } }; return a(input) },
  async bytes(verb) { const r = await fetch(`/fixture.pdf?${verb}`); return new Uint8Array(await r.arrayBuffer()) },
  onChanged: () => () => undefined,
  pickPlace: async () => null, pickPath: async () => null, beforeClose: () => () => undefined,
}
export const add = (more: Record<string, (input: Any) => Any>) => Object.assign(answers, more)
export function install() { useHost(host) }
