// The engine's own path: one page on software WebGPU, which compiles shaders for a minute, so that all of it happens there.
import { expect, test } from 'playwright/test'
import { canvasHash, engineReady, queueOf, resultsOf, runButton, setSteps } from './editorPage'
import { holdWorkers, toEngine } from './engineWorkers'
import { editAndRestore } from './firstEdit'
import { endlessSteps } from './slowEdits'

test('on WebGPU an edit is made, exported, restored and cancelled; a device lost meanwhile is replaced, and the edit comes to its end', async ({
  page,
}) => {
  await holdWorkers(page)
  await editAndRestore(page, 'webgpu')

  // Its shaders are compiled by now.
  await setSteps(page, endlessSteps)
  await runButton(page).click()
  await expect(queueOf(page)).toContainText(/Step \d+ of 900/, { timeout: 300_000 })
  await queueOf(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(queueOf(page)).toBeHidden({ timeout: 60_000 })
  await expect(resultsOf(page)).toBeHidden()

  await setSteps(page, 2)
  const before = await canvasHash(page)
  await runButton(page).click()
  await expect(queueOf(page)).toContainText(/Reading|Starting|Step/, { timeout: 300_000 })
  await toEngine(page, 'lose its device')
  await expect(page.getByText('The graphics device was lost.')).toBeVisible({ timeout: 300_000 })
  await expect(page.getByText('The edit starts again on a new device.')).toBeVisible()
  await expect(resultsOf(page)).toBeVisible({ timeout: 800_000 })
  expect(await canvasHash(page)).not.toBe(before)
  expect(await engineReady(page)).toMatch(/^WebGPU/)
})
