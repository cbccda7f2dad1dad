// Saving a file: the window asks where and the desk writes it there; a browser is handed the bytes.
import { download } from './files'
import { hasPlaces, pickPlace } from './index'

export interface Saving {
  name: string
  /** Writes it to a place; answers where it lies. */
  toPlace: (path: string) => Promise<{ path: string }>
  asBytes: () => Promise<Uint8Array>
}

/** Answers where it lies, an empty text for the folder of downloads, null when the person changed their mind. */
export async function saveFile({ name, toPlace, asBytes }: Saving): Promise<string | null> {
  if (!hasPlaces()) {
    download(name, await asBytes())
    return ''
  }
  const place = await pickPlace(name)
  return place === null ? null : (await toPlace(place)).path
}
