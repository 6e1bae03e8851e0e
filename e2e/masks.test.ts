// Masks and sketches, drawn as a person draws them.
import { expect, test, type Page } from 'playwright/test'
import {
  canvasHash,
  canvasOf,
  canvasPoint,
  colourAt,
  drag,
  historyOf,
  openEditor,
  openExample,
  roomForResults,
  drawnHash,
} from './editorPage'

const isTinted = async (page: Page, across: number, down: number, original: readonly number[]) =>
  (await colourAt(page, across, down)).join() !== original.join()

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
})

test('the brush paints a mask, the eraser takes it away, and each stroke is one step', async ({ page }) => {
  const untouched = await drawnHash(page)
  await page.keyboard.press('b')
  for (let i = 0; i < 6; i++) await page.keyboard.press(']')
  const before = await colourAt(page, 0.5, 0.5)
  await drag(page, [0.4, 0.5], [0.6, 0.5])
  expect(await isTinted(page, 0.5, 0.5, before)).toBe(true)
  await expect(page.getByRole('button', { name: /^Edit selection/ })).toBeVisible()
  const painted = await drawnHash(page)

  await page.keyboard.press('e')
  await drag(page, [0.5, 0.4], [0.5, 0.6])
  expect(await isTinted(page, 0.5, 0.5, before)).toBe(false)

  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Erase mask'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => drawnHash(page)).toBe(painted)
  await page.keyboard.press('Control+z')
  await expect.poll(() => drawnHash(page)).toBe(untouched)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => drawnHash(page)).toBe(painted)
})

test('shapes, lasso and colour add to the mask; invert and clear change all of it', async ({ page }) => {
  const untouched = await drawnHash(page)
  const places = [
    [0.38, 0.3],
    [0.62, 0.3],
    [0.38, 0.75],
  ] as const
  const before = await Promise.all(places.map(([across, down]) => colourAt(page, across, down)))
  await page.keyboard.press('r')
  await drag(page, [0.34, 0.25], [0.42, 0.35])
  await page.keyboard.press('o')
  await drag(page, [0.58, 0.25], [0.66, 0.35])
  await page.keyboard.press('l')
  await drag(page, [0.34, 0.7], [0.42, 0.7], [0.42, 0.8], [0.34, 0.8])
  for (const [at, [across, down]] of places.entries())
    expect(await isTinted(page, across, down, before[at] ?? [])).toBe(true)

  await page.keyboard.press('Control+Shift+i')
  for (const [at, [across, down]] of places.entries())
    expect(await isTinted(page, across, down, before[at] ?? [])).toBe(false)
  await page.keyboard.press('Control+d')
  await expect.poll(() => drawnHash(page)).toBe(untouched)

  await page.keyboard.press('w')
  const sky = await canvasPoint(page, 0.5, 0.14)
  const skyBefore = await colourAt(page, 0.5, 0.14)
  await page.mouse.click(sky.x, sky.y)
  await expect.poll(() => isTinted(page, 0.5, 0.14, skyBefore)).toBe(true)
})

test('a shape joins the mask as it is chosen: in its place, added, taken away, or what lies in both', async ({
  page,
}) => {
  const places = { left: 0.38, middle: 0.44, right: 0.5 }
  const before = new Map<string, number[]>()
  for (const [name, across] of Object.entries(places)) before.set(name, await colourAt(page, across, 0.3))
  const covered = async () => {
    const names: string[] = []
    for (const [name, across] of Object.entries(places))
      if (await isTinted(page, across, 0.3, before.get(name) ?? [])) names.push(name)
    return names
  }
  await page.keyboard.press('r')
  const choose = (name: string) =>
    page.getByRole('group', { name: 'How it joins the mask' }).getByRole('button', { name }).click()
  const leftHalf = () => drag(page, [0.36, 0.25], [0.46, 0.35])
  const rightHalf = () => drag(page, [0.42, 0.25], [0.52, 0.35])

  await leftHalf()
  expect(await covered()).toEqual(['left', 'middle'])
  await rightHalf()
  expect(await covered()).toEqual(['left', 'middle', 'right'])
  await choose('Only what lies in both')
  await leftHalf()
  expect(await covered()).toEqual(['left', 'middle'])
  await choose('Taken away from the mask')
  await rightHalf()
  expect(await covered()).toEqual(['left'])
  await choose('In place of the mask')
  await rightHalf()
  expect(await covered()).toEqual(['middle', 'right'])
  // Keys hold for one shape, and the choice for all tools of shapes.
  await page.keyboard.down('Alt')
  await leftHalf()
  await page.keyboard.up('Alt')
  expect(await covered()).toEqual(['right'])
  await page.keyboard.press('l')
  await drag(page, [0.36, 0.25], [0.46, 0.25], [0.46, 0.35], [0.36, 0.35])
  expect(await covered()).toEqual(['left', 'middle'])
  // And for shapes that are typed.
  await page.keyboard.press('r')
  await page.getByRole('textbox', { name: 'Left edge of the shape' }).fill('500')
  await page.getByRole('button', { name: 'Put the shape into the mask' }).click()
  expect(await covered()).toEqual([])
})

