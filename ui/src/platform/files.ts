// Files a person chooses or drops. The webview itself reads them, so both hosts do it the same way.
import type { PickAsk, Picked } from './host'

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

async function read(file: File): Promise<Picked> {
  return { name: file.name, data: base64(new Uint8Array(await file.arrayBuffer())) }
}

/** Asks for files; empty when the person changed their mind. */
export function pickFiles({ extensions, multiple }: PickAsk): Promise<Picked[]> {
  return new Promise((answer) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = multiple ?? false
    if (extensions) input.accept = extensions.map((ext) => `.${ext}`).join(',')
    input.addEventListener('change', () => void Promise.all([...(input.files ?? [])].map(read)).then(answer))
    input.addEventListener('cancel', () => answer([]))
    input.click()
  })
}

/** Hears files dropped anywhere on the window; returns how to stop. */
export function onDrop(heard: (files: Picked[]) => void): () => void {
  const over = (event: DragEvent) => event.preventDefault()
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) void Promise.all(files.map(read)).then(heard)
  }
  window.addEventListener('dragover', over)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragover', over)
    window.removeEventListener('drop', drop)
  }
}

/** Files of a drop on one place of the screen; nobody else hears of it. */
export function dropped(event: DragEvent): Promise<Picked[]> {
  event.preventDefault()
  event.stopPropagation()
  return Promise.all([...(event.dataTransfer?.files ?? [])].map(read))
}

/** Hears pictures and files pasted anywhere on the window; pasted text goes its usual way. Returns how to stop. */
export function onPaste(heard: (files: Picked[]) => void): () => void {
  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    void Promise.all(files.map(read)).then(heard)
  }
  window.addEventListener('paste', paste)
  return () => window.removeEventListener('paste', paste)
}

/** Puts text on the clipboard; false when the system would not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Some webviews keep the newer way to themselves.
    const field = document.createElement('textarea')
    field.value = text
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}

/** Hands bytes to the person as a file of their own. */
export function download(name: string, data: Uint8Array, type = 'application/pdf'): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([data.slice()], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
