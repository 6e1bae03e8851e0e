// Which word made what, as a person asks it: of a new picture, of one that nobody generated, and as a selection.
import { expect, test } from 'playwright/test'
import {
  canvasHash,
  canvasPoint,
  drag,
  drawnHash,
  engineReady,
  historyOf,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { addGuide, cardOf } from './guidePanel'

test('the words of a new picture are seen, and one becomes a mask; a thing is selected by its name', async ({
  page,
}) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a red ball in a meadow')
  await setSteps(page, 8)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })

  await page.getByRole('button', { name: 'Words', exact: true }).click()
  const strip = page.getByRole('region', { name: 'What each word made' })
  const word = strip.getByRole('button', { name: /^ball/ })
  await expect(word).toBeVisible({ timeout: 60_000 })
  const before = await drawnHash(page)
  await word.hover()
  expect(await drawnHash(page)).not.toBe(before)
  await page.screenshot({ path: 'test-results/words-held.png' })

  await word.click()
  const { x, y } = await canvasPoint(page, 0.5, 0.5)
  await page.mouse.move(x, y)
  await expect(strip.getByRole('button', { name: /^meadow, \d+% here$/ })).toBeVisible()
  await page.screenshot({ path: 'test-results/words-pointed.png' })
  await strip.getByRole('button', { name: 'Select “ball”' }).click()
  expect((await historyOf(page)).current).toBe('Mask by word')

  // The word is held in the prompt that made the picture, too.
  await word.click()
  await page.mouse.move(2, 2)
  const plain = await drawnHash(page)
  await promptOf(page).hover({ position: { x: 60, y: 14 } })
  await page.mouse.down()
  await expect.poll(() => canvasHash(page)).not.toBe(plain)
  await page.mouse.up()
  await expect.poll(() => canvasHash(page)).toBe(plain)

  // Of a result that was discarded, they are asked for in the gallery.
  await strip.getByRole('button', { name: 'Close the words' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await page.getByRole('button', { name: /^a red ball in a meadow, seed/ }).click()
  const viewed = page.getByRole('region', { name: 'Result from the gallery' })
  await viewed.getByRole('button', { name: 'Words', exact: true }).click()
  await expect(viewed).toBeHidden()
  await expect(resultsOf(page)).toBeVisible()
  const again = await drawnHash(page)
  await word.hover()
  expect(await drawnHash(page)).not.toBe(again)
})

test('a thing in a picture that was never generated is selected by its name', async ({ page }) => {
  // The checkpoint that is asked opens while it is asked.
  await page.route('**/models/toyland/base/unet/config.json', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 4000))
    await route.continue()
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Select by word' }).click()
  await page.getByRole('textbox', { name: 'What to select' }).fill('cat')
  await page.getByRole('button', { name: 'Find and select' }).click()
  await expect.poll(async () => (await historyOf(page)).current, { timeout: 120_000 }).toBe('Mask by word')
  await page.screenshot({ path: 'test-results/words-found.png' })

  // All things at once from the menu, and one by a click.
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Mask', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Select the background' }).click()
  await expect
    .poll(async () => (await historyOf(page)).current, { timeout: 60_000 })
    .toBe('Mask the background')
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Mask by colour or thing' }).click()
  await page.getByRole('button', { name: 'Thing', exact: true }).click()
  const { x, y } = await canvasPoint(page, 0.5, 0.55)
  await page.mouse.click(x, y)
  await expect.poll(async () => (await historyOf(page)).current).toBe('Mask a thing')
  await page.screenshot({ path: 'test-results/words-thing.png' })
})

test('the words of regions are seen among those of the picture, each in its region, and one becomes a mask', async ({
  page,
}) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await promptOf(page).fill('a meadow')
  await addGuide(page, 'Regions')
  const regions = cardOf(page, 'Regions')
  const prompts = regions.getByRole('textbox', { name: 'Prompt', exact: true })
  await prompts.fill('a red ball')
  await regions.getByRole('button', { name: 'Mask: Paint a new mask' }).click()
  const size = page.getByRole('textbox', { name: 'Size', exact: true })
  await size.fill('160')
  await size.press('Tab')
  await drag(page, [0.4, 0.58], [0.42, 0.6])
  await setSteps(page, 8)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Words', exact: true }).click()
  const strip = page.getByRole('region', { name: 'What each word made' })
  const ofRegion = strip.getByRole('group', { name: 'a red ball' })
  await expect(ofRegion.getByRole('button')).toHaveText(['a', 'red', 'ball'], { timeout: 60_000 })
  await expect(strip.getByRole('group', { name: 'a meadow' }).getByRole('button')).toHaveText(['a', 'meadow'])
  const plain = await drawnHash(page)
  await ofRegion.getByRole('button', { name: /^ball/ }).hover()
  expect(await drawnHash(page)).not.toBe(plain)
  await page.screenshot({ path: 'test-results/words-region-held.png' })

  // Held in the region's own prompt, too.
  await page.mouse.move(2, 2)
  await prompts.scrollIntoViewIfNeeded()
  await prompts.hover({ position: { x: 60, y: 14 } })
  await page.mouse.down()
  await expect.poll(() => canvasHash(page)).not.toBe(plain)
  await page.mouse.up()
  await expect.poll(() => canvasHash(page)).toBe(plain)

  // Inside of the region its words made the place, and outside the others.
  const inside = await canvasPoint(page, 0.41, 0.59)
  await page.mouse.move(inside.x, inside.y)
  await expect(ofRegion.getByRole('button', { name: /^ball, [1-9]\d?% here$/ })).toBeVisible()
  await page.screenshot({ path: 'test-results/words-region-pointed.png' })
  const outside = await canvasPoint(page, 0.62, 0.2)
  await page.mouse.move(outside.x, outside.y)
  await expect(ofRegion.getByRole('button', { name: 'ball, 0% here' })).toBeVisible()

  await ofRegion.getByRole('button', { name: /^ball/ }).click()
  await strip.getByRole('button', { name: 'Select “ball”' }).click()
  expect((await historyOf(page)).current).toBe('Mask by word')
  await page.screenshot({ path: 'test-results/words-region-selected.png' })
})

test('the attention of chosen words lies over a new picture on its way, each in a colour', async ({
  page,
}) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a cat and a house in the snow')
  // A step at a goal is many passes.
  test.setTimeout(360_000)
  const guide = 'No word forgotten'
  await addGuide(page, guide)
  const words = cardOf(page, guide).getByRole('group', { name: 'Words' })
  await words.getByRole('button', { name: 'cat' }).click()
  await words.getByRole('button', { name: 'house' }).click()
  await setSteps(page, 8)
  await runButton(page).click()
  const shown = cardOf(page, guide).getByRole('list', { name: `${guide}: what it shows` })
  await expect(shown).toContainText('house', { timeout: 120_000 })
  await expect(page.getByRole('img', { name: 'The picture on its way' })).toBeVisible({ timeout: 120_000 })
  await page.screenshot({ path: 'test-results/words-attended.png' })
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})