test('Escape leaves no trace of a stroke', async ({ page }) => {
  const untouched = await drawnHash(page)
  const from = await canvasPoint(page, 0.4, 0.4)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 100, from.y + 50, { steps: 5 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await page.mouse.move(2, 2)
  await expect.poll(() => drawnHash(page)).toBe(untouched)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open'])
})

test('the sketch pen draws in its colour, on a layer of its own', async ({ page }) => {
  await page.keyboard.press('p')
  for (let i = 0; i < 8; i++) await page.keyboard.press(']')
  await page.getByLabel('Colour', { exact: true }).fill('#00ff00')
  await drag(page, [0.4, 0.3], [0.6, 0.3])
  await expect.poll(() => colourAt(page, 0.5, 0.3)).toEqual([0, 255, 0])
  await expect(page.getByRole('list', { name: 'Layers, from the top' })).toContainText('Sketch')
  await page.getByRole('button', { name: 'Hide Sketch' }).click()
  await expect.poll(() => colourAt(page, 0.5, 0.3)).not.toEqual([0, 255, 0])
})

test('a canvas that is drawn larger is masked where it is new', async ({ page }) => {
  await page.keyboard.press('c')
  // The picture's right edge: it is square and as high as the canvas less its margins and the room for the results' bar.
  const box = await page.locator('[data-canvas]').boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  const edge = 0.5 + (box.height - 64 - roomForResults) / 2 / box.width
  await drag(page, [edge, 0.5], [edge + 0.08, 0.5])
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-canvas]')).toHaveAccessibleName(
    /Canvas: cat-meadow, (5[3-9]|6)\d+ by 512 pixels/,
  )
  await expect(page.getByRole('button', { name: /^Extend/ })).toBeVisible()
})

test('a mask has a line around it, with its tint or alone, which does not move', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  const untouched = await drawnHash(page)
  const inside = await colourAt(page, 0.5, 0.5)
  const before = await bluesOfLeftEdge(page)
  await page.keyboard.press('r')
  await drag(page, [0.46, 0.45], [0.55, 0.55])
  expect(await isTinted(page, 0.5, 0.5, inside)).toBe(true)
  const still = await canvasHash(page)
  await page.waitForTimeout(500)
  expect(await canvasHash(page)).toBe(still)

  await page.keyboard.press('Shift+Q')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(inside)
  // What is left of the mask is a line of dark and white dashes along its edges, and nothing else.
  const edge = await bluesOfLeftEdge(page)
  expect(Math.max(...before)).toBeLessThan(180)
  expect(Math.max(...edge)).toBeGreaterThan(180)
  expect(Math.min(...before)).toBeGreaterThan(40)
  expect(Math.min(...edge)).toBeLessThan(40)
  await page.keyboard.press('q')
  await expect.poll(() => drawnHash(page)).toBe(untouched)
  await page.keyboard.press('q')
  await expect.poll(() => drawnHash(page)).not.toBe(untouched)
})

/** How blue, 0 to 255, the canvas is in six columns about 46 % of its width, 60 pixels down from 46 % of its height. */
function bluesOfLeftEdge(page: Page): Promise<number[]> {
  return canvasOf(page).evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
    const { width, height } = element
    const [left, top] = [Math.round(width * 0.46) - 3, Math.round(height * 0.46)]
    const data = element.getContext('2d')?.getImageData(left, top, 6, 60).data ?? []
    return [...data].filter((_, at) => at % 4 === 2)
  })
}
