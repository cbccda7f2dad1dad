// pdf.js, loaded only when a paper is looked at.
import type { PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'

/** One worker for all papers: starting one takes longer than drawing a page. */
let reader: PDFWorker | undefined
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
  if (!reader || reader.destroyed) reader = new pdfjs.PDFWorker()
  // The worker takes the buffer away, so it gets a copy. Papers carry all their fonts.
  return pdfjs.getDocument({ worker: reader, data: data.slice(), isEvalSupported: false, useSystemFonts: false }).promise
}
