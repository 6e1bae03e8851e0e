// Several results of one press: looked at side by side, two of them compared, some kept, all of it in few steps of the history.
import { expect, test } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
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

test('results are looked at in a grid by keys, compared two by two, and several are kept in one step', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await setSteps(page, 1)
  await drag(page, [0.4, 0.4], [0.6, 0.55])
  const painted = await drawnHash(page)
  await page.getByRole('textbox', { name: 'Results' }).fill('4')

  // "/" leads into the prompt, Escape out of it: then the letter is a tool's again.
  await canvasOf(page).focus()
  await page.keyboard.press('/')
  await expect(promptOf(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(canvasOf(page)).toBeFocused()
  await page.keyboard.press('h')
  await expect(page.getByRole('button', { name: 'Move the view' })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+Enter')

  const grid = page.getByRole('region', { name: 'Results side by side' })
  const results = grid.getByRole('button', { name: /^Result \d/ })
  await expect(results).toHaveCount(4, { timeout: 120_000 })
  await expect(results.nth(1)).toBeFocused()
  const [width, whole] = [
    (await results.first().boundingBox())?.width ?? 0,
    await canvasOf(page).boundingBox(),
  ]
  expect(width).toBeGreaterThan((whole?.width ?? 0) / 4)
  expect((await historyOf(page)).steps.filter((name) => name.startsWith('Edit'))).toHaveLength(1)

  await results.nth(1).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(results.first()).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('End')
  await page.keyboard.press('Space')
  await grid.getByRole('button', { name: 'Compare the two' }).click()
  await expect(grid).toBeHidden()
  const both = await drawnHash(page)
  // The same result against the picture looks otherwise.
  await page.keyboard.press('s')
  await page.keyboard.press('s')
  expect(await drawnHash(page)).not.toBe(both)

  // Arrow keys go through the results on the canvas, too.
  const shown = await drawnHash(page)
  await page.keyboard.press('ArrowRight')
  expect(await drawnHash(page)).not.toBe(shown)

  await page.keyboard.press('a')
  await grid.getByRole('button', { name: 'Keep 2' }).click()
  await expect(resultsOf(page)).toBeHidden()
  expect((await historyOf(page)).current).toBe('Keep several results')
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page.getByRole('button', { name: /^(Hide|Show) make the cat blue/ })).toHaveCount(2)
  await expect(page.getByRole('button', { name: /^Hide make the cat blue/ })).toHaveCount(1)

  // The mask's tint stays away from what was made, and comes back with the next stroke.
  const kept = await drawnHash(page)
  await page.getByRole('tab', { name: 'Layers' }).click()
  await page.keyboard.press('b')
  await drag(page, [0.45, 0.7], [0.47, 0.7])
  expect(await canvasHash(page)).not.toBe(kept)
  expect(kept).not.toBe(painted)

  // A result that arrives alone has the keys at once: Enter accepts it.
  await page.getByRole('textbox', { name: 'Results' }).fill('1')
  await promptOf(page).focus()
  await page.keyboard.press('Control+Enter')
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(resultsOf(page)).toBeHidden()

  // A button that disabled itself by being pressed gives the keys on.
  const undo = page.getByRole('button', { name: 'Redo' })
  await page.keyboard.press('Control+z')
  await undo.click()
  await expect(undo).toBeDisabled()
  await page.keyboard.press('e')
  await expect(page.getByRole('button', { name: 'Eraser' })).toHaveAttribute('aria-pressed', 'true')
  await expect(runButton(page)).toBeEnabled()
})

test('the tour shows an edit, a crop is given in numbers, and the picture is closed', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await page.getByRole('button', { name: 'Take the tour' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/cat-meadow, 512 by 512/)
  const card = page.getByRole('dialog', { name: 'Tour' })
  for (const title of [
    'Say what to change',
    'Choose where',
    'Run it',
    'Results wait',
    'Nothing is lost',
    'Guides',
  ]) {
    await expect(card.getByRole('heading')).toContainText(title)
    await card.getByRole('button', { name: 'Next' }).click()
  }
  await card.getByRole('button', { name: 'Done' }).click()
  await expect(card).toBeHidden()

  // Whole numbers, and the shape holds.
  await canvasOf(page).focus()
  await page.keyboard.press('c')
  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: /^Wide/ }).click()
  const [width, height] = ['Width', 'Height'].map((side) =>
    page.getByRole('textbox', { name: `${side} of the new canvas` }),
  )
  await expect(height!).toHaveValue('288')
  await width!.fill('319.7')
  await width!.press('Enter')
  await expect(width!).toHaveValue('320')
  await expect(height!).toHaveValue('180')
  await page.getByRole('button', { name: 'Apply the new canvas' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/320 by 180/)
  await setSteps(page, 7.5)
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('8')

  // A sketch is turned about what was drawn.
  await canvasOf(page).focus()
  await page.keyboard.press('p')
  await drag(page, [0.45, 0.45], [0.5, 0.5])
  await page.keyboard.press('v')
  const drawn = page.getByRole('textbox', { name: 'Width of the layer' })
  expect(Number(await drawn.inputValue())).toBeLessThan(100)

  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close picture' }).click()
  await expect(page.getByRole('heading', { name: 'Palimpsest', level: 2 })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(canvasOf(page)).toHaveAccessibleName(/320 by 180/)
})
