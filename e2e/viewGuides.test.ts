// Guides that divide the canvas, as a person uses them: a panorama of its own size, regions that are painted, a mask that is found.
import { expect, test, type Locator, type Page } from 'playwright/test'
import {
  canvasOf,
  drag,
  engineReady,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { addGuide, cardOf } from './guidePanel'

async function runs(page: Page): Promise<void> {
  await setSteps(page, 3)
  await expect(runButton(page)).toBeEnabled()
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
}

async function openPicture(page: Page): Promise<void> {
  await openEditor(page, { checkpoint: 'sd1' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
}

test('a panorama is made in the size that is asked for, its ends joined', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await promptOf(page).fill('a green house')
  const width = page.getByRole('textbox', { name: 'Width of the picture' })
  await expect(width).toHaveValue('64')
  await width.fill('190')
  await width.press('Tab')
  await expect(width).toHaveValue('192')
  const hint = page.getByText(/^Larger than the 64x64/)
  await expect(hint).toBeVisible()
  await addGuide(page, 'Panorama')
  await expect(hint).toBeHidden()
  await cardOf(page, 'Panorama').getByRole('switch', { name: 'Circular' }).click()
  await runs(page)
  await expect(canvasOf(page)).toHaveAccessibleName(/192 by 64 pixels/)
  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: /^Checkpoint’s own/ }).click()
  await expect(width).toHaveValue('64')
})

test('a panorama and regions are ready to be used on a canvas that is still empty', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await promptOf(page).fill('a meadow')
  const width = page.getByRole('textbox', { name: 'Width of the picture' })
  await addGuide(page, 'Panorama')
  await expect(width).toHaveValue('192')
  await width.fill('64')
  await width.press('Tab')
  await expect(cardOf(page, 'Panorama')).toContainText('no larger than one window')
  await page.getByRole('button', { name: 'Remove Panorama' }).click()

  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  await regions.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red ball')
  await regions.getByRole('button', { name: 'Mask: Paint a new mask' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/64 by 64 pixels/)
  await drag(page, [0.4, 0.4], [0.6, 0.6])
  await runs(page)
})

test('two regions are painted, each with a prompt, and do not limit the edit', async ({ page }) => {
  await openPicture(page)
  await promptOf(page).fill('a tree in the snow')
  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  const prompts = regions.getByRole('textbox', { name: 'Prompt', exact: true })
  await prompts.fill('a red ball')
  await regions.getByRole('button', { name: 'Mask: Paint a new mask' }).click()
  await drag(page, [0.36, 0.4], [0.44, 0.5])
  await regions.getByRole('button', { name: 'Add region' }).click()
  await prompts.last().fill('a green house')
  await regions.getByRole('button', { name: 'Mask: Paint a new mask' }).last().click()
  const place = page.getByText(/^What you paint or select now goes into the mask of/)
  await expect(place).toContainText('“a green house”')
  await drag(page, [0.56, 0.4], [0.64, 0.5])
  // Each says on the canvas what it is for, but not over a result.
  const names = page.locator('[data-region-name]')
  await expect(names).toHaveText(['a red ball', 'a green house'])
  await page.getByRole('tab', { name: 'Layers' }).click()
  await page
    .getByRole('list', { name: 'Layers, from the top' })
    .getByRole('button', { pressed: false })
    .last()
    .click()
  await expect(place).toBeHidden()
  await expect(runButton(page)).toHaveText(/^Edit\s*Ctrl/)
  await runs(page)
  await expect(names).toHaveCount(0)
})

test('a region without a place is said before the run, and not run', async ({ page }) => {
  await openPicture(page)
  await promptOf(page).fill('a tree in the snow')
  await addGuide(page, 'Regions')
  await cardOf(page, 'Regions').getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red ball')
  await expect(cardOf(page, 'Regions')).toContainText('Regions: paint “Mask” of region 1, or choose a layer.')
  await expect(runButton(page)).toBeDisabled()
})

test('a region whose box covers no pixel is said before the run', async ({ page }) => {
  await openPicture(page)
  await promptOf(page).fill('a tree in the snow')
  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  await regions.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red ball')
  await regions.getByRole('button', { name: /^More/ }).first().click()
  for (const [name, value] of [
    ['Left', '99'],
    ['Width', '2'],
    ['Height', '50'],
  ] as const) {
    const field = regions.getByRole('textbox', { name, exact: true })
    await field.fill(value)
    await field.press('Tab')
  }
  const said = page.locator('#run-obstacle, [class*="obstacle"]')
  await expect(said).toContainText('Region 1 has no pixel: its box is too thin, or lies beside the picture.')
})

