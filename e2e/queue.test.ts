// The queue: edits are put in another order, held back, ended early, and are there again after a reload.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton, setSteps } from './editorPage'

test('edits that wait are reordered, held back, ended early, and outlive the page', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const rows = page.getByRole('list', { name: 'Progress' }).getByRole('listitem')
  const results = resultsOf(page).getByRole('listitem')
  await setSteps(page, 400)
  for (const prompt of ['make the cat blue', 'make it snow', 'make it night']) {
    await promptOf(page).fill(prompt)
    await runButton(page).click()
  }
  const button = await runButton(page).boundingBox()
  await expect(rows).toHaveText(
    [/make the cat blue.*Step/, /make it snow.*Waiting/, /make it night.*Waiting/],
    {
      timeout: 60_000,
    },
  )

  await rows.nth(2).getByRole('button', { name: 'Earlier' }).click()
  await expect(rows).toHaveText([/make the cat blue/, /make it night/, /make it snow/])
  await expect(rows.nth(1).getByRole('button', { name: 'Earlier' })).toBeDisabled()
  await page.getByRole('button', { name: 'Pause after this one' }).click()
  await rows.first().getByRole('button', { name: 'Stop and keep what is there' }).click()
  await expect(results).toHaveCount(1, { timeout: 60_000 })
  await expect(page.getByText(/Stopped after step \d+ of 400\./)).toBeVisible()
  await expect(rows).toHaveText([/make it night.*Held back/, /make it snow.*Held back/])
  expect(await runButton(page).boundingBox()).toEqual(button)
  await page.screenshot({ path: 'test-results/queue.png' })

  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(rows).toHaveText([/make it night.*Held back/, /make it snow.*Held back/])
  await engineReady(page)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(rows.first()).toContainText(/Step \d+ of 400/, { timeout: 60_000 })

  // A tab that ends in the middle of an edit has not lost it.
  await page.reload()
  await expect(rows).toHaveText([/make it night.*Held back/, /make it snow.*Held back/])
  await page.getByRole('button', { name: 'Cancel all' }).click()
  await expect(rows).toHaveCount(0)
  await expect(results).toHaveCount(1)
})
