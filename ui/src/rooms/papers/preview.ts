import { onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { LivePage } from '@/parts/pageSource'
import { asDeskError, bytes, rpc, type DeskError } from '@/platform'
import type { PaperLookFor } from '@/platform/contract'

/** What is to be shown: a paper that stands, or one that is being typed. */
export type Wanted = { paper: { case: string; paper: string } } | { draft: Omit<PaperLookFor, 'held'> }

export interface Preview {
  data: ShallowRef<Uint8Array | readonly LivePage[] | null>
  busy: Ref<boolean>
  error: ShallowRef<DeskError | null>
  /** Asks for the paper anew, a moment after the last call. */
  soon: () => void
  now: () => void
}

/** Keys that come together go together. */
const WAIT_MS = 30

/** Typing must not queue up typesetting: one paper at a time, the newest wish next, the last good pages stay. */
export function usePreview(wanted: () => Wanted): Preview {
  const data = shallowRef<Uint8Array | readonly LivePage[] | null>(null)
  const busy = ref(false)
  const error = shallowRef<DeskError | null>(null)
  const pictures = new Map<string, HTMLImageElement>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let gone = false

  async function get(): Promise<Uint8Array | readonly LivePage[]> {
    const want = wanted()
    return 'paper' in want ? bytes('paper.pdf', want.paper) : drawn(want.draft)
  }
  /** Only pages that look different come anew; the others are drawn from the picture that is here. */
  async function drawn(draft: Omit<PaperLookFor, 'held'>): Promise<readonly LivePage[]> {
    const { pages } = await rpc('paper.look', { ...draft, held: [...pictures.keys()] })
    const live = await Promise.all(
      pages.map(async ({ svg, ...page }): Promise<LivePage> => {
        const picture = svg === null ? pictures.get(page.mark) : await load(svg)
        if (!picture) throw new Error('a page without its picture')
        return { ...page, picture }
      }),
    )
    pictures.clear()
    for (const page of live) pictures.set(page.mark, page.picture)
    return live
  }
  async function run(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    busy.value = true
    do {
      again = false
      try {
        const got = await get()
        if (gone) return
        data.value = got
        error.value = null
      } catch (thrown) {
        if (gone) return
        error.value = asDeskError(thrown)
      }
    } while (again)
    running = false
    busy.value = false
  }
  function soon(): void {
    clearTimeout(timer)
    busy.value = true
    timer = setTimeout(() => void run(), WAIT_MS)
  }
  function now(): void {
    clearTimeout(timer)
    void run()
  }
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
  })
  return { data, busy, error, soon, now }
}

/** A picture that can be painted at once. */
async function load(svg: string): Promise<HTMLImageElement> {
  const at = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  const picture = new Image()
  try {
    // Read is enough: it is drawn once, at the size of the pane; `decode` would draw it at its own size before.
    await new Promise<void>((done, failed) => {
      picture.addEventListener('load', () => done())
      picture.addEventListener('error', () => failed(new Error('a page that is no picture')))
      picture.src = at
    })
  } finally {
    URL.revokeObjectURL(at)
  }
  return picture
}
