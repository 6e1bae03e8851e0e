import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { bytesSource } from './bytesSource'
import { expected, fixtures, sameBits } from './fixtures/expected.node'
import { safetensorsBytes } from './fixtures/safetensorsBytes'
import { openPath } from './pathTree.node'
import { readHeader, readSafetensors, readTensor } from './safetensors'

const open = async (path: string) => (await openPath(`${fixtures}${path}`, path))!
const unet = () => open('single/unet/diffusion_pytorch_model.safetensors')

async function problemOf(file: Uint8Array): Promise<PalimpsestError> {
  const error: unknown = await readHeader(bytesSource('w.safetensors', file)).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof PalimpsestError)) throw new Error('was taken', { cause: error })
  expect(error.code).toBe('weights')
  expect(error.message).toMatch(/"w\.safetensors".*\.$/s)
  expect(error.hint).not.toBe('')
  return error
}

describe('a file of the safetensors library', () => {
  it('has the keys, dtypes and shapes that PyTorch saved', async () => {
    const index = await readHeader(await unet())
    expect([...index.keys()].sort()).toEqual(
      [
        'brain.weight',
        'conv_in.bias',
        'conv_in.weight',
        'double.weight',
        'eight.e4m3.weight',
        'eight.e5m2.weight',
        'empty',
        'half.weight',
        'scalar',
      ].sort(),
    )
    for (const [key, entry] of index) expect(entry.shape, key).toEqual(expected[key]!.shape)
    expect(index.get('brain.weight')!.dtype).toBe('BF16')
  })

  it('reads as the numbers that PyTorch widens, bit for bit', async () => {
    const index = await readHeader(await unet())
    for (const [key, entry] of index)
      expect(sameBits(await readTensor(entry), expected[key]!.bits), key).toBe(true)
  })

  it('gives the place of each tensor for external data', async () => {
    const file = await unet()
    const { start, byteLength } = (await readHeader(file)).get('conv_in.bias')!
    const bytes = await file.read(start, start + byteLength)
    expect(sameBits(new Float32Array(bytes.buffer), expected['conv_in.bias']!.bits)).toBe(true)
  })

  it('indexes integers, which it refuses to read as weights', async () => {
    const index = await readHeader(await open('single/text_encoder/model.safetensors'))
    const ids = index.get('text_model.embeddings.position_ids')!
    expect(ids).toMatchObject({ dtype: 'I64', shape: [1, 77], byteLength: 616 })
    await expect(readTensor(ids)).rejects.toThrow(/"text_model.embeddings.position_ids".*stored as I64/)
  })
})

