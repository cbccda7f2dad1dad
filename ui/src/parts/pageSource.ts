// Where pages come from: a paper that stands, as PDF, or one that is being typed, as pictures from the typesetter.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { openPdf } from './pdf'

/** Width and height, points. */
export interface Size {
  width: number
  height: number
}

export interface PageSource {
  sizes: readonly Size[]
  /** Names what page `i` looks like: a page that shows it already is not drawn again. None: drawn each time. */
  mark: (i: number) => string | null
  /** Draws page `i` on a canvas of the right size; `scale` is pixels per point. */
  paint: (i: number, canvas: HTMLCanvasElement, scale: number) => Promise<void>
  close: () => void
}

/** A page of a paper that is being typed, its picture loaded. */
export interface LivePage extends Size {
  mark: string
  picture: HTMLImageElement
  /** Words to mark: left, top, width, height. */
  found: readonly (readonly [number, number, number, number])[]
}

export async function pdfSource(data: Uint8Array): Promise<PageSource> {
  const pdf: PDFDocumentProxy = await openPdf(data)
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)))
  return {
    sizes: pages.map((page) => {
      const { width, height } = page.getViewport({ scale: 1 })
      return { width, height }
    }),
    mark: () => null,
    async paint(i, canvas, scale) {
      const page = pages[i]
      if (page) await page.render({ canvas, viewport: page.getViewport({ scale }) }).promise
    },
    close: () => void pdf.destroy(),
  }
}

export function liveSource(pages: readonly LivePage[]): PageSource {
  return {
    sizes: pages.map(({ width, height }) => ({ width, height })),
    mark(i) {
      const page = pages[i]
      return page ? `${page.mark} ${page.found.join(' ')}` : null
    },
    paint(i, canvas, scale) {
      const page = pages[i]
      const brush = canvas.getContext('2d')
      if (page && brush) {
        brush.drawImage(page.picture, 0, 0, canvas.width, canvas.height)
        for (const spot of page.found) wash(brush, spot, scale)
      }
      return Promise.resolve()
    },
    close: () => undefined,
  }
}

/** An amber wash and a line under a word that cannot be performed. */
function wash(brush: CanvasRenderingContext2D, [x, y, width, height]: readonly [number, number, number, number], scale: number): void {
  brush.save()
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--fq-soon').trim()
  brush.globalCompositeOperation = 'multiply'
  brush.globalAlpha = 0.22
  brush.fillRect(x * scale, y * scale, width * scale, height * scale)
  brush.globalAlpha = 1
  brush.fillRect(x * scale, (y + height) * scale, width * scale, Math.max(1.5, scale))
  brush.restore()
}
