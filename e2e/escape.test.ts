// What is open on top of something else closes first: tooltip or popover, then dialog or view.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, resultsOf, runButton, setSteps } from './editorPage'
import { addGuide } from './guidePanel'

test('Escape closes what a setting’s sign says before the dialog, and a tooltip before the view', async ({
  page,
}) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make it night')
  await engineReady(page)
  await page.keyboard.press('Control+,')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('button', { name: 'Memory for undo?' }).click()
  const said = page.getByText('More keeps more steps of the history.')
  await expect(said).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(said).toBeHidden()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await setSteps(page, 2)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await page.getByRole('list', { name: 'Results, newest first' }).getByRole('button').first().click()
  const view = page.getByRole('region', { name: 'Result from the gallery' })
  await expect(view).toBeVisible()
  await view.getByRole('button', { name: 'Close' }).hover()
  const tooltip = page.locator('[data-popup][data-open]')
  await expect(tooltip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
  await expect(view).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(view).toBeHidden()
})

test('what is remembered closes its popover when it is used', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await addGuide(page, 'Concepts (SEGA)')
  const open = page.getByRole('button', { name: /^Remembered: / })
  await open.click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('a smile')
  await page.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')
  const use = page.getByRole('button', { name: 'Use “a smile”' })
  await use.click()
  await expect(use).toBeHidden()
  await expect(open).toBeFocused()
})