describe('a header that lies', () => {
  const f32 = (offsets: string, shape = '[2]') => `{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}`
  const data = new Uint8Array(16)
  const lies: [string, string, RegExp][] = [
    ['overlaps', `{"a":${f32('[0,8]')},"b":${f32('[4,12]')}}`, /"b".*overlaps/],
    ['leaves a hole', `{"a":${f32('[0,4]', '[1]')},"b":${f32('[8,16]')}}`, /"b".*hole/],
    ['leaves the end', `{"a":${f32('[0,8]')}}`, /8 bytes after its last tensor/],
    ['starts late', `{"a":${f32('[8,16]')}}`, /"a".*hole/],
    ['goes past the end', `{"a":${f32('[0,24]', '[6]')}}`, /"a".*byte 24 .* has 16/],
    ['swaps offsets', `{"a":${f32('[16,0]', '[4]')}}`, /"a" .*before its start/],
    ['has a negative offset', `{"a":${f32('[-8,8]', '[4]')}}`, /"data_offsets" that are not two/],
    ['has one offset', `{"a":${f32('[16]', '[4]')}}`, /"data_offsets" that are not two/],
    ['has text for offsets', `{"a":${f32('"0,16"', '[4]')}}`, /"data_offsets" that are not two/],
    ['does not fill its shape', `{"a":${f32('[0,16]', '[3]')}}`, /"a".*16 bytes.*\[3\] in F32/],
    ['has a product past 2^53', `{"a":${f32('[0,16]', '[4294967296,4294967296]')}}`, /does not fill/],
    ['has a fractional size', `{"a":${f32('[0,16]', '[4.0]')}}`, /shape that is not a list/],
    ['has a shape of text', `{"a":${f32('[0,16]', '["4"]')}}`, /shape that is not a list/],
    ['lacks a shape', '{"a":{"dtype":"F32","data_offsets":[0,16]}}', /shape that is not a list/],
    ['has an unknown dtype', '{"a":{"dtype":"F17","shape":[4],"data_offsets":[0,16]}}', /"a".*"F17"/],
    ['has an inherited dtype', '{"a":{"dtype":"toString","shape":[4],"data_offsets":[0,16]}}', /"toString"/],
    ['describes by a number', '{"a":16}', /"a".*not described by an object/],
    ['repeats a key', `{"a":${f32('[0,8]')},"a":${f32('[8,16]')}}`, /"a".*hole before it/],
    ['has a size past 2^64', `{"a":${f32('[0,0]', '[0,18446744073709551616]')}}`, /shape that is not a list/],
    ['has a place past 2^53', `{"a":${f32('[0,9007199254740993]', '[4]')}}`, /not two positions/],
    ['has metadata of numbers', `{"__metadata__":{"step":1},"a":${f32('[0,16]', '[4]')}}`, /"__metadata__"/],
    ['is no object', `[${f32('[0,16]', '[4]')}]`, /does not begin with "\{"/],
    ['begins with a text', ` "{"a":${f32('[0,16]', '[4]')}}`, /does not begin with "\{"/],
    ['ends early', `{"a":${f32('[0,16]', '[4]')}`, /the text ends/],
    ['goes on', `{"a":${f32('[0,16]', '[4]')}}{}`, /after the end/],
  ]
  it.each(lies)('is refused when it %s', async (_, header, words) => {
    expect((await problemOf(safetensorsBytes(header, data))).message).toMatch(words)
  })

  it('is refused when its length passes the file, the limit of the format, or a safe integer', async () => {
    for (const length of [0n, 1n, 3n, 17n, 1n << 31n, 1n << 53n, (1n << 64n) - 1n])
      await problemOf(safetensorsBytes('{}', new Uint8Array(8), length))
  })

  it('is refused when it is not UTF-8', async () => {
    const file = safetensorsBytes('{"a":"bc"}', new Uint8Array())
    file[14] = 0xff
    expect((await problemOf(file)).message).toMatch(/not UTF-8/)
  })

  it('may say more of a tensor, and have no metadata in so many words, as the reference reader allows', async () => {
    const header = '{"__metadata__":null,"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}}'
    const { tensors, metadata } = await readSafetensors(bytesSource('w', safetensorsBytes(header, data)))
    expect([tensors.get('a')?.shape, metadata]).toEqual([[4], {}])
  })

  it.each([
    ['begins with blanks', (own: string) => ` \n{${own}}`],
    [
      'has numbers of any kind in fields that mean nothing',
      (own: string) => `{${own.replace('}', ',"x":[-1.5,1e9,18446744073709551615]}')}}`,
    ],
    [
      'nests such fields deeply',
      (own: string) => `{${own.replace('}', `,"x":${'['.repeat(100)}${']'.repeat(100)}}`)}}`,
    ],
    ['says a key of its metadata twice', (own: string) => `{"__metadata__":{"x":"1","x":"2"},${own}}`],
    ['says a tensor twice', (own: string) => `{${own},${own}}`],
  ])('is read where it %s, as the reference reader does', async (_, header) => {
    const own = `"a":${f32('[0,16]', '[4]')}`
    const { tensors } = await readSafetensors(bytesSource('w', safetensorsBytes(header(own), data)))
    expect([...tensors.values()]).toMatchObject([{ key: 'a', shape: [4], byteLength: 16 }])
  })

  it('may end in blanks, as the format allows, and have no tensors', async () => {
    const index = await readHeader(bytesSource('w', safetensorsBytes('{}      ', new Uint8Array())))
    expect(index.size).toBe(0)
  })

  it('cannot hide a file that was cut short, wherever the cut is', async () => {
    const file = await unet()
    const whole = await file.read(0, file.size)
    for (let length = 0; length < whole.length; length += 1) await problemOf(whole.subarray(0, length))
  })
})
