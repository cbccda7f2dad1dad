// pdf.js, loaded only when a paper is looked at.
import type { PDFDocumentProxy } from 'pdfjs-dist'

let ready: Promise<typeof import('pdfjs-dist')> | undefined

async function load(): Promise<typeof import('pdfjs-dist')> {
  const [pdfjs, worker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs') as unknown as Promise<typeof import('pdfjs-dist')>,
    import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
  ])
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default
  return pdfjs
}

export async function openPdf(data: Uint8Array): Promise<PDFDocumentProxy> {
  ready ??= load()
  const pdfjs = await ready
  // The worker takes the buffer away, so it gets a copy. Papers carry all their fonts.
  return pdfjs.getDocument({ data: data.slice(), isEvalSupported: false, useSystemFonts: false }).promise
}
