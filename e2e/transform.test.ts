// Layers resized and turned: by handles, by numbers, masks too; all of it one step, until Enter.
import { expect, test, type Page } from 'playwright/test'
import {
  canvasOf,
  canvasPoint,
  colourAt,
  drag,
  historyOf,
  openEditor,
  openExample,
  roomForResults,
} from './editorPage'

const zoom = async (page: Page) => {
  const shown = page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ })
  return Number.parseInt((await shown.textContent()) ?? '', 10) / 100
}
const field = (page: Page, name: string) => page.getByRole('textbox', { name: `${name} of the layer` })
const transforms = async (page: Page) =>
  (await historyOf(page)).steps.filter((name) => name === 'Transform layer').length

/** Drags from one place to another, in pixels of the 512 x 512 picture. */
async function dragPicture(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const [scale, middle] = [await zoom(page), await canvasPoint(page, 0.5, 0.5)]
  const place = ([x, y]: readonly [number, number]) =>
    [middle.x + (x - 256) * scale, middle.y - roomForResults / 2 + (y - 256) * scale] as const
  await page.mouse.move(...place(from))
  await page.mouse.down()
  await page.mouse.move(...place(to), { steps: 5 })
  await page.mouse.up()
  await page.mouse.move(2, 2)
}

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
})

test('corner, side and turning handle are one step, undone by Escape or Ctrl+Z', async ({ page }) => {
  const sky = await colourAt(page, 0.4, 0.15)
  await page.keyboard.press('v')
  await dragPicture(page, [512, 512], [384, 384])
  await expect(field(page, 'Width')).toHaveValue('384')
  await expect(field(page, 'Height')).toHaveValue('384')
  await dragPicture(page, [384, 192], [256, 192])
  await expect(field(page, 'Width')).toHaveValue('256')
  await expect(field(page, 'Height')).toHaveValue('384')
  const scale = await zoom(page)
  await page.keyboard.down('Shift')
  await dragPicture(page, [128, -26 / scale], [128 + 192 + 26 / scale, 192])
  await page.keyboard.up('Shift')
  await expect(field(page, 'Angle')).toHaveValue('90')
  await canvasOf(page).focus()
  await page.keyboard.press('ArrowRight')
  expect(await transforms(page)).toBe(1)

  await canvasOf(page).focus()
  await page.keyboard.press('Escape')
  await expect(field(page, 'Width')).toHaveValue('512')
  await expect(field(page, 'Angle')).toHaveValue('0')
  expect(await colourAt(page, 0.4, 0.15)).toEqual(sky)
  expect((await historyOf(page)).current).toBe('Open')

  await page.keyboard.press('Control+Shift+z')
  await expect(field(page, 'Height')).not.toHaveValue('512')
  await page.keyboard.press('Control+z')
  await expect(field(page, 'Height')).toHaveValue('512')
})

test('Alt and Ctrl resize about the centre', async ({ page }) => {
  await page.keyboard.press('v')
  for (const key of ['Alt', 'Control']) {
    await page.keyboard.down(key)
    await dragPicture(page, [512, 512], [448, 448])
    await page.keyboard.up(key)
    for (const [name, value] of [
      ['Left edge', '64'],
      ['Upper edge', '64'],
      ['Width', '384'],
      ['Height', '384'],
    ] as const)
      await expect(field(page, name)).toHaveValue(value)
    await canvasOf(page).focus()
    await page.keyboard.press('Escape')
    await expect(field(page, 'Width')).toHaveValue('512')
  }
})

test('Enter ends it: the next drag is a step of its own, about an upright frame', async ({ page }) => {
  await page.keyboard.press('v')
  await field(page, 'Angle').fill('90')
  await field(page, 'Angle').press('Enter')
  await field(page, 'Width').fill('256')
  await field(page, 'Width').press('Enter')
  await expect(field(page, 'Angle')).toHaveValue('90')
  await canvasOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(field(page, 'Angle')).toHaveValue('0')
  // Turned by 90 degrees, its width is its height.
  await expect(field(page, 'Height')).toHaveValue('256')
  await expect(field(page, 'Width')).toHaveValue('512')
  await field(page, 'Width').fill('400')
  await field(page, 'Width').press('Enter')
  expect(await transforms(page)).toBe(2)
})

test('shrinking in many drags and growing again gives the very same pixels', async ({ page }) => {
  await page.keyboard.press('v')
  const places = [0.3, 0.4, 0.5, 0.6].flatMap((across) =>
    [0.2, 0.45, 0.7].map((down) => [across, down] as const),
  )
  const colours = () => Promise.all(places.map(([across, down]) => colourAt(page, across, down)))
  const before = await colours()
  for (const width of ['100', '37', '222', '512']) {
    for (const name of ['Width', 'Height']) {
      await field(page, name).fill(width)
      await field(page, name).press('Enter')
    }
    if (width !== '512') expect(await colours()).not.toEqual(before)
  }
  await expect.poll(colours).toEqual(before)
})

test('a mask is turned and resized about what it covers', async ({ page }) => {
  await page.keyboard.press('r')
  const scale = await zoom(page)
  await drag(page, [0.45, 0.45], [0.55, 0.5])
  const box = await canvasOf(page).boundingBox()
  const covered = {
    width: Math.round(((box?.width ?? 0) * 0.1) / scale),
    height: ((box?.height ?? 0) * 0.05) / scale,
  }
  await page.keyboard.press('v')
  const width = Number(await field(page, 'Width').inputValue())
  expect(Math.abs(width - covered.width)).toBeLessThanOrEqual(1)
  const [inside, below] = [[0.5, 0.475] as const, [0.5, 0.62] as const]
  const [tinted, plain] = [await colourAt(page, ...inside), await colourAt(page, ...below)]
  await field(page, 'Height').fill(String(Math.round(covered.height * 5)))
  await field(page, 'Height').press('Enter')
  await expect.poll(() => colourAt(page, ...below)).not.toEqual(plain)
  expect(await colourAt(page, ...inside)).toEqual(tinted)
  await expect(page.getByRole('button', { name: /^Edit selection/ })).toBeVisible()
  expect(await transforms(page)).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => colourAt(page, ...below)).toEqual(plain)
})