test('regions that overlap are mixed, and their names are all read', async ({ page }) => {
  await openPicture(page)
  await promptOf(page).fill('a tree in the snow')
  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  for (const prompt of ['a red ball', 'a green house']) {
    if (prompt !== 'a red ball') await regions.getByRole('button', { name: 'Add region' }).click()
    await regions.getByRole('textbox', { name: 'Prompt', exact: true }).last().fill(prompt)
    await regions.getByRole('button', { name: 'Mask: Paint a new mask' }).last().click()
    await drag(page, [0.42, 0.45], [0.56, 0.55])
  }
  const names = page.locator('[data-region-name]')
  await expect(names).toHaveText(['a red ball', 'a green house'])
  const [first, second] = await Promise.all([names.first().boundingBox(), names.last().boundingBox()])
  expect(second!.y).toBeGreaterThanOrEqual(first!.y + first!.height)
  await runs(page)
})

test('a panorama says that it changes nothing in an edit, which has no size to choose', async ({ page }) => {
  await openPicture(page)
  await addGuide(page, 'Panorama')
  await expect(cardOf(page, 'Panorama')).toContainText('this changes nothing here')
})

const diffEdit = 'Find and replace (DiffEdit)'

/** A picture whose cat is to become a flower; its card. */
async function openForDiffEdit(page: Page): Promise<Locator> {
  await openPicture(page)
  await promptOf(page).fill('a yellow flower')
  await addGuide(page, diffEdit)
  const card = cardOf(page, diffEdit)
  await card.getByRole('textbox', { name: 'What the picture shows' }).fill('a blue cat')
  // Random weights differ everywhere about as much.
  const threshold = card.getByRole('textbox', { name: 'Threshold' })
  await threshold.fill('0.5')
  await threshold.press('Tab')
  return card
}

test('DiffEdit goes back to noise by the DPM-Solver, with the sampler that has it', async ({ page }) => {
  const diffedit = await openForDiffEdit(page)
  await diffedit.getByRole('button', { name: /^More/ }).click()
  const inverse = diffedit.getByRole('group', { name: 'Way back to noise' })
  await inverse.getByRole('button', { name: 'DPM-Solver++' }).click()
  await expect(
    page.getByText('The DPM-Solver inverse goes with the sampler DPM-Solver++ 2M alone.'),
  ).toBeVisible({
    timeout: 60_000,
  })
  await page.getByRole('combobox', { name: 'Scheduler' }).click()
  await page.getByRole('option', { name: 'DPM-Solver++ 2M', exact: true }).click()
  await setSteps(page, 6)
  await expect(runButton(page)).toBeEnabled({ timeout: 60_000 })
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(
    diffedit.getByRole('list', { name: `${diffEdit}: what it shows` }).getByText('From the last run'),
  ).toBeVisible()
})

test('DiffEdit finds a mask, which is changed by hand before the next run', async ({ page }) => {
  const diffedit = await openForDiffEdit(page)
  await diffedit.getByRole('button', { name: 'Show it before the run' }).click()
  await expect(diffedit.getByText('Made before the run')).toBeVisible({ timeout: 120_000 })
  await expect(resultsOf(page)).toBeHidden()
  await diffedit.getByRole('button', { name: 'Change “Mask” by hand' }).click()
  await expect(diffedit.getByRole('combobox', { name: 'Mask' })).toHaveText(`${diffEdit}: Mask`)
  await drag(page, [0.4, 0.4], [0.6, 0.6])
  await runs(page)
})

test('a panorama whose windows are too large for the memory is refused before the run, with what would fit', async ({
  page,
}) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a meadow')
  await addGuide(page, 'Panorama')
  for (const side of ['Width', 'Height']) {
    const field = page.getByRole('textbox', { name: `${side} of the picture` })
    await field.fill('4096')
    await field.press('Tab')
  }
  // In the windows that suit the checkpoint it is only told how much it takes.
  await expect(page.getByText(/^About .* GB/)).toBeVisible({ timeout: 60_000 })
  await expect(runButton(page)).toBeEnabled()
  const card = cardOf(page, 'Panorama')
  await card.getByRole('button', { name: /^More/ }).click()
  const window = card.getByRole('textbox', { name: 'Window' })
  await window.fill('2048')
  await window.press('Tab')
  const reason = page.locator('#run-obstacle')
  await expect(reason).toContainText('Windows of 2048x2048 pixels need', { timeout: 60_000 })
  await expect(reason).toContainText('Choose smaller windows.')
  await expect(runButton(page)).toBeDisabled()
})
