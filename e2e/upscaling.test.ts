// Results as large as where they are laid, drawn sharp by a network; new pictures made larger, part by part.
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from 'playwright/test'
import {
  canvasOf,
  engineReady,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { serveHub } from './serveHub'

/** The mean squared step from pixel to pixel of the canvas, in levels of 255: of a sharp picture it is large. */
const sharpness = (page: Page): Promise<number> =>
  canvasOf(page).evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
    const { width, height } = element
    const data = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    let sum = 0
    for (let at = 4; at < data.length; at += 4) sum += (data[at]! - data[at - 4]!) ** 2
    return sum / (width * height)
  })

const upscaler = (page: Page) => page.getByRole('combobox', { name: 'Upscaler' })

test('an edit of a picture that is larger than the checkpoint’s is drawn sharp, and resampled where that is chosen', async ({
  page,
}, { outputDir }) => {
  // The save dialog of the system cannot be driven: without it the file is downloaded.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) Reflect.deleteProperty(window, name)
  })
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('toyland/upscaler')) asked.push(request.url())
  })
  await openEditor(page)
  await engineReady(page)
  expect(asked).toEqual([])
  await openExample(page, 'make it night')
  await expect(upscaler(page)).toHaveText('Toyland’s')
  await page.getByRole('textbox', { name: 'Seed' }).fill('3')
  await page.getByRole('textbox', { name: 'Seed' }).press('Tab')
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  expect(asked.some((address) => address.endsWith('model.onnx'))).toBe(true)
  const sharp = await sharpness(page)
  await page.screenshot({ path: `${outputDir}/upscaled.png` })

  await upscaler(page).click()
  await page.getByRole('option', { name: 'None' }).click()
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(2, { timeout: 120_000 })
  const soft = await sharpness(page)
  expect(sharp).toBeGreaterThan(1.3 * soft)
  await page.screenshot({ path: `${outputDir}/resampled.png` })

  // The recipe says which it was.
  await resultsOf(page).getByRole('listitem').first().click()
  await page.getByRole('button', { name: 'Accept' }).click()
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save' }).click()
  const exported = await readFile(await (await download).path())
  expect(exported.toString('latin1')).toContain('"upscaler":"toyland/upscaler"')
})

test('a new picture is made larger, with its size told before, and the enlarging can be cancelled', async ({
  page,
}, { outputDir }) => {
  await openEditor(page)
  await engineReady(page)
  await page.getByRole('button', { name: 'Generate one' }).click()
  await promptOf(page).fill('a red cat with a hat in the snow')
  await setSteps(page, 6)
  // What the bundled checkpoint draws is enlarged by itself.
  await expect(page.getByText('The result is 512 × 512 pixels.')).toBeVisible()
  const enlarge = page.getByRole('group', { name: 'Enlarge' })
  await enlarge.getByRole('button', { name: 'Off' }).click()
  await expect(upscaler(page)).toBeHidden()
  await enlarge.getByRole('button', { name: '4×' }).click()
  await expect(page.getByText('The result is 512 × 512 pixels.')).toBeVisible()
  await page.screenshot({ path: `${outputDir}/enlarge-panel.png` })

  await upscaler(page).click()
  await page.getByRole('option', { name: 'None' }).click()
  await expect(page.getByText('Choose what enlarges the picture, or switch “Enlarge” off.')).toBeVisible()
  await upscaler(page).click()
  await page.getByRole('option', { name: /^Toyland/ }).click()

  // In parts.
  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: 'Free' }).click()
  for (const side of ['Width', 'Height']) {
    const field = page.getByRole('textbox', { name: `${side} of the picture` })
    await field.fill('384')
    await field.press('Tab')
  }
  await expect(page.getByText('The result is 1536 × 1536 pixels.')).toBeVisible()
  await setSteps(page, 1)
  await runButton(page).click()
  const queue = page.getByRole('list', { name: 'Progress' })
  // Looked at with each frame: it may be there for moments only.
  await page.waitForFunction(
    () =>
      /Enlarging: [0-3] of 4 parts done/.test(
        document.querySelector('ol [role="status"]')?.textContent ?? '',
      ),
    undefined,
    { timeout: 120_000 },
  )
  await queue.getByRole('button', { name: 'Cancel' }).click()
  await expect(queue).toBeHidden({ timeout: 60_000 })
  await expect(resultsOf(page)).toBeHidden()

  await page.getByRole('combobox', { name: 'Shape' }).click()
  await page.getByRole('option', { name: /^Checkpoint’s own/ }).click()
  await setSteps(page, 6)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toHaveAccessibleName(/512 by 512 pixels/)
  await page.screenshot({ path: `${outputDir}/enlarged.png` })
})

/** A bundled picture, enlarged by a network of the Hub, whose files lie in a folder. */
async function openWithUpscaler(page: Page, folder: string): Promise<void> {
  await serveHub(page, 'someone/swin2sr', folder)
  await openEditor(page)
  await engineReady(page)
  await openExample(page, 'make it night')
  await page.getByRole('button', { name: 'Upscaler: Open a network' }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill('someone/swin2sr')
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
  await upscaler(page).click()
  await page.getByRole('option', { name: /swin2sr/ }).click()
}

test('a network that was exported for one size enlarges the result in parts of that size', async ({ page }, {
  outputDir,
}) => {
  // For pictures of 32 x 24 pixels alone.
  await openWithUpscaler(page, 'workers/hub/fixtures/swin2sr')
  await setSteps(page, 2)
  await runButton(page).click()
  // 128 x 128 pixels in 7 columns and 10 rows, each half over the next.
  await page.waitForFunction(
    () =>
      /Enlarging: \d+ of 70 parts done/.test(document.querySelector('ol [role="status"]')?.textContent ?? ''),
    undefined,
    { timeout: 120_000 },
  )
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  await expect(page.getByText('could not make the result larger')).toBeHidden()
  await page.screenshot({ path: `${outputDir}/parts.png` })
})

/** A copy of a model whose network ends in the middle. */
async function withHalfOfItsNetwork(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'palimpsest-broken-'))
  await cp(folder, copy, { recursive: true })
  const network = join(copy, 'onnx/model.onnx')
  const bytes = await readFile(network)
  await writeFile(network, bytes.subarray(0, bytes.length / 2))
  return copy
}

test('a network that cannot enlarge the result loses no edit: it is resampled, and that is said', async ({
  page,
}, { outputDir }) => {
  await openWithUpscaler(page, await withHalfOfItsNetwork('workers/hub/fixtures/swin2sr'))
  await runButton(page).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1, { timeout: 120_000 })
  await expect(page.getByText('could not make the result larger')).toBeVisible()
  await expect(page.getByText('"someone/swin2sr" cannot be read or run')).toBeVisible()
  await page.screenshot({ path: `${outputDir}/resampled.png` })
})
