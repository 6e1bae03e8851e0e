// Checkpoints with something wrong in their folder: each is refused in one sentence, and nothing else changes.
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import {
  documentOf,
  engineReady,
  expectSaid,
  fixtures,
  openEditor,
  openExample,
  promptOf,
  runButton,
} from './editorPage'

interface BrokenCheckpoint {
  readonly what: string
  readonly sentence: RegExp
  readonly hint: RegExp
  readonly breakIt: (folder: string) => Promise<void>
}

const unetWeights = 'unet/diffusion_pytorch_model.safetensors'

type SafetensorsHeader = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>

const tensorsOf = (header: SafetensorsHeader) =>
  Object.entries(header)
    .filter(([key]) => key !== '__metadata__')
    .map(([, tensor]) => tensor)

/** Changes the header of a safetensors file, and leaves its tensors alone. */
async function changeHeader(path: string, change: (header: SafetensorsHeader) => void): Promise<void> {
  const file = await readFile(path)
  const dataStart = 8 + Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.subarray(8, dataStart).toString())
  change(header)
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  await writeFile(path, Buffer.concat([length, text, file.subarray(dataStart)]))
}

const brokenCheckpoints: readonly BrokenCheckpoint[] = [
  {
    what: 'without unet',
    sentence: /unet/,
    hint: /whole folder|diffusers layout/,
    breakIt: (folder) => rm(join(folder, 'unet'), { recursive: true }),
  },
  {
    what: 'cut short',
    sentence: /"unet\/diffusion_pytorch_model\.safetensors" ends at byte|of which the file has/,
    hint: /cut short|get it again/,
    async breakIt(folder) {
      const file = await readFile(join(folder, unetWeights))
      await writeFile(join(folder, unetWeights), file.subarray(0, file.length - 1000))
    },
  },
  {
    what: 'whose header lies about an offset',
    sentence: /overlaps|leaves a hole/,
    hint: /get it again/,
    breakIt: (folder) =>
      changeHeader(join(folder, unetWeights), (header) => {
        const tensor = header['conv_in.weight']!
        const size = tensor.data_offsets[1] - tensor.data_offsets[0]
        tensor.data_offsets = [tensor.data_offsets[0] + 4, tensor.data_offsets[0] + 4 + size]
      }),
  },
  {
    what: 'whose header lies about a size',
    sentence: /"conv_in\.weight".*does not fill/,
    hint: /get it again/,
    breakIt: (folder) =>
      changeHeader(join(folder, unetWeights), (header) => {
        header['conv_in.weight']!.shape[0]! += 1
      }),
  },
  {
    what: 'whose header lies about its length',
    sentence: /announces a header of/,
    hint: /not a safetensors file|get it again/,
    async breakIt(folder) {
      const file = await readFile(join(folder, unetWeights))
      file.writeBigUInt64LE(2n ** 40n)
      await writeFile(join(folder, unetWeights), file)
    },
  },
  {
    what: 'with a key too many',
    sentence: /do not fit its config\.json: 1 surplus: "conv_extra\.bias"/,
    hint: /weights from the same checkpoint/,
    async breakIt(folder) {
      const path = join(folder, unetWeights)
      await changeHeader(path, (header) => {
        const end = Math.max(...tensorsOf(header).map(({ data_offsets }) => data_offsets[1]))
        header['conv_extra.bias'] = { dtype: 'F32', shape: [1], data_offsets: [end, end + 4] }
      })
      await appendFile(path, new Uint8Array(4))
    },
  },
  {
    what: 'with a key misspelt',
    sentence: /1 missing: "conv_in\.weight"; 1 surplus: "conv_in\.wieght"/,
    hint: /weights from the same checkpoint/,
    breakIt: (folder) =>
      changeHeader(join(folder, unetWeights), (header) => {
        header['conv_in.wieght'] = header['conv_in.weight']!
        delete header['conv_in.weight']
      }),
  },
  {
    what: 'that is a pickle',
    sentence: /is a pickle, a format that can run programs, and is not read/,
    hint: /safe_serialization=True/,
    async breakIt(folder) {
      await rm(join(folder, unetWeights))
      await writeFile(join(folder, 'unet/diffusion_pytorch_model.bin'), 'PK')
    },
  },
  {
    what: 'with a block that is not known',
    sentence: /"down_block_types".*SwirlDownBlock2D/,
    hint: /Stable Diffusion 1, 2 or XL family/,
    async breakIt(folder) {
      const path = join(folder, 'unet/config.json')
      const config = JSON.parse(await readFile(path, 'utf8'))
      config.down_block_types[0] = 'SwirlDownBlock2D'
      await writeFile(path, JSON.stringify(config))
    },
  },
]

test('checkpoint folders with something wrong are refused in words, and nothing else changes', async ({
  page,
}) => {
  const root = await mkdtemp(join(tmpdir(), 'broken-'))
  try {
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'))
    await openEditor(page)
    await openExample(page, 'make the cat blue')
    await engineReady(page)
    const before = await documentOf(page)
    for (const [at, { what, sentence, hint, breakIt }] of brokenCheckpoints.entries())
      await test.step(`a checkpoint ${what}`, async () => {
        const folder = join(root, `broken-${at}`)
        await cp(join(fixtures, 'instruct'), folder, { recursive: true })
        await breakIt(folder)
        await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
        const chooser = page.waitForEvent('filechooser')
        await page.getByRole('button', { name: 'Choose a folder' }).click()
        await (await chooser).setFiles(folder)
        await expectSaid(page.getByRole('alert').filter({ hasText: sentence }), sentence, hint)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('toyland/instruct')
        await expect(runButton(page)).toBeEnabled()
        expect(await documentOf(page)).toEqual(before)
        await expect(promptOf(page)).toHaveValue('make the cat blue')
      })
  } finally {
    await rm(root, { recursive: true })
  }
})
