// The first edit, the whole way: open, instruct, compare, accept, export, drop the export back.
import { readFile } from 'node:fs/promises'
import { expect, type Page } from 'playwright/test'
import {
  canvasHash,
  colourAt,
  dropFile,
  engineReady,
  historyOf,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'

/** The canvas' colours at places of the picture. */
const coloursWithin = (page: Page) =>
  Promise.all(
    [0.3, 0.4, 0.5, 0.6, 0.7].flatMap((across) =>
      [0.2, 0.5, 0.8].map((down) => colourAt(page, across, down)),
    ),
  )

/** Edits the example picture in two steps, and sees that what is exported restores the edit. */
export async function editAndRestore(page: Page, backend: 'wasm' | 'webgpu'): Promise<void> {
  // The save dialog of the system cannot be driven: without it the file is downloaded.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  })
  await openEditor(page, { backend, checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  expect(await engineReady(page)).toMatch(backend === 'webgpu' ? /WebGPU/ : /wasm/)
  await setSteps(page, 2)
  await expect(promptOf(page)).toHaveValue('make the cat blue')
  const before = await canvasHash(page)

  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: backend === 'webgpu' ? 800_000 : 120_000 })
  const after = await canvasHash(page)
  expect(after).not.toBe(before)

  await page.getByRole('button', { name: 'Compare' }).click()
  const split = await canvasHash(page)
  expect(split).not.toBe(after)
  const original = await page.getByRole('button', { name: 'Original' }).boundingBox()
  if (!original) throw new Error('There is no button to see the original.')
  await page.mouse.move(original.x + 10, original.y + 10)
  await page.mouse.down()
  await expect.poll(() => canvasHash(page)).toBe(before)
  await page.mouse.up()
  await expect.poll(() => canvasHash(page)).toBe(after)

  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(resultsOf(page)).toBeHidden()
  await expect.poll(() => canvasHash(page)).toBe(after)
  expect((await historyOf(page)).current).toBe('Accept result')
  const accepted = await coloursWithin(page)

  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save' }).click()
  const exported = await readFile(await (await download).path())
  expect(exported.toString('latin1')).toContain('make the cat blue')

  await promptOf(page).fill('something else')
  await dropFile(page, 'cat-meadow.png', exported)
  await expect(page.getByText('The recipe is in the edit panel.')).toBeVisible()
  await expect(promptOf(page)).toHaveValue('make the cat blue')
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('2')
  await expect.poll(() => coloursWithin(page)).toEqual(accepted)
}
