// What a person may give the teaching dialog that cannot be learned from: one sentence, what to do about it, and the form stays.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from 'playwright/test'
import { engineReady, expectSaid, fixtures, openEditor, openExample } from './editorPage'
import { vastPng } from './vastPng'

const cat = 'public/pictures/cat-meadow.png'
const house = 'public/pictures/house-snow.png'
const dog = 'public/pictures/dog-beach.png'

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Teach from pictures' })
const nameOf = (dialog: Locator): Locator => dialog.getByRole('textbox', { name: /^Its name/ })
const learnOf = (dialog: Locator): Locator => dialog.getByRole('button', { name: 'Learn', exact: true })

/** @param files in place of the checkpoint's own, by their paths */
async function openTeaching(
  page: Page,
  checkpoint?: string,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<Locator> {
  await openEditor(page, checkpoint === undefined ? {} : { checkpoint, files })
  if (checkpoint === undefined) await openExample(page, 'make the cat blue')
  else await page.getByRole('button', { name: 'Generate one' }).click()
  await engineReady(page)
  await page.getByRole('button', { name: 'Teach it something new' }).click()
  return dialogOf(page)
}

async function fill(dialog: Locator, label: string, value: string): Promise<void> {
  const field = dialog.getByRole('textbox', { name: label })
  await field.fill(value)
  await field.press('Tab')
}

/** A picture of this size, as the browser writes one. */
async function pictureOf(page: Page, width: number, height: number): Promise<Buffer> {
  const bytes = await page.evaluate(
    async ([across, down]) => {
      const canvas = new OffscreenCanvas(across!, down!)
      canvas.getContext('2d')!.fillRect(0, 0, across! / 2, down!)
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
    },
    [width, height],
  )
  return Buffer.from(bytes)
}

test('pictures that cannot be learned from are named, and the form stays as it was', async ({ page }) => {
  const dialog = await openTeaching(page)
  await nameOf(dialog).fill('<thing>')
  const files = dialog.locator('input[type=file]')
  await files.setInputFiles(cat)
  await expect(dialog).toContainText('Three or more are learned better.')

  const small = { name: 'small.png', mimeType: 'image/png', buffer: await pictureOf(page, 20, 20) }
  // One that is too large to be edited is made smaller before it is learned from.
  const vast = { name: 'vast.png', mimeType: 'image/png', buffer: Buffer.from(vastPng(9000, 8000)) }
  await files.setInputFiles([vast, small])
  await learnOf(dialog).click()
  const said = page.getByRole('alertdialog', { includeHidden: true })
  await expectSaid(
    said.filter({ hasText: 'too small' }),
    /The picture "2 small\.png" is 20x20 pixels, too small to learn from\./,
    /at least 64x64/,
  )
  await page.screenshot({ path: test.info().outputPath('too-small.png') })

  await files.setInputFiles([cat, house, cat])
  await expect(nameOf(dialog)).toHaveValue('<thing>')
  await learnOf(dialog).click()
  await expectSaid(
    said.filter({ hasText: 'are the same' }),
    /The pictures "1 cat-meadow\.png" and "3 cat-meadow\.png" are the same\./,
    /Leave one of them out/,
  )

  const text = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') }
  await files.setInputFiles([small, text])
  await learnOf(dialog).click()
  await expectSaid(said.filter({ hasText: 'notes.png' }), /"notes\.png"/, /./)
  await expect(nameOf(dialog)).toHaveValue('<thing>')
})

test('a word that is known and a rank above a layer’s width are refused before it starts', async ({
  page,
}) => {
  const dialog = await openTeaching(page)
  await dialog.locator('input[type=file]').setInputFiles([cat, house])
  await nameOf(dialog).fill('cat')
  const alert = dialog.getByRole('alert')
  await expect(alert).toContainText('The word "cat" is one that the tokenizer of', { timeout: 60_000 })
  await expect(alert).toContainText('such as "<cat>"')
  await expect(learnOf(dialog)).toBeDisabled()
  await page.screenshot({ path: test.info().outputPath('known-word.png') })
  await nameOf(dialog).fill('<cat>')
  await expect(alert).toBeHidden({ timeout: 60_000 })

  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill(dialog, 'Rank', '128')
  await expect(alert).toContainText(
    /A rank of 128 is above the width of the checkpoint’s layer ".+", which is \d+/,
  )
  await expect(learnOf(dialog)).toBeDisabled()
  await page.screenshot({ path: test.info().outputPath('rank.png') })
  await fill(dialog, 'Rank', '16')
  await expect(learnOf(dialog)).toBeEnabled({ timeout: 60_000 })
})

test('a name that prompts read otherwise, and too many prompts, are said before it starts', async ({
  page,
}) => {
  const dialog = await openTeaching(page)
  await dialog.locator('input[type=file]').setInputFiles([cat, house])
  const said = dialog.getByRole('status')
  await nameOf(dialog).fill('(cat)')
  await expect(said.filter({ hasText: 'Prompts read “(cat)” as more than a word.' })).toBeVisible()
  await expect(learnOf(dialog)).toBeDisabled()
  await nameOf(dialog).fill('<thing>')
  const shown = dialog.getByRole('textbox', { name: /^Show on the way/ })
  await shown.fill(Array.from({ length: 9 }, (_, at) => `a <thing> ${at}`).join('\n'))
  await expect(said.filter({ hasText: 'Show at most 8 prompts on the way' })).toBeVisible()
  await expect(dialog.getByRole('alert')).toBeHidden()
  await page.screenshot({ path: test.info().outputPath('many-prompts.png') })
  await shown.fill('a <thing> in the snow')
  await expect(learnOf(dialog)).toBeEnabled({ timeout: 60_000 })
})

test('a full disk is said, and the training goes on; so it does when its checkpoint is out of reach', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const dialog = await openTeaching(page, 'sd1')
  const storage = await page.context().newCDPSession(page)
  const origin = new URL(page.url()).origin
  await storage.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 })
  await dialog.locator('input[type=file]').setInputFiles([cat, house])
  await nameOf(dialog).fill('<thing>')
  await fill(dialog, 'Steps', '150')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill(dialog, 'Rank', '2')
  await learnOf(dialog).click()
  await expectSaid(
    page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'storage is full' }),
    /The browser’s storage is full, so the training’s state is not saved\./,
    /The training goes on/,
  )
  await page.screenshot({ path: test.info().outputPath('full.png') })
  await storage.send('Storage.overrideQuotaForOrigin', { origin })
  await page.route('**/fixtures/**', (route) => route.abort())
  await expect(page.getByText('“<thing>” was learned, and is an add-on')).toBeVisible({ timeout: 240_000 })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '<thing>', exact: true })).toContainText('LoRA')
  await expect(page.getByRole('region', { name: '<thing> embedding', exact: true })).toBeVisible()
})

