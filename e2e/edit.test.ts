// The first edit, the whole way: open, instruct, progress, cancel, compare, accept, export, drop the export back.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
  colourAt,
  drag,
  dropFile,
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

test('an instruction edits a picture, and its export restores the edit', async ({ page }, { project }) => {
  // The save dialog of the system cannot be driven: without it the file is downloaded.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  })
  await openEditor(page, { backend: project.name, checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  expect(await engineReady(page)).toMatch(project.name === 'webgpu' ? /WebGPU/ : /wasm/)
  await setSteps(page, 2)
  await expect(promptOf(page)).toHaveValue('make the cat blue')
  const before = await canvasHash(page)

  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: project.name === 'webgpu' ? 800_000 : 120_000 })
  const after = await canvasHash(page)
  expect(after).not.toBe(before)

  await page.getByRole('button', { name: 'Compare' }).click()
  const split = await canvasHash(page)
  expect(split).not.toBe(after)
  const original = await page.getByRole('button', { name: 'Original' }).boundingBox()
  if (!original) throw new Error('There is no button to see the original.')
  await page.mouse.move(original.x + 10, original.y + 10)
  await page.mouse.down()
  await expect.poll(() => canvasHash(page)).toBe(before)
  await page.mouse.up()
  await expect.poll(() => canvasHash(page)).toBe(after)

  await page.getByRole('button', { name: 'Accept' }).click()
  await expect(resultsOf(page)).toBeHidden()
  await expect.poll(() => canvasHash(page)).toBe(after)
  expect((await historyOf(page)).current).toBe('Accept result')
  const accepted = await coloursWithin(page)

  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save' }).click()
  const exported = await readFile(await (await download).path())
  expect(exported.toString('latin1')).toContain('make the cat blue')

  await promptOf(page).fill('something else')
  await dropFile(page, 'cat-meadow.png', exported)
  await expect(page.getByText('The recipe is in the edit panel.')).toBeVisible()
  await expect(promptOf(page)).toHaveValue('make the cat blue')
  await expect(page.getByRole('textbox', { name: 'Steps' })).toHaveValue('2')
  await expect.poll(() => coloursWithin(page)).toEqual(accepted)
})

test('a layer remembers its edit, says when the picture below has changed, and is made anew in its place', async ({
  page,
}, { project }) => {
  const layers = page.getByRole('list', { name: 'Layers, from the top' })
  const stale = layers.getByRole('button', { name: /^What lies below has changed since/ })
  await openEditor(page, { backend: project.name, checkpoint: 'instruct' })
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

test('the same recipe gives the same pixels again', async ({ page }, { project }) => {
  await openEditor(page, { backend: project.name, checkpoint: 'instruct' })
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
  project,
  outputDir,
}) => {
  await countStepsAfterCancel(page)
  // The bundled checkpoint: a tiny one would be done before it can be cancelled.
  await openEditor(page, { backend: project.name })
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

test('an edit that is asked for before its checkpoint is open waits for it, and then runs', async ({ page }, {
  project,
}) => {
  let arrive = () => {}
  const held = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await openEditor(page, { backend: project.name, checkpoint: 'instruct', held })
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

test('a picture is made from nothing but words', async ({ page }, { project }) => {
  await openEditor(page, { backend: project.name, checkpoint: 'sd1' })
  await page.getByRole('button', { name: 'Generate one' }).click()
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red house')
  await engineReady(page)
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: a red house, \d+ by \d+ pixels/)
})

/** Colours at places within the picture; along its edges one layer and two of them are smoothed differently. */
const coloursWithin = (page: Page) =>
  Promise.all(
    [0.3, 0.4, 0.5, 0.6, 0.7].flatMap((across) =>
      [0.2, 0.5, 0.8].map((down) => colourAt(page, across, down)),
    ),
  )
