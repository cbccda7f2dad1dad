// The only door between the screens and what carries them.
import type { Loose } from './provisional'
import type { Host, PickAsk } from './host'
import { tauriHost } from './tauri'
import { webHost } from './web'

export { download, onDrop, pickFiles } from './files'
export { DeskError, asDeskError } from './host'
export type { PickAsk, Picked } from './host'

let host: Host = '__TAURI_INTERNALS__' in window ? tauriHost() : webHost()

/** Development only: puts another host in place before the screens start. */
export function useHost(other: Host): void {
  host = other
}

/** Asks the desk for one verb; throws `DeskError`. */
export const rpc = (verb: string, input: Loose = {}): Promise<Loose> => host.rpc(verb, input)

/** A verb whose answer is a file (a PDF, a picture). */
export const bytes = (verb: string, input: Loose = {}): Promise<Uint8Array> => host.bytes(verb, input)

/** Hears which nouns changed (`case:<id>`, `today`, `desk` …); returns how to stop. */
export const onChanged = (heard: (changed: string[]) => void): (() => void) => host.onChanged(heard)

export const pickPlace = (name: string): Promise<string | null> => host.pickPlace(name)
export const pickPath = (ask: PickAsk): Promise<string | null> => host.pickPath(ask)
/** Whether files can be named by their place on this computer (the window), or only handed over (a browser). */
export const hasPlaces = (): boolean => host.hasPlaces
export const beforeClose = (run: () => Promise<void>): (() => void) => host.beforeClose(run)
