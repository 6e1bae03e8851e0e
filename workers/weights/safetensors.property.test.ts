// Damaged safetensors files by the thousand. What the reader must never do is read a tensor wrongly: whatever it takes, the
// tensors' bytes are those of the file at places that do not overlap, and a change that it did not notice changed no number.
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { bytesSource } from './bytesSource'
import { safetensorsBytes } from './fixtures/safetensorsBytes'
import { readHeader, readTensor } from './safetensors'

interface Claim {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}
type Header = Record<string, Claim>

const ITEM_BYTES: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, F8_E5M2: 1 }

const claim = fc.record({
  dtype: fc.constantFrom('F32', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2'),
  shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
})
const key = fc.oneof(fc.constantFrom('conv_in.weight', 'proj.bias', '__proto__', 'ä"\\\n'), fc.string())

/** An honest file: 1 to 5 tensors one after another over random bytes. */
const honest = fc
  .tuple(
    fc.dictionary(
      key.filter((name) => name !== '__metadata__'),
      claim,
      { minKeys: 1, maxKeys: 5 },
    ),
    fc.uint8Array({ minLength: 64, maxLength: 64 }),
  )
  .map(([claims, noise]) => {
    let end = 0
    const entries = Object.entries(claims).map(([name, { dtype, shape }]): [string, Claim] => {
      const start = end
      end += shape.reduce((product, extent) => product * extent, ITEM_BYTES[dtype]!)
      return [name, { dtype, shape, data_offsets: [start, end] }]
    })
    return {
      header: Object.fromEntries(entries) as Header,
      data: Uint8Array.from({ length: end }, (_, i) => noise[i % 64]! ^ (i * 37)),
    }
  })

/** Bits of a number, of its fraction, and what is taken off its exponent. */
const FORMATS: Readonly<Record<string, readonly [number, number, number]>> = {
  F16: [16, 10, 15],
  BF16: [16, 7, 127],
  F8_E4M3: [8, 3, 7],
  F8_E5M2: [8, 2, 15],
}

/** The numbers by their definition, from the file's bytes, without the reader. */
function numbersOf({ dtype, data_offsets: [start, end] }: Claim, data: Uint8Array): Uint8Array | number[] {
  const view = new DataView(data.buffer, data.byteOffset)
  const numbers: number[] = []
  for (let at = start; at < end; at += ITEM_BYTES[dtype]!) {
    if (dtype === 'F32') numbers.push(view.getFloat32(at, true))
    else {
      const [width, fractionBits, bias] = FORMATS[dtype]!
      const bits = width === 8 ? view.getUint8(at) : view.getUint16(at, true)
      const magnitude = bits % 2 ** (width - 1)
      const exponent = magnitude >> fractionBits
      const fraction = (magnitude % 2 ** fractionBits) / 2 ** fractionBits
      const size = exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias)
      const isTop = exponent === 2 ** (width - 1 - fractionBits) - 1
      const special = fraction === 0 ? Infinity : NaN
      // E4M3 has one NaN of each sign, and numbers in place of infinities.
      const own = dtype === 'F8_E4M3' ? (isTop && fraction === 7 / 8 ? NaN : size) : isTop ? special : size
      numbers.push((bits >> (width - 1) ? -1 : 1) * own)
    }
  }
  return numbers
}

/** Everything that a file reads as, or 'refused' when it is refused with a typed error. */
async function read(file: Uint8Array): Promise<Map<string, { claim: Claim; numbers: number[] }> | 'refused'> {
  try {
    const index = await readHeader(bytesSource('w.safetensors', file))
    const dataStart = 8 + Number(new DataView(file.buffer).getBigUint64(0, true))
    const tensors = new Map<string, { claim: Claim; numbers: number[] }>()
    for (const [name, entry] of index) {
      const start = entry.start - dataStart
      const offsets: [number, number] = [start, start + entry.byteLength]
      const own: Claim = { dtype: entry.dtype, shape: [...entry.shape], data_offsets: offsets }
      // A dtype that damage turned into another of the format is indexed, and refused when it is read.
      const numbers = entry.dtype in ITEM_BYTES ? [...(await readTensor(entry))] : []
      if (numbers.length === 0) await readTensor(entry).catch(typed)
      tensors.set(name, { claim: own, numbers })
    }
    return tensors
  } catch (error) {
    typed(error)
    return 'refused'
  }
}

function typed(error: unknown): void {
  if (!(error instanceof PalimpsestError)) throw error
  expect(error.code).toBe('weights')
  expect(error.message).toContain('"w.safetensors"')
  expect(error.hint.length).toBeGreaterThan(0)
}

