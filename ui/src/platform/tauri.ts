import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import { getCurrentWindow } from '@tauri-apps/api/window'
import { open, save } from '@tauri-apps/plugin-dialog'
import { asDeskError, type Host } from './host'

/** `listen` answers later than a component may leave; this undoes it whenever it comes. */
function later(start: Promise<() => void>): () => void {
  let gone = false
  let stop: (() => void) | undefined
  void start.then((undo) => {
    stop = undo
    if (gone) undo()
  })
  return () => {
    gone = true
    stop?.()
  }
}

/** The desktop window. */
export function tauriHost(): Host {
  return {
    hasPlaces: true,
    async rpc(verb, input) {
      try {
        return await invoke('rpc', { verb, input })
      } catch (thrown) {
        throw asDeskError(thrown)
      }
    },
    async bytes(verb, input) {
      try {
        return new Uint8Array(await invoke<ArrayBuffer>('rpc_bytes', { verb, input }))
      } catch (thrown) {
        throw asDeskError(thrown)
      }
    },
    onChanged: (heard) =>
      later(listen<{ changed: string[] }>('changed', (event) => heard(event.payload.changed))),
    pickPlace: (name) => save({ defaultPath: name }),
    pickPath: ({ title, extensions }) => open({ title, filters: extensions ? [{ name: title, extensions }] : [] }),
    pickFolder: (title) => open({ title, directory: true }),
    beforeClose: (run) =>
      later(
        getCurrentWindow().onCloseRequested(async () => {
          // Returning lets the window go; what was typed is on disk by then.
          await run()
        }),
      ),
  }
}
