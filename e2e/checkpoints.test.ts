// Checkpoints of one's own: from a folder, as the browser's picker or a directory input gives it, and from the Hub.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test, type Page } from 'playwright/test'
import { formatSize } from '../src/shared/formatSize'
import {
  canvasHash,
  engineReady,
  fixtures,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { serveHub } from './serveHub'

const instruct = join(fixtures, 'instruct')
/** Of Stable Diffusion XL, with two text encoders. */
const xl = join(fixtures, 'sdxl-instruct')

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
}

/** Opens a bundled picture and the dialog. */
async function openDialog(page: Page): Promise<void> {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await expect(page.getByRole('dialog', { name: 'Open a checkpoint' })).toBeVisible()
}

async function editWith(page: Page, checkpoint: string): Promise<void> {
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText(checkpoint)
  await setSteps(page, 2)
  const before = await canvasHash(page)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  expect(await canvasHash(page)).not.toBe(before)
}

test('a folder that the browser’s picker gives is opened in place, and edits', async ({ page }) => {
  // The picker itself is the system's. What it gives is a real handle: of a folder in the origin's private file system.
  await page.addInitScript(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('my-instruct')
    Object.assign(window, { showDirectoryPicker })
  })
  await openDialog(page)
  for (const path of await filesOf(instruct)) {
    const base64 = (await readFile(join(instruct, path))).toString('base64')
    await page.evaluate(
      async ({ path, base64 }) => {
        let folder = await (
          await navigator.storage.getDirectory()
        ).getDirectoryHandle('my-instruct', { create: true })
        const segments = path.split('/')
        const name = segments.pop() ?? ''
        for (const segment of segments) folder = await folder.getDirectoryHandle(segment, { create: true })
        const file = await (await folder.getFileHandle(name, { create: true })).createWritable()
        await file.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)))
        await file.close()
      },
      { path, base64 },
    )
  }
  await page.getByRole('button', { name: 'Choose a folder' }).click()
  await editWith(page, 'my-instruct')
})

test('a folder is opened where the browser has no picker, its weights in shards', async ({ page }) => {
  const root = await mkdtemp(join(tmpdir(), 'sharded-'))
  try {
    const folder = join(root, 'sharded-instruct')
    await cp(instruct, folder, { recursive: true })
    await shard(join(folder, 'unet'), 'diffusion_pytorch_model')
    await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'))
    await openDialog(page)
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a folder' }).click()
    await (await chooser).setFiles(folder)
    await editWith(page, 'sharded-instruct')
  } finally {
    await rm(root, { recursive: true })
  }
})

test('a repository of the Hub says what it downloads, and edits', async ({ page }) => {
  const hub = await serveHub(page, 'someone/tiny-xl', xl)
  await openDialog(page)
  await page.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill('someone/tiny-xl')
  await page.getByRole('button', { name: 'Look it up' }).click()

  const weights = (await filesOf(xl)).filter((path) => path.endsWith('.safetensors'))
  expect(weights).toHaveLength(4)
  const sizes = await Promise.all(weights.map(async (path) => (await readFile(join(xl, path))).length))
  const total = formatSize(sizes.reduce((sum, size) => sum + size, 0))
  const note = page.getByText(`The first edit downloads ${total}.`)
  await expect(note).toBeVisible()
  expect(hub.wholeFiles()).toEqual([])

  await editWith(page, 'someone/tiny-xl')
  expect(hub.wholeFiles().toSorted()).toEqual(weights.toSorted())
  await expect(note).toBeHidden()
})