/** Holds what was read against the claims of the header as JSON.parse sees them, and the file's bytes. */
async function readsRightOrNot(file: Uint8Array): Promise<'read' | 'refused'> {
  const tensors = await read(file)
  if (tensors === 'refused') return 'refused'
  const headerBytes = Number(new DataView(file.buffer).getBigUint64(0, true))
  const text = new TextDecoder().decode(file.subarray(8, 8 + headerBytes))
  const { __metadata__: _, ...header } = JSON.parse(text) as Header
  const data = file.slice(8 + headerBytes)
  expect([...tensors.keys()].sort()).toEqual(Object.keys(header).sort())
  let covered = 0
  for (const [name, { claim: own, numbers }] of tensors) {
    expect(own).toEqual(header[name])
    covered += own.data_offsets[1] - own.data_offsets[0]
    if (own.dtype in ITEM_BYTES) expect(numbers).toEqual(numbersOf(own, data))
  }
  expect(covered).toBe(data.length)
  return 'read'
}

const runs = { numRuns: 3000 }

it('reads every honest file', async () => {
  await fc.assert(
    fc.asyncProperty(honest, async ({ header, data }) => {
      expect(await readsRightOrNot(safetensorsBytes(JSON.stringify(header), data))).toBe('read')
    }),
    runs,
  )
})

it('takes no flipped bit of length or header for something else', async () => {
  await fc.assert(
    fc.asyncProperty(honest, fc.nat(), async ({ header, data }, flip) => {
      const text = JSON.stringify(header)
      const file = safetensorsBytes(text, data)
      const bits = (8 + new TextEncoder().encode(text).length) * 8
      file[(flip % bits) >> 3]! ^= 1 << (flip & 7)
      await readsRightOrNot(file)
    }),
    runs,
  )
})

it('refuses every file that was cut short or has bytes added', async () => {
  await fc.assert(
    fc.asyncProperty(honest, fc.integer({ min: -200, max: 50 }), async ({ header, data }, change) => {
      fc.pre(change !== 0)
      const file = safetensorsBytes(JSON.stringify(header), data)
      const length = Math.max(0, file.length + change)
      const changed = new Uint8Array(length)
      changed.set(file.subarray(0, length))
      expect(await readsRightOrNot(changed)).toBe('refused')
    }),
    runs,
  )
})

it('refuses every number of the header that was changed', async () => {
  const other = fc.oneof(
    fc.constantFrom(-1, 0, 1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 64, 1e300),
    fc.integer({ min: 0, max: 200 }),
  )
  await fc.assert(
    fc.asyncProperty(honest, fc.nat(), other, async ({ header, data }, which, value) => {
      const text = JSON.stringify(header)
      // Outside of strings: a tensor's name may be "[0,".
      const bare = text.replace(/"(?:\\.|[^"\\])*"/g, (string) => '"'.repeat(string.length))
      const places = [...bare.matchAll(/(?<=[[,])\d+(?=[\],])/g)]
      const place = places[which % places.length]!
      const changed = text.slice(0, place.index) + String(value) + text.slice(place.index + place[0].length)
      const tensorless = data.length === 0 || String(value) === place[0]
      const outcome = await readsRightOrNot(safetensorsBytes(changed, data))
      // A change that is taken may be one of an empty tensor's shape, whose other sizes are free; no numbers depend on it.
      if (outcome === 'read' && !tensorless)
        expect(Object.values(JSON.parse(changed) as Header).some(({ shape }) => shape.includes(0))).toBe(true)
    }),
    runs,
  )
})

it('refuses swapped offsets and the places of two tensors exchanged, unless each still fills its shape', async () => {
  await fc.assert(
    fc.asyncProperty(honest, fc.nat(), fc.nat(), async ({ header, data }, a, b) => {
      const names = Object.keys(header)
      const first = header[names[a % names.length]!]!
      const second = header[names[b % names.length]!]!
      const exchanged = first.data_offsets
      first.data_offsets = second.data_offsets
      second.data_offsets = exchanged
      await readsRightOrNot(safetensorsBytes(JSON.stringify(header), data))
      const [start, end] = first.data_offsets
      first.data_offsets = [end, start]
      const outcome = await readsRightOrNot(safetensorsBytes(JSON.stringify(header), data))
      if (start !== end) expect(outcome).toBe('refused')
    }),
    runs,
  )
})

it('takes a key that comes twice for once, as the reference reader does', async () => {
  await fc.assert(
    fc.asyncProperty(honest, fc.nat(), async ({ header, data }, which) => {
      const entries = Object.entries(header)
      const twice = entries[which % entries.length]!
      const text = [...entries, twice].map(([name, own]) => `${JSON.stringify(name)}:${JSON.stringify(own)}`)
      expect(await readsRightOrNot(safetensorsBytes(`{${text.join()}}`, data))).toBe('read')
    }),
    runs,
  )
})

it('answers with a typed error or a right reading on any text as header', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.uint8Array({ maxLength: 16 }), async (text, data) => {
      await readsRightOrNot(safetensorsBytes(text, data))
    }),
    runs,
  )
})
