// The gallery: every result with its recipe, looked at, recalled, used, deleted, and there again after the tab was closed.
import { expect, test, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import { canvasHash, engineReady, historyOf, openEditor, openExample } from './editorPage'

const gallery = (page: Page) => page.getByRole('list', { name: 'Results, newest first' })
const view = (page: Page) => page.getByRole('region', { name: 'Result from the gallery' })
const prompt = (page: Page) => page.getByPlaceholder(/Say what to change/)
const seed = (page: Page) => page.getByRole('textbox', { name: 'Seed' })

/** Makes a result with the tiny checkpoint. */
async function makeResult(page: Page, instruction: string, seedValue: number): Promise<void> {
  await prompt(page).fill(instruction)
  await seed(page).fill(String(seedValue))
  await seed(page).press('Tab')
  const lock = page.getByRole('button', { name: 'Keep the seed' })
  if (await lock.isVisible()) await lock.click()
  const results = page.getByRole('region', { name: 'Results' }).getByRole('listitem')
  const before = await results.count()
  await page.keyboard.press('Control+Enter')
  await expect(results).toHaveCount(before + 1, { timeout: 120_000 })
}

test.beforeEach(async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const steps = page.getByRole('textbox', { name: 'Steps' })
  await steps.fill('1')
  await steps.press('Tab')
})

test('keeps what is discarded and undone; parts of a recipe and all of it are recalled', async ({ page }) => {
  await makeResult(page, 'make it blue', 11)
  await page.getByRole('button', { name: 'Discard' }).click()
  await makeResult(page, 'make it night', 22)
  await page.keyboard.press('Control+z')
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await expect(gallery(page).getByRole('button')).toHaveCount(2)
  await expect(gallery(page).getByRole('button').first()).toHaveAccessibleName('make it night, seed 22')

  await prompt(page).fill('something else')
  await gallery(page).getByRole('button', { name: 'make it blue, seed 11' }).click()
  await expect(view(page).getByRole('img', { name: 'This result' })).toBeVisible()
  await expect(view(page).getByRole('img', { name: 'The picture now' })).toBeVisible()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await violationsOf(page)).toEqual([])
  }
  await view(page).getByRole('button', { name: 'Recall the seed' }).click()
  await expect(seed(page)).toHaveValue('11')
  await expect(prompt(page)).toHaveValue('something else')
  await view(page).getByRole('button', { name: 'Recall the prompt' }).click()
  await expect(prompt(page)).toHaveValue('make it blue')
  const steps = page.getByRole('textbox', { name: 'Steps' })
  await steps.fill('9')
  await steps.press('Tab')
  await view(page).getByRole('button', { name: 'Recall all' }).click()
  await expect(steps).toHaveValue('1')
})

test('is reached and gone through by keyboard; deleting is one step', async ({ page }) => {
  for (const [at, instruction] of ['one', 'two', 'three'].entries()) await makeResult(page, instruction, at)
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('g')
  await expect(view(page)).toBeFocused()
  await expect(view(page)).toContainText('three')
  await page.keyboard.press('ArrowRight')
  await expect(view(page)).toContainText('two')
  await page.keyboard.press('Delete')
  await expect(view(page)).toContainText('one')
  await expect(gallery(page).getByRole('button')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(view(page)).toBeHidden()
  expect((await historyOf(page)).current).toBe('Delete result')
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await page.keyboard.press('Control+z')
  await expect(gallery(page).getByRole('button')).toHaveCount(3)

  await gallery(page).getByRole('button').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(view(page)).toContainText('two')
})

test('gives a result back to the canvas, as input or to be compared', async ({ page }) => {
  await makeResult(page, 'make it blue', 5)
  const staged = await canvasHash(page)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect.poll(() => canvasHash(page)).not.toBe(staged)
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await gallery(page).getByRole('button').first().click()
  await view(page).getByRole('button', { name: 'Compare on the canvas' }).click()
  await expect.poll(() => canvasHash(page)).toBe(staged)
  await page.getByRole('button', { name: 'Discard' }).click()

  await gallery(page).getByRole('button').first().click()
  await view(page).getByRole('button', { name: 'Edit it further' }).click()
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page.getByRole('list', { name: 'Layers, from the top' })).toContainText('make it blue')
  await expect.poll(() => canvasHash(page)).toBe(staged)
})

test('is there again after the tab was closed, what was deleted is not', async ({ page, context }) => {
  await makeResult(page, 'first', 1)
  await makeResult(page, 'second', 2)
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('Delete')
  await expect(view(page)).toContainText('first')
  // A save begins a moment after the change.
  await page.waitForTimeout(1000)
  await expect(page.getByRole('button', { name: 'Saved', exact: true })).toBeVisible()
  await page.close()

  const again = await context.newPage()
  await openEditor(again)
  await again.getByRole('tab', { name: 'Gallery' }).click()
  await expect(gallery(again).getByRole('button')).toHaveAccessibleName('first, seed 1')
  await gallery(again).getByRole('button').click()
  await expect(view(again).getByRole('img', { name: 'This result' })).toBeVisible()
  await again.keyboard.press('Escape')
  await again.keyboard.press('Control+z')
  await expect(gallery(again).getByRole('button')).toHaveCount(2)
})
