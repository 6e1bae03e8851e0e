// The first edit, the whole way: open, instruct, progress, cancel, compare, accept, export, drop the export back.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import { canvasHash, canvasOf, colourAt, engineReady, historyOf, openEditor, openExample } from './editorPage'

// A guide has a number of the same name.
const prompt = (page: Page) =>
  page.getByRole('textbox', { name: 'Instruction' }).and(page.locator('textarea'))
const runButton = (page: Page) => page.getByRole('button', { name: /Ctrl\+Enter$/ })
const results = (page: Page) => page.getByRole('region', { name: 'Results' })

async function setSteps(page: Page, steps: number): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Steps' })
  await field.fill(String(steps))
  await field.press('Tab')
}

test('an instruction edits a picture, and its export restores the edit', async ({ page }, { project }) => {
  // The save dialog of the system cannot be driven: without it the file is downloaded.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  })
  await openEditor(page, { backend: project.name, checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  expect(await engineReady(page)).toMatch(project.name === 'webgpu' ? /WebGPU/ : /wasm/)
  await setSteps(page, 2)
  await expect(prompt(page)).toHaveValue('make the cat blue')
  const before = await canvasHash(page)

  await runButton(page).click()
  await expect(results(page)).toBeVisible({ timeout: project.name === 'webgpu' ? 800_000 : 120_000 })
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
  await expect(results(page)).toBeHidden()
  await expect.poll(() => canvasHash(page)).toBe(after)
  expect((await historyOf(page)).current).toBe('Accept result')
  const accepted = await coloursWithin(page)

  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save' }).click()
  const exported = await readFile(await (await download).path())
  expect(exported.toString('latin1')).toContain('make the cat blue')

  await prompt(page).fill('something else')
  await dropFile(page, 'cat-meadow.png', exported)
  await expect(page.getByText('The picture’s recipe is in the edit panel.')).toBeVisible()
  await expect(prompt(page)).toHaveValue('make the cat blue')
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('2')
  await expect.poll(() => coloursWithin(page)).toEqual(accepted)
})

test('the same recipe gives the same pixels again', async ({ page }, { project }) => {
  await openEditor(page, { backend: project.name, checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await setSteps(page, 2)
  await page.getByRole('textbox', { name: 'Seed' }).fill('7')
  await runButton(page).click()
  await expect(results(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  const first = await canvasHash(page)
  await runButton(page).click()
  await expect(results(page).getByRole('listitem')).toHaveCount(2, { timeout: 120_000 })
  expect(await canvasHash(page)).toBe(first)
  await page.getByRole('button', { name: 'Again' }).click()
  await expect(results(page).getByRole('listitem')).toHaveCount(3, { timeout: 120_000 })
  expect(await canvasHash(page)).not.toBe(first)
})

// Not done: the first edit ends before "Step" is seen, so that there is a result; why the progress comes late is not known yet.
test.fixme('edits wait in a queue, and stop when they are cancelled', async ({ page }, { project }) => {
  // The bundled checkpoint: a tiny one would be done before it can be cancelled.
  await openEditor(page, { backend: project.name })
  await openExample(page, 'make it night')
  await engineReady(page)
  await setSteps(page, 60)
  await runButton(page).click()
  await runButton(page).click()
  const queue = page.getByRole('list', { name: 'Progress' })
  await expect(queue.getByRole('listitem')).toHaveCount(2)
  await expect(queue).toContainText('Step', { timeout: 120_000 })
  await page.getByRole('button', { name: 'Cancel all' }).click()
  await expect(queue).toBeHidden()
  await expect(results(page)).toBeHidden()
  // The picture is as it was, and the next edit runs.
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(results(page)).toBeVisible({ timeout: 120_000 })
})

test('a picture is made from nothing but words', async ({ page }, { project }) => {
  await openEditor(page, { backend: project.name, checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red house')
  await engineReady(page)
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(results(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: a red house, \d+ by \d+ pixels/)
})

/** Colours at places within the picture; along its edges one layer and two of them are smoothed differently. */
const coloursWithin = (page: Page) =>
  Promise.all(
    [0.3, 0.4, 0.5, 0.6, 0.7].flatMap((across) =>
      [0.2, 0.5, 0.8].map((down) => colourAt(page, across, down)),
    ),
  )

async function dropFile(page: Page, name: string, content: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], name, { type: 'image/png' }))
      return data
    },
    { name, base64: content.toString('base64') },
  )
  await page.dispatchEvent('[data-canvas]', 'drop', { dataTransfer: transfer })
}
