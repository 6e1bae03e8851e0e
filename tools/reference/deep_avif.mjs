// Writes AVIFs of 10 and 12 bits for picture_forms.py, by libavif's own encoder: node tools/reference/deep_avif.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import createEncoder from '@jsquash/avif/codec/enc/avif_enc.js'
import { defaultOptions } from '@jsquash/avif/meta.js'

const require = createRequire(import.meta.url)
const wasm = await WebAssembly.compile(readFileSync(require.resolve('@jsquash/avif/codec/enc/avif_enc.wasm')))
const encoder = await createEncoder({
  instantiateWasm: (imports, done) => {
    const instance = new WebAssembly.Instance(wasm, imports)
    done(instance)
    return instance.exports
  },
})
const folder = new URL('../../src/files/fixtures/deep/', import.meta.url)
mkdirSync(folder, { recursive: true })
const [width, height] = [20, 16]

for (const bits of [10, 12])
  for (const [name, subsample] of [
    ['444', 3],
    ['420', 1],
  ]) {
    const most = 2 ** bits - 1
    const data = Uint16Array.from({ length: width * height * 4 }, (_, at) => {
      const [x, y, c] = [(at >> 2) % width, Math.floor((at >> 2) / width), at & 3]
      if (c === 3) return most
      return Math.round(most * (0.5 + 0.45 * Math.sin(x / 9 + c) * Math.cos(y / (8 + c))))
    })
    const options = { ...defaultOptions, quality: 95, speed: 6, bitDepth: bits, subsample }
    const file = encoder.encode(new Uint8Array(data.buffer), width, height, options)
    writeFileSync(new URL(`${bits}-${name}.avif`, folder), file)
    console.log(bits, name, file.length)
  }
