import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { treeAt } from './addresses'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'palimpsest-above-'))
  for (const path of ['one/sd15', 'two/sd15', 'two/sd21', 'none/notes']) {
    await mkdir(join(folder, path), { recursive: true })
    if (!path.startsWith('none')) await writeFile(join(folder, path, 'model_index.json'), '{}')
  }
})
afterAll(() => rm(folder, { recursive: true }))

const holds = async (path: string) =>
  (await treeAt(join(folder, path)).open('model_index.json')) !== undefined

it('a folder above a checkpoint will do, where it holds one', async () => {
  expect(await holds('one/sd15')).toBe(true)
  expect(await holds('one')).toBe(true)
  expect(await holds('two')).toBe(false)
  expect(await holds('none')).toBe(false)
  expect(await holds('absent')).toBe(false)
})
