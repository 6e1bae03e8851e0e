// The engine is lost in the middle of an edit: its device, its worker. Nothing of the document is, and the next edit runs.
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  drag,
  engineReady,
  historyOf,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { endlessSteps } from './slowEdits'

/** Keeps a hand on the engine's workers, the newest last. */
const holdWorkers = (page: Page) =>
  page.addInitScript(() => {
    const workers: Worker[] = []
    Object.assign(window, { engineWorkers: workers })
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options)
        if (options?.name === 'engine') workers.push(this)
      }
    }
  })

const toEngine = (page: Page, act: 'lose its device' | 'fall silent' | 'break down') =>
  page.evaluate((act) => {
    const worker = (window as unknown as { engineWorkers: Worker[] }).engineWorkers.at(-1)
    if (act === 'lose its device') worker?.postMessage({ type: 'lose-device' }, [])
    if (act === 'fall silent') worker?.terminate()
    if (act === 'break down')
      worker?.dispatchEvent(
        new ErrorEvent('error', { message: 'memory access out of bounds', cancelable: true }),
      )
  }, act)

const queueOf = (page: Page) => page.getByRole('list', { name: 'Progress' })

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

test('a graphics device lost during an edit is replaced, and the edit comes to its end', async ({ page }, {
  project,
}) => {
  test.skip(project.name !== 'webgpu', 'There is no device to lose.')
  await holdWorkers(page)
  await openEditor(page, { backend: 'webgpu', checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  expect(await engineReady(page)).toMatch(/^WebGPU/)
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

  // Its shaders are compiled by now: the place to see that cancelling works on WebGPU too.
  await setSteps(page, endlessSteps)
  await runButton(page).click()
  await expect(queueOf(page)).toContainText(/Step \d+ of 900/, { timeout: 300_000 })
  await queueOf(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(queueOf(page)).toBeHidden({ timeout: 60_000 })
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1)
})
