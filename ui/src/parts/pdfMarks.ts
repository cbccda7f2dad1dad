// Marks words on a drawn page: the draft shows where a word stands that cannot be performed.
import type { PDFPageProxy } from 'pdfjs-dist'

interface Run {
  text: string
  /** Left, baseline, width and height in page units. */
  x: number
  y: number
  width: number
  height: number
}

/** Where words stand on a page, run by run; a word may cross from one run, or line, into the next. */
export function places(runs: readonly Run[], words: readonly string[]): { x: number; y: number; width: number; height: number }[] {
  const chars = runs.flatMap((run, r) => [...run.text].map((char, i, all) => ({ char, r, from: i / all.length, to: (i + 1) / all.length })))
  const inked = chars.filter((one) => one.char.trim() !== '')
  const whole = inked.map((one) => one.char)
  const found: { x: number; y: number; width: number; height: number }[] = []
  for (const word of words) {
    const wanted = [...word]
    for (let at = 0; wanted.length > 0 && at + wanted.length <= whole.length; at++) {
      if (!wanted.every((char, i) => whole[at + i] === char)) continue
      const hit = inked.slice(at, at + wanted.length)
      for (const r of new Set(hit.map((one) => one.r))) {
        const run = runs[r]
        const own = hit.filter((one) => one.r === r)
        const from = own[0]?.from ?? 0
        const to = own.at(-1)?.to ?? 1
        if (run) found.push({ x: run.x + run.width * from, y: run.y, width: run.width * (to - from), height: run.height })
      }
    }
  }
  return found
}

/** Draws an amber wash and underline on the canvas of a page rendered at `scale`. */
export async function markWords(page: PDFPageProxy, canvas: HTMLCanvasElement, scale: number, words: readonly string[], colour: string): Promise<void> {
  const brush = canvas.getContext('2d')
  if (!brush || words.length === 0) return
  const { items } = await page.getTextContent()
  const runs = items.flatMap((item): Run[] =>
    'str' in item ? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), width: item.width, height: item.height || Math.abs(Number(item.transform[3])) }] : [],
  )
  const { height } = page.getViewport({ scale: 1 })
  for (const spot of places(runs, words)) {
    const left = spot.x * scale
    const top = (height - spot.y - spot.height * 0.9) * scale
    const tall = spot.height * 1.1 * scale
    brush.globalCompositeOperation = 'multiply'
    brush.globalAlpha = 0.22
    brush.fillStyle = colour
    brush.fillRect(left, top, spot.width * scale, tall)
    brush.globalAlpha = 1
    brush.fillRect(left, top + tall, spot.width * scale, Math.max(1.5, scale))
    brush.globalCompositeOperation = 'source-over'
  }
}
