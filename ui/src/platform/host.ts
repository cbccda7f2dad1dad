/** What the screen asks of whatever carries it: the desktop window or the loopback door. */
export interface Host {
  rpc(verb: string, input: unknown): Promise<unknown>
  bytes(verb: string, input: unknown): Promise<Uint8Array>
  onChanged(heard: (changed: string[]) => void): () => void
  /** A place to write to, or null if the person changed their mind. Only where `hasPlaces`. */
  pickPlace(name: string): Promise<string | null>
  /** A file to read, by its place. */
  pickPath(ask: PickAsk): Promise<string | null>
  /** A folder, by its place. */
  pickFolder(title: string): Promise<string | null>
  /** Runs before the window closes and may take its time. */
  beforeClose(run: () => Promise<void>): () => void
  readonly hasPlaces: boolean
}

export interface PickAsk {
  title: string
  extensions?: string[]
  multiple?: boolean
}

/** A file a person chose, its bytes in base64 as the verbs take them. */
export interface Picked {
  name: string
  data: string
}

/** An error as it crosses the wire; its words are in words/errors.ts. */
export class DeskError extends Error {
  readonly code: string
  readonly args: Record<string, unknown>
  constructor(code: string, args: Record<string, unknown> = {}) {
    super(code)
    this.name = 'DeskError'
    this.code = code
    this.args = args
  }
}

/** Whatever was thrown, as an error with a code. */
export function asDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    const args = 'args' in thrown && typeof thrown.args === 'object' && thrown.args !== null ? thrown.args : {}
    return new DeskError(thrown.code, args as Record<string, unknown>)
  }
  return new DeskError('screen.unexpected', { detail: thrown instanceof Error ? thrown.message : String(thrown) })
}
