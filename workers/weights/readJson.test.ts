import { expect, it } from 'vitest'
import { fileListTree } from './fileListTree'
import { readJson, readText } from './readJson'

const treeOf = (path: string, content: BlobPart) => fileListTree([{ path, file: new File([content], 'x') }])

it('reads a configuration, with a byte order mark and with what Python writes', async () => {
  const tree = treeOf('model_index.json', '\ufeff{"lambda_min_clipped": -Infinity}')
  expect(await readJson(tree, 'model_index.json')).toEqual({ lambda_min_clipped: -Infinity })
})

it('names the file that is missing, malformed or no text', async () => {
  const tree = treeOf('m/unet/config.json', '{"a": 1,}')
  await expect(readJson(tree, 'vae/config.json')).rejects.toMatchObject({
    code: 'checkpoint',
    message: '"m" has no file "vae/config.json".',
  })
  await expect(readJson(tree, 'unet/config.json')).rejects.toMatchObject({
    code: 'checkpoint',
    message: '"unet/config.json" of "m" is not valid JSON: it has no string at character 9.',
  })
  const binary = treeOf('merges.txt', Uint8Array.of(0xff, 0xfe))
  await expect(readText(binary, 'merges.txt')).rejects.toThrow(/"merges\.txt".* not UTF-8/)
})