test('an edit is cancelled while its weights are downloaded, and the next one downloads them', async ({
  page,
}) => {
  const hub = await serveHub(page, 'someone/tiny-instruct', instruct)
  await openDialog(page)
  await page.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill('someone/tiny-instruct')
  await page.getByRole('button', { name: 'Look it up' }).click()
  await expect(page.getByText('The first edit downloads')).toBeVisible()
  await setSteps(page, 2)
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('tiny-instruct')

  hub.hold(true)
  await runButton(page).click()
  await expect.poll(() => hub.held()).toBeGreaterThan(0)
  const queue = page.getByRole('list', { name: 'Progress' })
  await queue.getByRole('button', { name: 'Cancel' }).click()
  await expect(queue).toBeHidden({ timeout: 10_000 })

  hub.hold(false)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('a repository that the Hub does not have is said in one sentence, and the bundled one still edits', async ({
  page,
}) => {
  await serveHub(page, 'someone/tiny-instruct', instruct)
  await openDialog(page)
  await page.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill('someone/nothing')
  await page.getByRole('button', { name: 'Look it up' }).click()
  await expect(page.getByRole('alert')).toContainText(/"?someone\/nothing"? .*\. \S+/)
  await page.keyboard.press('Escape')
  await expect(promptOf(page)).toHaveValue('make the cat blue')
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('toyland/instruct')
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

/** Splits a network's safetensors file into two shards and their index, as save_pretrained does with large ones. */
async function shard(folder: string, stem: string): Promise<void> {
  const file = await readFile(join(folder, `${stem}.safetensors`))
  const dataStart = 8 + Number(file.readBigUInt64LE(0))
  const header = JSON.parse(file.subarray(8, dataStart).toString()) as Record<
    string,
    { data_offsets: [number, number] }
  >
  const keys = Object.keys(header).filter((key) => key !== '__metadata__')
  const half = Math.ceil(keys.length / 2)
  const weightMap: Record<string, string> = {}
  for (const [at, part] of [keys.slice(0, half), keys.slice(half)].entries()) {
    const name = `${stem}-0000${at + 1}-of-00002.safetensors`
    const entries: Record<string, object> = {}
    const data: Buffer[] = []
    let end = 0
    for (const key of part) {
      const entry = header[key]
      if (!entry) continue
      const [from, to] = entry.data_offsets
      entries[key] = { ...entry, data_offsets: [end, end + to - from] }
      data.push(file.subarray(dataStart + from, dataStart + to))
      end += to - from
      weightMap[key] = name
    }
    const text = Buffer.from(JSON.stringify(entries))
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(text.length))
    await writeFile(join(folder, name), Buffer.concat([length, text, ...data]))
  }
  await writeFile(
    join(folder, `${stem}.safetensors.index.json`),
    JSON.stringify({ metadata: { total_size: file.length - dataStart }, weight_map: weightMap }),
  )
  await rm(join(folder, `${stem}.safetensors`))
}

test('a checkpoint in one file is opened, chosen or dropped; one that fails never becomes the choice', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  const packed = await readFile('workers/models/ldm/fixtures/sd1.safetensors.gz')
  const buffer = gunzipSync(packed)
  const choose = async (name: string, contents: Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: contents })
  }
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open a checkpoint' })
  await choose('cut.safetensors', buffer.subarray(0, 1_000_000))
  await expect(dialog.getByRole('alert')).toContainText('was cut short')
  await choose('old.ckpt', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100)]))
  await expect(dialog.getByRole('alert')).toContainText('is a pickle')
  const lora = await readFile('workers/jobs/fixtures/addOns/kohya.safetensors')
  await choose('style.safetensors', lora)
  await expect(dialog.getByRole('alert')).toContainText('is a LoRA or one of its kin, not a checkpoint')
  await dialog.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill('not an address')
  await dialog.getByRole('button', { name: 'Look it up' }).click()
  await expect(dialog.getByRole('alert')).toContainText('not the address of a model')
  await expect(page.getByRole('combobox', { name: 'Checkpoint', includeHidden: true })).toContainText(
    'toyland/instruct',
  )

  await choose('my-merge.safetensors', buffer)
  await expect(dialog).toBeHidden()
  // An edit at its 512 pixels takes two minutes on wasm; workers/jobs/singleFiles.test.ts makes them in Node.
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText('my-merge')
  await expect(runButton(page)).toBeEnabled()
})

test('a checkpoint of the Hub is kept, and edits without a network after a reload', async ({ page }) => {
  await serveHub(page, 'someone/tiny-instruct', instruct)
  await openDialog(page)
  const dialog = page.getByRole('dialog', { name: 'Open a checkpoint' })
  await dialog
    .getByRole('textbox', { name: 'From the Hugging Face Hub' })
    .fill('https://huggingface.co/someone/tiny-instruct/tree/main')
  await dialog.getByRole('button', { name: 'Look it up' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialog.getByRole('button', { name: /^Keep on this machine \(\d+ kB\)$/ }).click()
  await expect(dialog.getByText('Kept on this machine; works offline.')).toBeVisible()

  await page.unroute('https://huggingface.co/**')
  await page.route('https://huggingface.co/**', (route) => route.abort())
  await page.reload()
  await engineReady(page)
  await editWith(page, 'someone/tiny-instruct')

  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialog.getByRole('button', { name: 'Delete someone/tiny-instruct from this machine' }).click()
  await expect(dialog.getByRole('button', { name: /^Keep on this machine/ })).toBeVisible()
})
