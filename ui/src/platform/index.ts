// The only door between the screens and what carries them.
import type { ByteVerb, ByteVerbs, Verb, Verbs } from './contract'
import type { Host, PickAsk } from './host'
import { tauriHost } from './tauri'
import { webHost } from './web'

export { copyText, download, dropped, onDrop, onPaste, pickFiles } from './files'
export { DeskError, asDeskError } from './host'
export type { PickAsk, Picked } from './host'

const host: Host = '__TAURI_INTERNALS__' in window ? tauriHost() : webHost()

/** What a screen may send: typed text stands for a code and what is not known is left out; the desk judges it and answers with a code. */
type Loose<T> = T extends string
  ? string
  : T extends readonly (infer One)[]
    ? Loose<One>[]
    : T extends object
      ? { [K in keyof T]?: Loose<T[K]> | null }
      : T

export type Input<V extends Verb> = Loose<Verbs[V][0]>
export type Output<V extends Verb> = Verbs[V][1]
export type ByteInput<V extends ByteVerb> = Loose<ByteVerbs[V][0]>

/** Asks the desk for one verb; throws `DeskError`. */
export function rpc<V extends Verb>(verb: V, input?: Input<V>): Promise<Output<V>> {
  return host.rpc(verb, input ?? {}) as Promise<Output<V>>
}

/** A verb whose answer is a file (a PDF, a picture). */
export function bytes<V extends ByteVerb>(verb: V, input?: ByteInput<V>): Promise<Uint8Array> {
  return host.bytes(verb, input ?? {})
}

/** Hears which nouns changed (`case`, `case:<id>`, `lock` …); returns how to stop. */
export const onChanged = (heard: (changed: string[]) => void): (() => void) => host.onChanged(heard)

export const pickPlace = (name: string): Promise<string | null> => host.pickPlace(name)
export const pickPath = (ask: PickAsk): Promise<string | null> => host.pickPath(ask)
export const pickFolder = (title: string): Promise<string | null> => host.pickFolder(title)
/** Whether files can be named by their place on this computer (the window), or only handed over (a browser). */
export const hasPlaces = (): boolean => host.hasPlaces
export const beforeClose = (run: () => Promise<void>): (() => void) => host.beforeClose(run)
