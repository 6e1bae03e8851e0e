// A ControlNet that is led by a sketch: drawn for it, shown before the run, run; and a network of one's own that does not fit.
import { readFile } from 'node:fs/promises'
import { expect, test, type Locator, type Page } from 'playwright/test'
import { encodePng } from '../src/files/png/encodePng'
import { violationsOf } from './axe'
import {
  colourAt,
  drag,
  engineReady,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { addGuide, cardOf } from './guidePanel'

const card = (page: Page) => cardOf(page, 'ControlNet')

/** A new picture of few steps, on the canvas of an example. */
async function toGenerate(page: Page, prompt: string): Promise<void> {
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill(prompt)
  await setSteps(page, 4)
}

test('a sketch leads the result, and is seen before the run as the network will see it', async ({ page }) => {
  await toGenerate(page, 'a red house on a meadow')
  await addGuide(page, 'ControlNet')
  // It begins with what is there: a network that fits, and the picture as its hint.
  await expect(card(page).getByRole('combobox', { name: 'Network' })).toHaveText('Canny edges')
  await expect(card(page).getByRole('combobox', { name: 'Hint' })).toHaveText('cat-meadow')
  await card(page).getByRole('combobox', { name: 'Network' }).click()
  await page.getByRole('option', { name: /^Scribble/ }).click()
  await card(page).getByRole('button', { name: 'Hint: Draw it' }).click()
  await expect(card(page).getByRole('combobox', { name: 'Hint' })).toHaveText('Sketch for ControlNet')
  await drag(page, [0.2, 0.8], [0.2, 0.4], [0.5, 0.15], [0.8, 0.4], [0.8, 0.8], [0.2, 0.8])
  await expect(runButton(page)).toBeEnabled()

  await card(page).getByRole('button', { name: 'Show it before the run' }).click()
  const shown = card(page).getByRole('list', { name: /ControlNet: / })
  await expect(shown.getByRole('listitem')).toHaveText('HintMade before the run', { timeout: 120_000 })
  await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden()
  await expect(resultsOf(page)).toBeHidden()
  expect(await violationsOf(page)).toEqual([])

  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  // The sketch is no part of the picture: kept, the result covers it all the same.
  await page.getByRole('button', { name: 'Discard' }).click()
})

test('the hint leads without a prompt where it counts more', async ({ page }) => {
  await toGenerate(page, '')
  await addGuide(page, 'ControlNet')
  await expect(page.getByText('Describe the picture.')).toBeVisible()
  await expect(runButton(page)).toBeDisabled()
  await card(page).getByRole('button', { name: /^More/ }).click()
  await card(page).getByRole('combobox', { name: 'What counts more' }).click()
  await page.getByRole('option', { name: 'The hint', exact: true }).click()
  await expect(page.getByText('Describe the picture.')).toBeHidden()
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await page.screenshot({ path: test.info().outputPath('led.png') })
})

test('a depth map is drawn in white on black, over the picture, and leads the result', async ({ page }) => {
  await toGenerate(page, 'a blue dog in the snow')
  await page.getByRole('combobox', { name: 'Checkpoint' }).click()
  await page.getByRole('option', { name: /toyland\/depth/ }).click()
  const depth = cardOf(page, 'Depth')
  await expect(depth).toBeVisible({ timeout: 60_000 })
  const light = (colour: readonly number[]) => Math.max(...colour)
  const before = light(await colourAt(page, 0.35, 0.6))
  await depth.getByRole('button', { name: 'Depth map: Draw it' }).click()
  await drag(page, [0.5, 0.4], [0.5, 0.6])
  await expect.poll(async () => light(await colourAt(page, 0.35, 0.6))).toBeLessThan(before / 2)
  expect(light(await colourAt(page, 0.5, 0.5))).toBeGreaterThan(200)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await expect(
    depth.getByRole('list', { name: 'Depth: what it shows' }).getByText('From the last run'),
  ).toBeVisible()
})

test('a depth map that was estimated is changed by hand, and taken as it is then', async ({ page }) => {
  await toGenerate(page, 'a blue dog in the snow')
  await page.getByRole('combobox', { name: 'Checkpoint' }).click()
  await page.getByRole('option', { name: /toyland\/depth/ }).click()
  const depth = cardOf(page, 'Depth')
  await depth.getByRole('button', { name: 'Show it before the run' }).click()
  await expect(depth.getByText('Made before the run')).toBeVisible({ timeout: 120_000 })
  await depth.getByRole('button', { name: 'Change “Depth” by hand' }).click()
  await expect(depth.getByRole('combobox', { name: 'Depth map' })).toHaveText('Depth: Depth')
  await expect(depth.getByRole('combobox', { name: 'Read it as' })).toHaveText('A depth map already')
  // The pen is that of depth maps, and draws on this very layer: near, where the sky is far.
  await drag(page, [0.2, 0.1], [0.8, 0.1])
  await expect(page.getByRole('button', { name: /^(Hide|Show) Sketch/ })).toHaveCount(0)
  await expect.poll(async () => Math.min(...(await colourAt(page, 0.5, 0.1)))).toBeGreaterThan(200)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await page.screenshot({ path: test.info().outputPath('changed.png') })
})

test('depth pictures of any shape lead from a file, and say which setting brings them to shape', async ({
  page,
}, { outputDir }) => {
  // The system's dialog cannot be answered where the page has file system access.
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await toGenerate(page, 'a blue dog in the snow')
  const open = async (within: Locator, field: string, width: number, height: number) => {
    const chooser = page.waitForEvent('filechooser')
    await within.getByRole('button', { name: `${field}: From a file` }).click()
    const buffer = Buffer.from(await encodePng(hill(width, height)))
    await (await chooser).setFiles({ name: `hill-${width}.png`, mimeType: 'image/png', buffer })
    await expect(within.getByRole('combobox', { name: field, exact: true })).toHaveText(`hill-${width}`)
  }
  const otherShape = /has another shape than the result \(128 × 128\): “Another shape is” under “More”/

  await addGuide(page, 'ControlNet')
  await card(page).getByRole('combobox', { name: 'Network' }).click()
  await page.getByRole('option', { name: /^Depth/ }).click()
  await open(card(page), 'Hint', 64, 64)
  await expect(card(page)).not.toContainText(otherShape)
  await open(card(page), 'Hint', 300, 90)
  await expect(card(page)).toContainText(otherShape)
  await expect(card(page)).toContainText('now “Pulled”')
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await page.screenshot({ path: `${outputDir}/control-wide.png` })
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Remove ControlNet' }).click()

  await page.getByRole('combobox', { name: 'Checkpoint' }).click()
  await page.getByRole('option', { name: /toyland\/depth/ }).click()
  const depth = cardOf(page, 'Depth')
  await open(depth, 'Depth map', 90, 300)
  await expect(depth).toContainText(otherShape)
  await depth.getByRole('button', { name: /^More/ }).click()
  await depth.getByRole('combobox', { name: 'Another shape is' }).click()
  await page.getByRole('option', { name: 'Cut at its sides' }).click()
  await expect(depth).toContainText('now “Cut at its sides”')
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 240_000 })
  await page.screenshot({ path: `${outputDir}/depth-tall.png` })
})

