// Steps that every story takes on its way to what it is about.

import { deepStrictEqual, ok } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'

export const id = () => randomUUID()

/** A case with one worker and one firm; `worker`, `firm`, `claim` and `rest` are what is typed. */
export async function intake(desk, { channel = 'oral', worker, firm, claim, rest }) {
  const made = await desk.call('case.create', { channel })
  const of = (table, row, values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`${table}/${row}/${name}`, value]))
  await desk.put(made.id, {
    ...of('parties', made.applicant, worker),
    ...of('parties', made.respondent, firm),
    ...of('claims', made.claim, claim),
    ...rest,
  })
  return { id: made.id, worker: made.applicant, firm: made.respondent, claim: made.claim }
}

export const FIRM = { address: '某某市某某路2号', legal_rep: '刘某', contact: '刘某', contact_phone: '13900000000' }

/** Received, the other side asked by telephone, accepted. */
export async function accept(desk, one, mediators = ['陈某']) {
  await desk.call('case.receive', { case: one.id, form: 'oral' })
  await consent(desk, one.id, one.firm)
  return desk.call('case.accept', { case: one.id, mediators })
}

export async function consent(desk, id, party, agreed = true, note = '刘某：同意调解') {
  await desk.call('case.ask_consent', { case: id, party, way: 'phone' })
  return desk.call('case.answer_consent', { case: id, party, agreed, way: 'phone', note })
}

export function session(desk, one, at, present, statements, proposal, result, more = {}) {
  return desk.call('session.hold', {
    case: one.id, at, place: '花市驿站', mode: 'station', present, statements, proposal, result, ...more,
  })
}

export const clock = (view, kind) => view.deadlines.filter((d) => d.kind === kind)

/** The only clock of its kind: its day, and how it stands. */
export function due(view, kind, on, urgency) {
  const [found, another] = clock(view, kind)
  ok(found, `there is no clock ${kind}; there are ${view.deadlines.map((d) => d.kind)}`)
  ok(!another, `there are several clocks ${kind}`)
  deepStrictEqual([found.due, ...(urgency ? [found.urgency] : [])], [on, ...(urgency ? [urgency] : [])], kind)
}

/** What a paper must say, by what a second program reads in it. */
export async function says(desk, id, paper, words) {
  const text = await desk.read(id, paper.row.paper.id)
  for (const word of words) ok(text.includes(word.replace(/\s+/g, '')), `${paper.row.paper.title} does not say ${word}:\n${text}`)
}

/** Which findings stand in the way of the agreement. */
export const bad = (agreement) => agreement.check.filter((item) => item.level === 'bad').map((item) => item.code).sort()

/** Ready and frozen: the paper. */
export async function freeze(desk, one) {
  const view = await desk.call('agreement.view', { case: one.id })
  deepStrictEqual(bad(view), [], 'nothing stands in the way of the agreement')
  return desk.call('agreement.freeze', { case: one.id })
}

/** Begins a procedure with what the case can fill in, and gives the way to move it on. */
export async function procedure(desk, one, kind, on, more = {}) {
  const known = await desk.call('procedure.prefill', { case: one.id, kind })
  const { body, applicants, basis, accord, amount, fields } = known
  const opened = { id: id(), procedure: kind, on, body, applicants, basis, number: '', accord, paper: null, amount, note: '', fields, ...more }
  await desk.call('procedure.open', { case: one.id, what: opened })
  const step = (to, day, has = {}) => ({
    case: one.id,
    what: { id: opened.id, step: id(), to, on: day, number: '', served_on: null, amount: null, note: '', paper: null, attachment: null, ...has },
  })
  return { id: opened.id, known, step, move: (to, day, has) => desk.call('procedure.move', step(to, day, has)) }
}

/** What was typed arrives one by one: asks the desk until it has all of it. */
export async function until(desk, one, has, what) {
  const start = performance.now()
  for (;;) {
    const view = await desk.look(one.id)
    if (has(view)) return view
    if (performance.now() - start > 300_000) throw new Error(`the desk never had ${what}`)
  }
}
