// What a new person does first: nothing is opened or chosen, and the bundled checkpoint edits a bundled picture.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample } from './editorPage'

test('the bundled checkpoint edits at once', async ({ page }) => {
  await openEditor(page)
  await openExample(page, 'make it night')
  await engineReady(page)
  const steps = page.getByRole('textbox', { name: 'Steps' })
  await steps.fill('2')
  await steps.press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible({ timeout: 120_000 })
})
