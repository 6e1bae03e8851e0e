// What goes out of the edit panel by one press comes back by the notice that tells of it, and by Ctrl+Z; what the panel says where
// nothing can be seen or made.
import { expect, test, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import { cutAtAnySize } from './cutControls'
import {
  engineReady,
  openEditor,
  openExample,
  resultsOf,
  promptOf,
  runButton,
  setSteps,
  drag,
  historyOf,
} from './editorPage'
import { addGuide } from './guidePanel'

const card = (page: Page) => page.getByRole('region', { name: 'Self-attention guidance' })
const remove = (page: Page) => page.getByRole('button', { name: 'Remove Self-attention guidance' }).click()
const scaleOf = (page: Page) => card(page).getByRole('textbox', { name: 'Strength' })

test('a guide’s card that was removed comes back with its settings, by the notice and by the keyboard', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await addGuide(page, 'Self-attention guidance')
  await scaleOf(page).fill('2.5')
  await scaleOf(page).press('Tab')

  await remove(page)
  await expect(card(page)).toBeHidden()
  const notice = page.getByRole('dialog').filter({ hasText: 'Removed: Self-attention guidance' })
  await notice.getByRole('button', { name: 'Undo' }).click()
  await expect(notice).toBeHidden()
  await expect(scaleOf(page)).toHaveValue('2.5')

  await remove(page)
  await expect(card(page)).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(scaleOf(page)).toHaveValue('2.5')
  await expect(notice).toBeHidden()
  await page.keyboard.press('Control+Shift+z')
  await expect(card(page)).toBeHidden()

  // A stroke is the last thing that was done: it goes first.
  await drag(page, [0.4, 0.5], [0.6, 0.5])
  await page.keyboard.press('Control+z')
  expect((await historyOf(page)).current).not.toBe('Paint mask')
  await expect(card(page)).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(scaleOf(page)).toHaveValue('2.5')
})

test('a canvas whose only result was discarded says what can be done, and undo shows the result again', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a cat')
  await setSteps(page, 1)
  await runButton(page).click()
  const discard = resultsOf(page).getByRole('button', { name: 'Discard', exact: true })
  await expect(discard).toBeVisible({ timeout: 60_000 })
  // Nothing lies below it that it could be compared with.
  for (const name of ['Original', 'Compare'])
    await expect(resultsOf(page).getByRole('button', { name })).toBeDisabled()
  await discard.click()
  const empty = page.getByRole('region', { name: 'Nothing is on the canvas' })
  await expect(empty).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  expect(await cutAtAnySize(page)).toEqual([])
  // It is about the canvas, whatever went out of the panel meanwhile.
  await addGuide(page, 'Self-attention guidance')
  await remove(page)
  await empty.getByRole('button', { name: 'Undo' }).click()
  await expect(empty).toBeHidden()
  await expect(card(page)).toBeHidden()
  await expect(discard).toBeVisible()

  await page.getByText('Edit picture', { exact: true }).click()
  await expect(page.getByText('Accept the result first, or open a picture.')).toBeVisible()
  await discard.click()
  await empty.getByRole('button', { name: 'Generate one' }).click()
  await expect(promptOf(page)).toBeFocused()
  await expect(runButton(page)).toBeEnabled()
})

test('a canvas that is too large for one run is refused before the run, with the reason', async ({
  page,
}) => {
  await openEditor(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a cat')
  await engineReady(page)
  for (const side of ['Width', 'Height']) {
    const field = page.getByRole('textbox', { name: `${side} of the picture` })
    await field.fill('2048')
    await field.press('Tab')
  }
  await expect(page.getByText(/^2048x2048 pixels at a time need .+ add "Panorama"/)).toBeVisible()
  // A tooltip of the button that Tab reached is out of the way.
  await promptOf(page).focus()
  await expect(page.locator('[data-base-ui-portal] [data-popup]')).toHaveCount(0)
  expect(await violationsOf(page)).toEqual([])
})

test('a notice stays clear of the buttons of a dialog that is opened beside it', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await addGuide(page, 'Self-attention guidance')
  for (const size of [
    { width: 1440, height: 900 },
    { width: 1024, height: 700 },
  ]) {
    await page.setViewportSize(size)
    await remove(page)
    const notice = page.getByRole('dialog').filter({ hasText: 'Removed: Self-attention guidance' })
    await page.getByRole('button', { name: 'File', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Teach from pictures…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Teach from pictures' })
    await expect(dialog).toBeVisible()
    await expect(notice).toBeVisible()
    const [a, b] = [
      (await notice.boundingBox())!,
      (await dialog.getByRole('button', { name: 'Close' }).boundingBox())!,
    ]
    expect(a.x + a.width <= b.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
    await notice.getByRole('button', { name: 'Undo' }).click()
    await expect(card(page)).toBeVisible()
  }
})
