// Bad input, each tried as a person meets it: one sentence, what to do about it, and nothing is lost.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { crc32 } from '../src/files/png/crc32'
import { readPngChunks, writePngChunks } from '../src/files/png/pngChunks'
import { pngUtf8Chunk } from '../src/files/png/pngText'
import {
  canvasOf,
  documentOf,
  dropFile,
  engineReady,
  expectSaid,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { vastPng } from './vastPng'

const pictureFixture = async (name: string) =>
  new Uint8Array(await readFile(join('src/files/fixtures', name)))

/** A picture with a recipe of ours inside. */
const withRecipe = async (recipe: object) => {
  const [first, ...rest] = readPngChunks(await pictureFixture('rgb-8.png'))
  return writePngChunks([first!, pngUtf8Chunk('palimpsest', JSON.stringify(recipe)), ...rest])
}
const recipe = { version: 1, checkpoint: 'toyland/instruct', prompt: 'make the cat blue' }

test('recipes that do not fit are refused in words; their picture opens all the same', async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await promptOf(page).fill('keep this')
  const before = await documentOf(page)
  const misfits = [
    [
      { version: 3 },
      /This recipe has version 3, and this program reads up to version 2\./,
      /newer Palimpsest/,
    ],
    [
      {
        guides: [
          {
            id: 'sega',
            values: { concepts: Array.from({ length: 41 }, (_, at) => ({ concept: `hat ${at}` })) },
          },
        ],
      },
      /"concepts" of the guide "sega" has 41 entries, more than 20\./,
      /Give a list of 1 to 20 entries/,
    ],
    [
      { guides: [{ id: 'wishes' }] },
      /uses a guide "wishes" that this program does not have/,
      /Open it with the version that made it/,
    ],
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

test('pictures that cannot be edited are refused in words, and the open one stays', async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
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
  await expect(promptOf(page)).toHaveValue('a vast cat')

  // What is merely unusual opens: transparency, and a photograph that was taken sideways.
  await dropFile(page, 'rgb-alpha-8.png', await pictureFixture('rgb-alpha-8.png'))
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: rgb-alpha-8, 19 by 17 pixels/)
  await dropFile(page, 'orientation-6.jpg', await pictureFixture('orientation-6.jpg'), 'image/jpeg')
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: orientation-6, 48 by 32 pixels/)
})

test('what is said again stands once', async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const said = page.getByRole('alertdialog', { includeHidden: true })
  for (let time = 0; time < 3; time++)
    await dropFile(page, 'notes.png', new TextEncoder().encode('no picture'))
  await dropFile(page, 'dot.png', await claiming(1, 1))
  await expect(said.filter({ hasText: 'too small' })).toHaveCount(1)
  await expect(said.filter({ hasText: 'notes.png' })).toHaveCount(1)
  await said
    .filter({ hasText: 'notes.png' })
    .getByRole('button', { name: 'Close', includeHidden: true })
    .click({ force: true })
  await expect(said.filter({ hasText: 'notes.png' })).toHaveCount(0)
  await dropFile(page, 'notes.png', new TextEncoder().encode('no picture'))
  await expect(said.filter({ hasText: 'notes.png' })).toHaveCount(1)
})

test('a canvas that is too large for the memory turns the button off, and says why', async ({ page }) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a red cat')
  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: 'Free' }).click()
  const sides = ['Width of the picture', 'Height of the picture'].map((name) =>
    page.getByRole('textbox', { name }),
  )
  for (const side of sides) await side.fill('4096')
  await promptOf(page).focus()
  const reason = page.locator('#run-obstacle')
  await expect(reason).toContainText('4096x4096 pixels at a time need')
  await expect(runButton(page)).toBeDisabled()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden()
  for (const side of sides) await side.fill('128')
  await promptOf(page).focus()
  await expect(runButton(page)).toBeEnabled()
  await expect(reason).toBeHidden()
})

test('an edit that could not do anything says so before it runs', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await promptOf(page).fill('  ')
  await expect(runButton(page)).toBeDisabled()
  await expect(page.getByText('Describe the picture.')).toBeVisible()
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
