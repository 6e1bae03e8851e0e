import { deflateSync } from 'node:zlib'
import { writePngChunks } from '../src/files/png/pngChunks'
import { pngTextChunk } from '../src/files/png/pngText'

/** All black, one bit a pixel: the file is small. With settings of another program. */
export function vastPng(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 1
  const rows = new Uint8Array(deflateSync(new Uint8Array((Math.ceil(width / 8) + 1) * height)))
  return writePngChunks([
    { type: 'IHDR', data: header },
    pngTextChunk('parameters', 'a vast cat\nNegative prompt: ugly\nSteps: 20, Seed: 5'),
    { type: 'IDAT', data: rows },
    { type: 'IEND', data: new Uint8Array() },
  ])
}