/** A file of the tiny checkpoint, in which a weight's number is none. @param at its place among the weight's numbers */
async function damaged(path: string, key: string, at: number): Promise<Readonly<Record<string, Uint8Array>>> {
  const bytes = new Uint8Array(await readFile(join(fixtures, 'sd1', path)))
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString()) as Record<
    string,
    { readonly data_offsets: readonly [number, number] }
  >
  const [start] = header[key]!.data_offsets
  // NaN in half precision.
  bytes.set([0, 0x7e], 8 + length + start + 2 * at)
  return { [path]: bytes }
}

test('a loss that is no number from the first step on is said, and nothing counts as learned', async ({
  page,
}) => {
  const dialog = await openTeaching(
    page,
    'sd1',
    await damaged('unet/diffusion_pytorch_model.safetensors', 'conv_out.bias', 0),
  )
  await dialog.locator('input[type=file]').setInputFiles([cat, house])
  await nameOf(dialog).fill('<thing>')
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill(dialog, 'Rank', '2')
  await learnOf(dialog).click()
  await expectSaid(
    page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'is no number' }),
    /The training cannot begin: the loss of its first step is no number\./,
    /The checkpoint may be damaged/,
  )
  await page.screenshot({ path: test.info().outputPath('astray.png') })
  await expect(nameOf(dialog)).toHaveValue('<thing>')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: /^<thing>/ })).toBeHidden()
})

test('a loss that is no number on the way ends the training, and what was learned before is kept', async ({
  page,
}) => {
  // A word's vector holds no number, and the caption of a picture that is not drawn first says it.
  const vocabulary = JSON.parse(
    await readFile(join(fixtures, 'sd1/tokenizer/vocab.json'), 'utf8'),
  ) as Readonly<Record<string, number>>
  const width = 24
  const dialog = await openTeaching(
    page,
    'sd1',
    await damaged(
      'text_encoder/model.safetensors',
      'text_model.embeddings.token_embedding.weight',
      vocabulary['night</w>']! * width,
    ),
  )
  await dialog.locator('input[type=file]').setInputFiles([cat, house, dog])
  await nameOf(dialog).fill('<thing>')
  await dialog.getByRole('button', { name: 'What each picture shows' }).click()
  for (const [at, place] of ['at night', 'in a meadow', 'in the snow'].entries())
    await fill(dialog, `What picture ${at + 1} shows`, `a {} ${place}`)
  await dialog.getByRole('button', { name: 'More settings' }).click()
  await fill(dialog, 'Rank', '2')
  await fill(dialog, 'Pictures a step', '1')
  await learnOf(dialog).click()
  await expectSaid(
    page.getByRole('alertdialog', { includeHidden: true }).filter({ hasText: 'went astray' }),
    /The training went astray at step [23]: its loss is no number any more\./,
    /What was learned before is kept\. Begin again with a lower learning rate\./,
  )
  await page.screenshot({ path: test.info().outputPath('astray-late.png') })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '<thing>', exact: true })).toContainText('LoRA')
  // Nothing is left to go on with.
  await expect(page.getByRole('button', { name: 'Teach it something new' })).toBeVisible()
})
