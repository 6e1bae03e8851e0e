// The bundled checkpoints know one small world, and the page says so where it matters.
import { readFile } from 'node:fs/promises'
import { expect, test } from 'playwright/test'
import {
  canvasOf,
  dropFile,
  engineReady,
  openEditor,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'

test('a newcomer is told what Toyland is, generates a picture of it, and is warned of an own one', async ({
  page,
}) => {
  await openEditor(page)
  await engineReady(page)
  await expect(page.getByRole('region', { name: 'It comes with Toyland' })).toContainText('mushroom')

  // "Generate one" leads to an empty canvas, with the cursor in the prompt.
  await page.getByRole('button', { name: 'Generate one' }).click()
  await expect(promptOf(page)).toBeFocused()
  const notice = page.getByText(/^Not in this checkpoint’s vocabulary/)
  await page.keyboard.type('a photo of a unicorn in the snow')
  await expect(notice).toContainText('“photo”, “unicorn”')
  await page.getByRole('button', { name: 'What it knows' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'a red cat with a hat in the snow' }).click()
  await dialog.getByRole('button', { name: 'pixel art', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(promptOf(page)).toHaveValue('a red cat with a hat in the snow pixel art')
  await expect(notice).toBeHidden()

  // The picture is seen on the empty canvas as it comes, at its shape.
  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: /^Landscape/ }).click()
  await expect(page.getByRole('textbox', { name: 'Width of the picture' })).toHaveValue('144')
  await setSteps(page, 8)
  await runButton(page).click()
  await expect(page.getByRole('img', { name: 'The picture on its way' })).toBeVisible({ timeout: 120_000 })
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toHaveAccessibleName(/576 by 448 pixels/)
  await resultsOf(page).getByRole('button', { name: 'Accept' }).click()

  const foreign = page.getByText(/^This picture is not of Toyland/)
  await page.getByRole('button', { name: 'Edit picture', exact: true }).click()
  await expect(promptOf(page)).toBeVisible()
  await expect(foreign).toBeHidden()
  await dropFile(page, 'mine.png', await readFile('docs/pictures/editing.png'))
  await expect(foreign).toBeVisible()
  await page.getByRole('button', { name: 'Checkpoints for photos…' }).click()
  await expect(page.getByRole('dialog')).toContainText('2 to 5 GB')
})
