// Bad input, each tried as a person meets it: one sentence, what to do about it, and nothing is lost.
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect, test, type Locator, type Page } from 'playwright/test'
import { crc32 } from '../src/files/png/crc32'
import { readPngChunks, writePngChunks } from '../src/files/png/pngChunks'
import { pngUtf8Chunk } from '../src/files/png/pngText'
import {
  canvasHash,
  canvasOf,
  dropFile,
  engineReady,
  fixtures,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'

const pictureFixture = async (name: string) =>
  new Uint8Array(await readFile(join('src/files/fixtures', name)))

/** The document as it is seen, to tell that nothing of it was lost. */
async function documentOf(page: Page): Promise<{ readonly name: string | null; readonly pixels: number }> {
  return { name: await canvasOf(page).getAttribute('aria-label'), pixels: await canvasHash(page) }
}

/** What is said: one sentence, and then what to do. */
async function expectSaid(said: Locator, sentence: RegExp, hint: RegExp): Promise<void> {
  await expect(said).toContainText(sentence)
  await expect(said).toContainText(hint)
}

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

/** A picture with a recipe of ours inside. */
const withRecipe = async (recipe: object) => {
  const [first, ...rest] = readPngChunks(await pictureFixture('rgb-8.png'))
  return writePngChunks([first!, pngUtf8Chunk('palimpsest', JSON.stringify(recipe)), ...rest])
}
const recipe = { version: 1, checkpoint: 'toyland/instruct', prompt: 'make the cat blue' }

test('recipes that do not fit are refused in words; their picture opens all the same', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await promptOf(page).fill('keep this')
  const before = await documentOf(page)
  const misfits = [
    [
      { version: 3 },
      /This recipe has version 3, and this program reads up to version 2\./,
      /newer Palimpsest/,
    ],
    [{ guides: [{ id: 'wishes' }] }, /uses a guide "wishes" that this program does not have/, /It has: /],
    [{ steps: 0 }, /"steps" has to be at least 1, and is 0\./, /Correct that setting/],
    [{ seed: -1 }, /"seed" has to be at least 0, and is -1\./, /Correct that setting/],
    [{ stepz: 3 }, /"stepz" is not known here\./, /Correct that setting/],
    [{ strength: 1.5, image: 'x' }, /"strength" has to be at most 1, and is 1\.5\./, /Correct that setting/],
  ] as const
  for (const [change, sentence, hint] of misfits) {
    await dropFile(page, 'rgb-8.png', await withRecipe({ ...recipe, ...change }))
    await expectSaid(
      page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: sentence }),
      sentence,
      hint,
    )
    await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: rgb-8, 19 by 17 pixels/)
    await expect(promptOf(page)).toHaveValue('keep this')
  }
  // The picture of before is as many steps of the history away.
  for (const _ of misfits) await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => documentOf(page)).toEqual(before)
})

/** The fixture with other sizes in its header. */
async function claiming(width: number, height: number): Promise<Uint8Array> {
  const png = await pictureFixture('rgb-8.png')
  const view = new DataView(png.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  view.setUint32(29, crc32(png.subarray(12, 29)))
  return png
}

/** All black, one bit a pixel: the file is small. */
function vastPng(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 1
  const rows = new Uint8Array(deflateSync(new Uint8Array((Math.ceil(width / 8) + 1) * height)))
  return writePngChunks([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: rows },
    { type: 'IEND', data: new Uint8Array() },
  ])
}

test('pictures that cannot be edited are refused in words, and the open one stays', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  const before = await documentOf(page)
  for (const [name, content, sentence, hint] of [
    ['notes.png', new TextEncoder().encode('not a picture at all'), /"notes\.png"/, /PNG/],
    ['dot.png', await claiming(1, 1), /1x1 pixels, too small/, /at least 16x16/],
    [
      'huge.png',
      await claiming(12_000, 9_000),
      /12000x9000 pixels, more than the 64 million/,
      /Scale it down/,
    ],
  ] as const) {
    await dropFile(page, name, content)
    await expectSaid(
      page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: sentence }),
      sentence,
      hint,
    )
    expect(await documentOf(page)).toEqual(before)
  }
  // One that is only too large is offered as large as it may be.
  await dropFile(page, 'vast.png', vastPng(9000, 8000))
  await page.getByRole('button', { name: 'Open it at 8485 × 7542' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: vast, 8485 by 7542 pixels/)

  // What is merely unusual opens: transparency, and a photograph that was taken sideways.
  await dropFile(page, 'rgb-alpha-8.png', await pictureFixture('rgb-alpha-8.png'))
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: rgb-alpha-8, 19 by 17 pixels/)
  await dropFile(page, 'orientation-6.jpg', await pictureFixture('orientation-6.jpg'), 'image/jpeg')
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: orientation-6, 48 by 32 pixels/)
})

test('an edit that could not do anything says so before it runs', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await promptOf(page).fill('  ')
  await expect(runButton(page)).toBeDisabled()
  await expect(page.getByText('Say what to change.')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden()

  await promptOf(page).fill('a blue cat')
  await setSteps(page, 1)
  await expect(page.getByText('With so few steps at this strength, nothing would change.')).toBeVisible()
  await expect(runButton(page)).toBeDisabled()
  await setSteps(page, 2)
  await expect(runButton(page)).toBeEnabled()

  // A mask that covers nothing restricts nothing: the button says so, and the whole picture is edited.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New mask layer' }).click()
  await expect(runButton(page)).toHaveText(/^Edit\s*Ctrl/)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('where WebGPU is asked for and absent, the engine runs on wasm and says why', async ({ page }) => {
  await openEditor(page, { backend: 'webgpu' })
  expect(await engineReady(page)).toMatch(/^wasm/)
  await page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: /^wasm/ }).click()
  await expect(page.getByText(/^Why not WebGPU: .*\.$/)).toBeVisible()
})
