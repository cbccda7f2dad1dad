import { DeskError, asDeskError, type Host } from './host'

const TOKEN = 'fengqiao-token'

/** The door's token comes once in the address (`#token=…`) and is kept for this tab only. */
function takeToken(): string {
  const match = /(?:^#|&)token=([^&]+)/.exec(location.hash)
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN, decodeURIComponent(match[1]))
    history.replaceState(null, '', location.pathname + location.search)
  }
  return sessionStorage.getItem(TOKEN) ?? ''
}

/** The loopback door (`fengqiao-desk serve`): the same verbs over HTTP. */
export function webHost(): Host {
  const token = takeToken()

  async function ask(door: 'rpc' | 'bytes', verb: string, input: unknown): Promise<Response> {
    let response: Response
    try {
      response = await fetch(`/${door}/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-fengqiao-token': token },
        body: JSON.stringify(input ?? {}),
      })
    } catch {
      throw new DeskError('screen.desk_unreachable')
    }
    if (response.ok) return response
    const body: unknown = await response.json().catch(() => null)
    if (body === null && response.status === 401) throw new DeskError('screen.token_refused')
    throw asDeskError(body ?? { code: 'screen.desk_unreachable' })
  }

  /** Server-sent events by hand, because `EventSource` cannot carry the token in a header. */
  async function listen(heard: (changed: string[]) => void, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        const response = await fetch('/events', { headers: { 'x-fengqiao-token': token }, signal: stop })
        const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
        let rest = ''
        for (;;) {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
          if (done) break
          const parts = (rest + value).split(/\r?\n\r?\n/)
          rest = parts.pop() ?? ''
          for (const part of parts) {
            const data = part
              .split(/\r?\n/)
              .filter((line) => line.startsWith('data:'))
              .map((line) => line.slice(5).trim())
              .join('\n')
            if (data) heard((JSON.parse(data) as { changed: string[] }).changed)
          }
        }
      } catch {
        // The door closed; try again until the screen goes.
      }
      await new Promise((resume) => setTimeout(resume, 1500))
    }
  }

  return {
    hasPlaces: false,
    rpc: async (verb, input) => (await ask('rpc', verb, input)).json(),
    bytes: async (verb, input) => new Uint8Array(await (await ask('bytes', verb, input)).arrayBuffer()),
    onChanged(heard) {
      const stop = new AbortController()
      void listen(heard, stop.signal)
      return () => stop.abort()
    },
    pickPlace: () => Promise.resolve(null),
    pickPath: () => Promise.resolve(null),
    pickFolder: () => Promise.resolve(null),
    beforeClose(run) {
      // A tab does not wait; what the last keystroke left is sent at once when it is hidden.
      const hide = () => void run()
      window.addEventListener('pagehide', hide)
      return () => window.removeEventListener('pagehide', hide)
    },
  }
}
