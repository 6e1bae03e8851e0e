// Models of the Hub for a task of their own, in place of those that come with the program.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import { maskFromMatte } from '../src/canvas/kernels/maskFromMatte'
import { encodePng } from '../src/files/png/encodePng'
import { canvasOf, dropFile, engineReady, openEditor, openExample, promptOf } from './editorPage'
import { addGuide, cardOf } from './guidePanel'
import { serveHub } from './serveHub'

test('a depth model of the Hub makes the hint of a photograph, and its size is said before', async ({
  page,
}) => {
  const hub = await serveHub(page, 'someone/depth-small', 'public/models/toyland/depth-estimator')
  const libraries: string[] = []
  page.on('request', (request) => {
    if (/transformers/.test(request.url())) libraries.push(request.url())
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('a red house on a meadow')
  await addGuide(page, 'ControlNet')
  const card = cardOf(page, 'ControlNet')
  await card.getByRole('combobox', { name: 'Network' }).click()
  await page.getByRole('option', { name: /^Depth/ }).click()

  await card.getByRole('button', { name: /^More/ }).click()
  const seenBy = card.getByRole('combobox', { name: 'Depth seen by' })
  await expect(seenBy).toHaveText('Toyland’s')
  await card.getByRole('button', { name: 'Depth seen by: Open a network' }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill('someone/depth-small')
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
  await seenBy.click()
  await expect(page.getByRole('option', { name: /someone\/depth-small/ })).toContainText('1 MB')
  await page.keyboard.press('Escape')
  expect(hub.wholeFiles()).toEqual([])
  expect(libraries).toEqual([])

  await card.getByRole('button', { name: 'Show it before the run' }).click()
  const shown = card.getByRole('list', { name: /ControlNet: / })
  await expect(shown.getByRole('listitem')).toHaveText(/^Hint/, { timeout: 120_000 })
  expect(libraries).not.toEqual([])
})

test('the subject and the background of a photograph are where a matting model of the Hub says', async ({
  page,
}) => {
  const hub = await serveHub(page, 'someone/matting', 'workers/hub/fixtures/matting')
  const segmenters: string[] = []
  page.on('request', (request) => {
    if (/toyland\/segmenter/.test(request.url())) segmenters.push(request.url())
  })
  const { width, height, rgb, matte } = await mattingCase()
  await openEditor(page)
  await engineReady(page)
  await dropFile(page, 'photograph.png', await pngOf(rgb, width, height))
  await expect(canvasOf(page)).toHaveAccessibleName(new RegExp(`${width} by ${height} pixels`))

  await page.keyboard.press('Control+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'Subject seen by: Open a network' }).click()
  const field = page.getByRole('textbox', { name: /Hub/ })
  await field.fill('someone/matting')
  await field.press('Enter')
  // It has been chosen: nothing is left to do there.
  await expect(field).toBeHidden()
  await settings.getByRole('combobox', { name: 'Subject seen by' }).press('Enter')
  // Its size is said before any of it is loaded.
  await expect(page.getByRole('option', { name: /someone\/matting/ })).toContainText(/\d MB|\d kB/)
  expect(hub.wholeFiles()).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option').first()).toBeHidden()
  await expect(settings).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(settings).toBeHidden()

  const plain = await pixelsShown(page, width, height)
  /** How far the tint of a mask is from what its coverage asks for: of each pixel the largest difference of a channel. */
  async function tintErrors(action: string, coverage: (at: number) => number): Promise<number[]> {
    await page.getByRole('button', { name: 'Mask', exact: true }).click()
    await page.getByRole('menuitem', { name: action }).click()
    await expect
      .poll(async () => (await pixelsShown(page, width, height)).join() !== plain.join(), {
        timeout: 120_000,
      })
      .toBe(true)
    const masked = await pixelsShown(page, width, height)
    return masked.map((value, at) => {
      const share = (coverage(at) / 255) * tint.alpha
      const tinted = channelsOf(plain[at]!).map(
        (channel, c) => channel * (1 - share) + tint.colour[c]! * share,
      )
      return Math.max(...channelsOf(value).map((channel, c) => Math.abs(channel - tinted[c]!)))
    })
  }
  const { data } = maskFromMatte(
    { ...matte, coverage: Uint8Array.from(matte.data, (value) => Math.round(value * 255)) },
    { width, height },
  )
  // It covers nearly all pixels in part, as hair does.
  expect(data.filter((value) => value > 60 && value < 195).length / data.length).toBeGreaterThan(0.9)
  // The line around the mask lies on some pixels.
  const fits = (errors: readonly number[]) => errors.filter((error) => error <= 3).length / errors.length
  expect(fits(await tintErrors('Select the subject', (at) => data[at]!))).toBeGreaterThan(0.85)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await pixelsShown(page, width, height)).join()).toBe(plain.join())
  expect(fits(await tintErrors('Select the background', (at) => 255 - data[at]!))).toBeGreaterThan(0.85)
  expect(segmenters).toEqual([])
})

/** Of a mask that covers fully. */
const tint = { colour: [112, 48, 255], alpha: 0.55 } as const
const channelsOf = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255]

/** The picture that transformers was given, and the matte that it made of it, 0 to 1 (tools/reference/hub_models.py). */
async function mattingCase() {
  const folder = 'workers/hub/fixtures'
  const facts = JSON.parse(await readFile(`${folder}/hubModels.json`, 'utf8')) as {
    readonly width: number
    readonly height: number
    readonly picture: string
    readonly matting: string
  }
  const { size } = JSON.parse(await readFile(`${folder}/matting/preprocessor_config.json`, 'utf8')) as {
    readonly size: { readonly width: number; readonly height: number }
  }
  const floats = new Float32Array(new Uint8Array(Buffer.from(facts.matting, 'base64')).buffer)
  const { width, height } = facts
  return { width, height, rgb: Buffer.from(facts.picture, 'base64'), matte: { ...size, data: floats } }
}

const rgba = (rgb: Buffer): number[] =>
  Array.from({ length: rgb.length / 3 }, (_, at) => [...rgb.subarray(3 * at, 3 * at + 3), 255]).flat()

const pngOf = (rgb: Buffer, width: number, height: number) =>
  encodePng({ width, height, data: new Uint8ClampedArray(rgba(rgb)) })

/** The red, green and blue of the canvas in the middle of each pixel of the picture, as one number. */
function pixelsShown(page: Page, width: number, height: number): Promise<number[]> {
  return canvasOf(page).evaluate(
    (element, { width, height }) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
      const context = element.getContext('2d')!
      const { data } = context.getImageData(0, 0, element.width, element.height)
      const colour = (x: number, y: number) => {
        const at = 4 * (Math.floor(y) * element.width + Math.floor(x))
        return data[at]! * 65536 + data[at + 1]! * 256 + data[at + 2]!
      }
      // The picture lies in the middle of the canvas, as large as fits: its edges are where the surround ends.
      const surround = colour(1, element.height / 2)
      const middle = element.height / 2
      let left = 0
      while (colour(left, middle) === surround) left++
      let top = 0
      while (colour(element.width / 2, top) === surround) top++
      let right = element.width - 1
      while (colour(right, middle) === surround) right--
      const scale = (right + 1 - left) / width
      return Array.from({ length: width * height }, (_, at) =>
        colour(left + ((at % width) + 0.5) * scale, top + (Math.floor(at / width) + 0.5) * scale),
      )
    },
    { width, height },
  )
}
