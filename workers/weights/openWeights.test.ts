import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { expected, fixtures, sameBits } from './fixtures/expected.node'
import { openWeights, type PreferredVariant } from './openWeights'
import { pathTree } from './pathTree.node'
import { readTensor, type TensorIndex } from './safetensors'

const STEM = 'diffusion_pytorch_model'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palimpsest-'))
  await cp(`${fixtures}sharded`, folder, { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

const unet = (name: string): string => join(folder, 'unet', name)
const single = `${fixtures}single/unet/${STEM}.safetensors`
const index = `${STEM}.safetensors.index.json`
const open = (prefer: PreferredVariant = 'full') => openWeights(pathTree(folder), 'unet', STEM, { prefer })

async function expectFixture(tensors: TensorIndex): Promise<void> {
  for (const [key, entry] of tensors)
    expect(sameBits(await readTensor(entry), expected[key]!.bits), key).toBe(true)
}

async function editIndex(edit: (map: Record<string, unknown>) => void): Promise<void> {
  const json = JSON.parse(await readFile(unet(index), 'utf8')) as { weight_map: Record<string, unknown> }
  edit(json.weight_map)
  await writeFile(unet(index), JSON.stringify(json))
}

describe('openWeights', () => {
  it('joins the shards of an index', async () => {
    const tensors = await open()
    expect([...tensors.keys()].sort()).toEqual(['a.bias', 'a.weight', 'b.weight'])
    expect(tensors.get('b.weight')!.file.name).toBe(`unet/${STEM}-00002-of-00002.safetensors`)
    await expectFixture(tensors)
  })

  it('opens one file, and its fp16 variant where that is preferred or all there is', async () => {
    await rm(unet(index))
    await cp(single, unet(`${STEM}.fp16.safetensors`))
    expect((await open()).get('scalar')!.file.name).toBe(`unet/${STEM}.fp16.safetensors`)
    await cp(single, unet(`${STEM}.safetensors`))
    expect((await open()).get('scalar')!.file.name).toBe(`unet/${STEM}.safetensors`)
    expect((await open('half')).get('scalar')!.file.name).toBe(`unet/${STEM}.fp16.safetensors`)
    await expectFixture(await open())
  })

  it.each(['bf16', 'non_ema'])('opens the variant %s where it is all there is', async (variant) => {
    await rm(unet(index))
    await cp(single, unet(`${STEM}.${variant}.safetensors`))
    expect((await open()).get('scalar')!.file.name).toBe(`unet/${STEM}.${variant}.safetensors`)
  })

  it('says when shards have no index', async () => {
    await rm(unet(index))
    await expect(open()).rejects.toThrow(/is one of several shards, and their index .* is missing/)
  })

  it('opens a network that is a repository of its own', async () => {
    const tree = pathTree(`${fixtures}single/unet`)
    expect((await openWeights(tree, '', STEM)).size).toBe(9)
  })

  it('takes from shards what they hold, whatever more or less the index has, as diffusers does', async () => {
    await editIndex((map) => {
      map['c.weight'] = `${STEM}-00002-of-00002.safetensors`
      delete map['a.bias']
    })
    const tensors = await open()
    expect([...tensors.keys()].sort()).toEqual(['a.bias', 'a.weight', 'b.weight'])
    await expectFixture(tensors)
  })

  it('refuses a key that two shards have', async () => {
    await cp(unet(`${STEM}-00001-of-00002.safetensors`), unet('again.safetensors'))
    await editIndex((map) => (map['a.bias'] = 'again.safetensors'))
    await expect(open()).rejects.toThrow(/The key "a\.\w+" is in the shards/)
  })

  it.each([`${STEM}.safetensors.index.fp16.json`, `${STEM}.safetensors.fp16.index.json`])(
    'joins shards of half precision by %s',
    async (name) => {
      const json = JSON.parse(await readFile(unet(index), 'utf8')) as { weight_map: Record<string, string> }
      for (const part of ['00001-of-00002', '00002-of-00002'])
        await cp(unet(`${STEM}-${part}.safetensors`), unet(`${STEM}.fp16-${part}.safetensors`))
      const map = Object.entries(json.weight_map).map(([key, shard]) => [key, shard.replace('-', '.fp16-')])
      await writeFile(unet(name), JSON.stringify({ ...json, weight_map: Object.fromEntries(map) }))
      expect((await open('half')).get('b.weight')!.file.name).toContain('.fp16-00002')
      await rm(unet(index))
      expect((await open()).get('b.weight')!.file.name).toContain('.fp16-00002')
      await rm(unet(name))
      for (const part of ['00001-of-00002', '00002-of-00002']) await rm(unet(`${STEM}-${part}.safetensors`))
      await expect(open()).rejects.toThrow(/fp16-00001-of-00002.*is one of several shards/)
    },
  )

  it.each(['model.onnx', 'diffusion_flax_model.msgpack', 'openvino_model.xml'])(
    'says for which other program %s is',
    async (name) => {
      await rm(unet(index))
      await writeFile(unet(name), 'not opened')
      await expect(open()).rejects.toThrow(`"unet/${name}" holds weights for `)
    },
  )

  it('refuses a missing or damaged shard', async () => {
    const shard = unet(`${STEM}-00002-of-00002.safetensors`)
    await writeFile(shard, (await readFile(shard)).subarray(0, 120))
    await expect(open()).rejects.toThrow(/"b\.weight".*00002/)
    await rm(shard)
    await expect(open()).rejects.toThrow(/the shard ".*00002.*", which is missing/)
  })

  it('refuses a shard name that leads out of the folder, and an index without a map', async () => {
    await editIndex((map) => (map['a.bias'] = '../../secret.safetensors'))
    await expect(open()).rejects.toThrow(/"a\.bias" the shard "\.\.\/\.\.\/secret/)
    await writeFile(unet(index), '{"metadata": {}}')
    await expect(open()).rejects.toThrow(/has no "weight_map"/)
    await writeFile(unet(index), '{"weight_map": {"a": "x.safetensors", "a": "y.safetensors"}}')
    await expect(open()).rejects.toThrow(/the key "a" a second time/)
  })

  it.each([`${STEM}.bin`, `${STEM}.ckpt`, `${STEM}.fp16.bin`, 'pytorch_model.bin', 'pytorch_model.fp16.bin'])(
    'refuses the pickle %s and says how to convert it',
    async (pickle) => {
      await rm(unet(index))
      await writeFile(unet(pickle), 'not opened')
      await expect(open()).rejects.toMatchObject({
        code: 'weights',
        message: expect.stringContaining(`"unet/${pickle}" is a pickle`) as string,
        hint: expect.stringContaining('safe_serialization=True') as string,
      })
    },
  )

  it('names the folder that has no weights', async () => {
    await expect(openWeights(pathTree(folder), 'vae', STEM)).rejects.toThrow(
      /The folder "vae" of ".*palimpsest/,
    )
  })
})
