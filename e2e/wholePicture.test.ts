// What is done with the whole picture, or with the part of it that is masked, as other editors do it.
import { expect, test, type Page } from 'playwright/test'
import { canvasOf, colourAt, drag, drawnHash, historyOf, openEditor, openExample } from './editorPage'

const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')

async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await expect(page.getByRole('menu')).toBeHidden()
}

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
})

test('a picture is rotated, flipped and made smaller, each as one step', async ({ page }) => {
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Height of the new canvas' }).fill('256')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Apply the new canvas' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/512 by 256/)
  const before = await drawnHash(page)
  await choose(page, 'Edit', 'Rotate picture left')
  await expect(canvasOf(page)).toHaveAccessibleName(/256 by 512/)
  await choose(page, 'Edit', 'Rotate picture right')
  await expect(canvasOf(page)).toHaveAccessibleName(/512 by 256/)
  await expect.poll(() => drawnHash(page)).toBe(before)
  await choose(page, 'Edit', 'Flip picture horizontally')
  await expect.poll(() => drawnHash(page)).not.toBe(before)
  await choose(page, 'Edit', 'Picture size…')
  const dialog = page.getByRole('dialog', { name: 'Picture size' })
  await dialog.getByRole('textbox', { name: 'Width' }).fill('128')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('textbox', { name: 'Height' })).toHaveValue('64')
  await dialog.getByRole('button', { name: 'Change the size' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/128 by 64/)
  const { steps } = await historyOf(page)
  expect(steps.slice(-4)).toEqual([
    'Rotate picture left',
    'Rotate picture right',
    'Flip picture horizontally',
    'Picture size',
  ])
})

test('the masked part becomes a layer, is cut and pasted in its place, erased, and filled', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const whole = await drawnHash(page)
  const middle = await colourAt(page, 0.5, 0.5)
  await page.keyboard.press('r')
  await drag(page, [0.42, 0.4], [0.58, 0.6])
  await page.keyboard.press('Control+j')
  await expect(layers(page)).toHaveCount(3)
  await expect(layers(page).filter({ hasText: 'Part of' })).toHaveCount(1)
  // It is dragged at once, and what it was taken from stays.
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => drawnHash(page)).not.toBe(whole)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(layers(page)).toHaveCount(2)

  // Cut, and pasted where it was.
  await page.keyboard.press('Shift+q')
  await page.keyboard.press('Control+x')
  await expect(page.getByText('The masked part is on the clipboard.').first()).toBeVisible()
  await expect.poll(() => colourAt(page, 0.5, 0.5)).not.toEqual(middle)
  await page.keyboard.press('Control+v')
  await expect(layers(page)).toHaveCount(3)
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(middle)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(middle)

  await page.keyboard.press('Backspace')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).not.toEqual(middle)
  await page.keyboard.press('Control+z')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(middle)
  await page.keyboard.press('Alt+Backspace')
  await expect(layers(page)).toHaveCount(3)
  await expect.poll(() => colourAt(page, 0.5, 0.5)).not.toEqual(middle)
  const { steps } = await historyOf(page)
  expect(steps.at(-1)).toBe('Fill with the pen’s colour')
})
