// What happens in the middle of a drag: keys, other buttons, the wheel, the edge of the window.
import { expect, test, type Page } from 'playwright/test'
import { canvasPoint, drag, drawnHash, historyOf, openEditor, openExample } from './editorPage'

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.3, 0.3], [0.5, 0.3])
})

/** Presses at one place of the canvas and drags to another, without letting go. */
async function begin(page: Page, from: readonly [number, number], to: readonly [number, number]) {
  const [start, end] = [await canvasPoint(page, ...from), await canvasPoint(page, ...to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 5 })
  return end
}
const away = (page: Page) => page.mouse.move(2, 2)
const zoom = (page: Page) => page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ })

test('undo and Escape take back what is being drawn, and nothing of before', async ({ page }) => {
  const before = await drawnHash(page)
  for (const keys of ['Control+z', 'Escape']) {
    await begin(page, [0.4, 0.6], [0.6, 0.6])
    await page.keyboard.press(keys)
    await page.mouse.move(500, 500)
    await page.mouse.up()
    await away(page)
    expect(await drawnHash(page)).toBe(before)
    expect(await historyOf(page)).toEqual({ steps: ['Start', 'Open', 'Paint mask'], current: 'Paint mask' })
  }
  await page.keyboard.press('Control+z')
  expect((await historyOf(page)).current).toBe('Open')
})

test('other keys wait for the end of a stroke', async ({ page }) => {
  await begin(page, [0.4, 0.6], [0.6, 0.6])
  for (const keys of ['Delete', 'Control+a', 'Control+i', 'm']) await page.keyboard.press(keys)
  await page.mouse.up()
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
})

test('a stroke ends with its button, whichever others are held', async ({ page }) => {
  const end = await begin(page, [0.4, 0.6], [0.5, 0.6])
  await page.mouse.down({ button: 'right' })
  await page.mouse.up({ button: 'left' })
  await page.mouse.move(end.x, end.y + 100, { steps: 5 })
  await page.mouse.up({ button: 'right' })
  await page.keyboard.press('Escape')
  await away(page)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
  const once = await drawnHash(page)
  await page.keyboard.press('Control+z')
  await drag(page, [0.4, 0.6], [0.5, 0.6])
  expect(await drawnHash(page)).toBe(once)
})

test('the wheel zooms in the middle of a stroke, which goes on', async ({ page }) => {
  const shown = await zoom(page).textContent()
  const end = await begin(page, [0.4, 0.6], [0.5, 0.6])
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await expect(zoom(page)).not.toHaveText(shown ?? '')
  await page.mouse.move(end.x + 60, end.y, { steps: 5 })
  await page.mouse.up()
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
})

test('a stroke that leaves the window comes back into it', async ({ page }) => {
  await begin(page, [0.5, 0.5], [0.9, 0.5])
  await page.mouse.move(3000, -400, { steps: 4 })
  await page.mouse.move(700, 500, { steps: 4 })
  await page.mouse.up()
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
})

test('a crop box keeps its shape with Shift, its middle with Ctrl, and the edges that are left alone', async ({
  page,
}) => {
  const side = (name: 'Width' | 'Height') => page.getByRole('textbox', { name: `${name} of the new canvas` })
  const size = async () =>
    [Number(await side('Width').inputValue()), Number(await side('Height').inputValue())] as const
  await page.keyboard.press('c')
  await page.keyboard.down('Shift')
  // From the lower right corner of the picture, which is seen whole.
  const corner = await cornerOf(page)
  await page.mouse.move(corner.x, corner.y)
  await page.mouse.down()
  await page.mouse.move(corner.x - 300, corner.y - 150, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const [width, height] = await size()
  expect(width).toBe(height)
  expect(width).toBeLessThan(512)
  // Through itself and far beyond: it ends at the least that can be edited.
  await page.keyboard.down('Control')
  const edge = await cornerOf(page, width / 512)
  await page.mouse.move(edge.x, edge.y)
  await page.mouse.down()
  await page.mouse.move(edge.x - 900, edge.y - 900, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Control')
  expect(await size()).toEqual([16, 16])
})

/** A share of the way from the picture's upper left corner to its lower right one, in the page. */
async function cornerOf(page: Page, share = 1) {
  const [{ x: left, y: top }, { x: right, y: bottom }] = [
    await canvasPoint(page, 0, 0),
    await canvasPoint(page, 1, 1),
  ]
  const room = { width: right - left, height: bottom - top }
  const shown = Number.parseFloat((await zoom(page).textContent()) ?? '') / 100
  const side = 512 * shown
  return {
    x: left + (room.width - side) / 2 + side * share,
    y: top + (room.height - 48 - side) / 2 + side * share,
  }
}
