// Edits: the first one the whole way, layers that remember theirs, and what is cancelled.
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
  drag,
  engineReady,
  openEditor,
  openExample,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { editAndRestore } from './firstEdit'
import { endlessSteps } from './slowEdits'

test('an instruction edits a picture, and its export restores the edit', async ({ page }) => {
  await editAndRestore(page, 'wasm')
})

test('a layer remembers its edit, says when the picture below has changed, and is made anew in its place', async ({
  page,
}) => {
  const layers = page.getByRole('list', { name: 'Layers, from the top' })
  const stale = layers.getByRole('button', { name: /^What lies below has changed since/ })
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await setSteps(page, 2)
  await runButton(page).click()
  await page.getByRole('button', { name: 'Accept' }).click({ timeout: 120_000 })
  await expect(layers.getByRole('listitem')).toHaveText([/make the cat blue/, /cat-meadow/])
  await expect(stale).toBeHidden()
  await page.getByRole('tab', { name: 'History' }).click()
  const steps = page.getByRole('list', { name: 'Steps' }).locator('[data-step]')
  await expect(steps).toHaveText([
    'Start',
    'Open: cat-meadow',
    'Edit: make the cat blue',
    'Accept result: make the cat blue',
  ])
  await page.getByRole('tab', { name: 'Layers' }).click()
  const first = await canvasHash(page)

  await layers
    .getByRole('button', { name: /cat-meadow/ })
    .nth(1)
    .click()
  await page.keyboard.press('p')
  await drag(page, [0.2, 0.2], [0.8, 0.8])
  await page.getByRole('button', { name: 'Move layer down' }).click()
  await expect(stale).toBeVisible()
  await stale.click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(layers.getByRole('listitem')).toHaveCount(3)
  await expect(stale).toBeHidden()
  const second = await canvasHash(page)
  expect(second).not.toBe(first)

  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Saved' })).toBeVisible()
  await page.reload()
  await expect(layers.getByRole('listitem')).toHaveCount(3)
  await expect(stale).toBeHidden()
  await expect.poll(() => canvasHash(page)).toBe(second)
  await layers.getByRole('button', { name: /^make the cat blue/ }).click()
  await page.getByRole('button', { name: 'Run the layer’s edit with another seed' }).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  await expect.poll(() => canvasHash(page)).not.toBe(second)
})

test('the same recipe gives the same pixels again', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await setSteps(page, 2)
  await page.getByRole('textbox', { name: 'Seed' }).fill('7')
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  const first = await canvasHash(page)
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(2, { timeout: 120_000 })
  expect(await canvasHash(page)).toBe(first)
  await page.getByRole('button', { name: 'Again', exact: true }).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(3, { timeout: 120_000 })
  expect(await canvasHash(page)).not.toBe(first)
})

/** Counts what the engine says of steps, from the moment at which the page asks it to cancel. */
const countStepsAfterCancel = (page: Page) =>
  page.addInitScript(() => {
    const Original = Worker
    class Watched extends Original {
      stepsAfterCancel: number | undefined

      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options)
        if (options?.name !== 'engine') return
        Object.assign(window, { engineWorker: this })
        this.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
          if (data.type === 'progress' && this.stepsAfterCancel !== undefined) this.stepsAfterCancel++
        })
      }

      override postMessage(message: unknown, options?: StructuredSerializeOptions | Transferable[]): void {
        const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : ''
        if (type === 'cancel-all') this.stepsAfterCancel = 0
        super.postMessage(message, Array.isArray(options) ? { transfer: options } : options)
      }
    }
    window.Worker = Watched
  })
const stepsAfterCancel = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { engineWorker: { stepsAfterCancel: number } }).engineWorker.stepsAfterCancel,
  )

test('edits wait in a queue, show what they do, and stop when they are cancelled', async ({ page }, {
  outputDir,
}) => {
  await countStepsAfterCancel(page)
  // The bundled checkpoint: a tiny one would be done before it can be cancelled.
  await openEditor(page)
  await openExample(page, 'make it night')
  await engineReady(page)
  await setSteps(page, endlessSteps)
  const before = await canvasHash(page)
  await runButton(page).click()
  await runButton(page).click()
  const queue = page.getByRole('list', { name: 'Progress' })
  await expect(queue.getByRole('listitem')).toHaveCount(2)
  await expect(queue.getByRole('listitem').nth(1)).toContainText('Waiting')

  // Step, time left, and a preview in the picture's place while the steps run.
  await expect(queue).toContainText(/Step \d+ of 900, \d+ (s|min) left/, { timeout: 120_000 })
  await expect.poll(() => canvasHash(page)).not.toBe(before)
  await expect(queue).toContainText(/Step \d+ of 900/)
  await expect(resultsOf(page)).toBeHidden()
  await page.screenshot({ path: `${outputDir}/in-progress.png` })

  // One of several: the other goes on.
  await queue.getByRole('listitem').nth(1).getByRole('button', { name: 'Cancel' }).click()
  await expect(queue.getByRole('listitem')).toHaveCount(1)
  await expect(queue).toContainText(/Step \d+ of 900/)

  // All of them, at once: of the running one, no more than the step that it is in.
  await runButton(page).click()
  await expect(queue.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: 'Cancel all' }).click()
  await expect(queue).toBeHidden()
  expect(await stepsAfterCancel(page)).toBeLessThanOrEqual(1)
  await expect(resultsOf(page)).toBeHidden()

  // The picture is as it was, and the next edit runs.
  await expect.poll(() => canvasHash(page)).toBe(before)
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('an edit that is asked for before its checkpoint is open waits for it, and then runs', async ({
  page,
}) => {
  let arrive = () => {}
  const held = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await openEditor(page, { checkpoint: 'instruct', held })
  await openExample(page, 'make the cat blue')
  await setSteps(page, 2)
  await expect(page.getByText('The checkpoint is being opened.')).toBeVisible()
  const waits = page.getByText('It starts as soon as the checkpoint is open.')
  await page.keyboard.press('Control+Enter')
  await expect(waits).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(waits).toBeHidden()
  await runButton(page).click()
  await expect(waits).toBeVisible()
  await expect(resultsOf(page)).toBeHidden()

  arrive()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
})

test('a picture is made from nothing but words', async ({ page }) => {
  await openEditor(page, { checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red house')
  await engineReady(page)
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: a red house, \d+ by \d+ pixels/)
})

/** Colours at places within the picture; along its edges one layer and two of them are smoothed differently. */
