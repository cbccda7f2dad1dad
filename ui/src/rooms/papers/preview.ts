import { nextTick, onBeforeUnmount, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import type { LivePage } from '@/parts/pageSource'
import { asDeskError, bytes, rpc, type DeskError } from '@/platform'
import type { PaperLookFor } from '@/platform/contract'

/** What is to be shown: a paper that stands, or one that is being typed. */
export type Wanted = { paper: { case: string; paper: string } } | { draft: Omit<PaperLookFor, 'held' | 'scale'> }

export interface Preview {
  data: ShallowRef<Uint8Array | readonly LivePage[] | null>
  busy: Ref<boolean>
  error: ShallowRef<DeskError | null>
  /** Asks for the paper anew. */
  now: () => void
  /** The pages are shown with so many dots per point: pictures of another size are only good until sharp ones come. */
  sized: (dots: number) => void
}

/** Dots per point until the pane has said how large it shows a page. */
const FIRST_DOTS = 1.5

/** Typing must not queue up typesetting: one paper at a time, the newest wish next, the last good pages stay. */
export function usePreview(wanted: () => Wanted): Preview {
  const data = shallowRef<Uint8Array | readonly LivePage[] | null>(null)
  const busy = ref(false)
  const error = shallowRef<DeskError | null>(null)
  const pictures = new Map<string, HTMLImageElement>()
  let running = false
  let again = false
  let gone = false
  let scale = FIRST_DOTS

  async function get(): Promise<Uint8Array | readonly LivePage[]> {
    const want = wanted()
    return 'paper' in want ? bytes('paper.pdf', want.paper) : drawn(want.draft)
  }
  /** Only pages that look different come anew; the others are drawn from the picture that is here. */
  async function drawn(draft: Omit<PaperLookFor, 'held' | 'scale'>): Promise<readonly LivePage[]> {
    const { pages } = await rpc('paper.look', { ...draft, scale, held: [...pictures.keys()] })
    const live = await Promise.all(
      pages.map(async ({ png, ...page }): Promise<LivePage> => {
        const picture = png === null ? pictures.get(page.mark) : await load(png)
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
    // What changes together is asked for together.
    await nextTick()
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
  const now = (): void => void run()
  function sized(dots: number): void {
    if (dots === scale) return
    scale = dots
    if (data.value !== null && !(data.value instanceof Uint8Array)) now()
  }
  onBeforeUnmount(() => {
    gone = true
  })
  return { data, busy, error, now, sized }
}

/** A picture that can be painted at once. */
async function load(png: string): Promise<HTMLImageElement> {
  const picture = new Image()
  picture.src = `data:image/png;base64,${png}`
  await picture.decode()
  return picture
}
