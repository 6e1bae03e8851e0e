// The engine is lost in the middle of an edit: its worker falls silent or breaks down (its device: webgpu.test.ts). Nothing of the document is, and the next edit runs.
import { expect, test } from 'playwright/test'
import {
  canvasHash,
  drag,
  engineReady,
  historyOf,
  openEditor,
  openExample,
  promptOf,
  queueOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { holdWorkers, toEngine } from './engineWorkers'
import { endlessSteps } from './slowEdits'

test('a worker that falls silent or breaks down is replaced, and the document stays', async ({ page }) => {
  await holdWorkers(page)
  await openEditor(page)
  await openExample(page, 'make it night')
  await engineReady(page)
  await drag(page, [0.4, 0.4], [0.6, 0.6])
  await setSteps(page, endlessSteps)
  const masked = await canvasHash(page)
  const { steps } = await historyOf(page)
  await promptOf(page).fill('make it snow')

  for (const act of ['fall silent', 'break down'] as const) {
    await runButton(page).click()
    await expect(queueOf(page)).toContainText(/Step \d+ of 900/, { timeout: 120_000 })
    await toEngine(page, act)
    if (act === 'fall silent') {
      await page.clock.install()
      await queueOf(page).getByRole('button', { name: 'Cancel' }).click()
      await expect(queueOf(page)).toContainText('Stopping after this step')
      await page.clock.fastForward(61_000)
      await page.clock.resume()
    }
    const said = page
      .getByRole('alertdialog', { includeHidden: true })
      .filter({ hasText: 'The engine stopped.' })
    await expect(said).toContainText('It was started again. Your picture is safe; run the edit once more.')
    await expect(said).not.toContainText('out of bounds')
    await said.getByRole('button', { name: 'Close', includeHidden: true }).click()
    await expect(queueOf(page)).toBeHidden()
    await engineReady(page)
    await expect.poll(() => canvasHash(page)).toBe(masked)
    expect((await historyOf(page)).steps).toEqual(steps)
    await expect(promptOf(page)).toHaveValue('make it snow')
  }

  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})