/** Near in the middle, far at the edges. */
function hill(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const far = Math.hypot((2 * x) / width - 1, (2 * y) / height - 1)
      data.fill(255 * Math.max(0, 1 - far), 4 * (y * width + x), 4 * (y * width + x) + 3)
    }
  return { width, height, data }
}

test('a sketch on which nothing is drawn is said before the run', async ({ page }) => {
  await toGenerate(page, 'a red house on a meadow')
  await addGuide(page, 'ControlNet')
  await card(page).getByRole('button', { name: 'Hint: Draw it' }).click()
  await expect(card(page)).toContainText(
    'ControlNet: “Sketch for ControlNet” for “Hint” is of one colour. Draw on it, or choose another layer.',
  )
  await expect(runButton(page)).toBeDisabled()
  await drag(page, [0.3, 0.5], [0.7, 0.5])
  await expect(runButton(page)).toBeEnabled()
  await page.getByRole('button', { name: 'Delete layer' }).click()
  await expect(card(page)).toContainText('the layer for “Hint” is not there any more. Choose another one.')
  await expect(runButton(page)).toBeDisabled()
})

test('kinds of things are drawn in the colours that the network knows, and chosen by name', async ({
  page,
}) => {
  await toGenerate(page, 'a red house on a meadow')
  await addGuide(page, 'ControlNet')
  await card(page).getByRole('combobox', { name: 'Network' }).click()
  await page.getByRole('option', { name: /^Segmentation/ }).click()
  await card(page).getByRole('button', { name: 'Hint: Draw it' }).click()
  const kind = page.getByRole('toolbar').getByRole('combobox', { name: 'Kind of thing' })
  await expect(kind).toHaveText('House')
  await kind.click()
  await page.getByRole('option', { name: 'Tree' }).click()
  await expect(page.getByLabel('Colour', { exact: true })).toHaveValue('#047846')
  await drag(page, [0.3, 0.5], [0.7, 0.5])
  await card(page).getByRole('button', { name: 'Show it before the run' }).click()
  await expect(card(page).getByText('Made before the run')).toBeVisible({ timeout: 120_000 })
  // As it was drawn: sky, the tree and ground, and nothing of the picture.
  await card(page).getByRole('button', { name: 'Keep “Hint” as a layer' }).click()
  await page.getByRole('button', { name: 'Show ControlNet: Hint' }).click()
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual([4, 120, 70])
  await expect.poll(() => colourAt(page, 0.5, 0.1)).toEqual([6, 230, 230])
  await expect.poll(() => colourAt(page, 0.5, 0.8)).toEqual([4, 200, 3])
})

test('a network of one’s own is opened from the Hub’s form, and says what is wrong with it', async ({
  page,
}) => {
  const folder = 'workers/models/fixtures/controlNetworks/controlnet'
  await page.route('https://huggingface.co/someone/tiny-controlnet/**', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1)
    const body = await readFile(`${folder}/${name}`).catch(() => undefined)
    const headers = { 'access-control-allow-origin': '*' }
    await route.fulfill(body ? { status: 200, body, headers } : { status: 404, headers })
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await addGuide(page, 'ControlNet')
  await card(page).getByRole('button', { name: 'Network: Open a network' }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill('someone/tiny-controlnet')
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(card(page).getByRole('alert')).toContainText('made for another kind of checkpoint', {
    timeout: 60_000,
  })
})
