// Moving about on the canvas, by mouse, keyboard, touch and pen.
import { expect, test, type Page } from 'playwright/test'
import { canvasHash, canvasPoint, colourAt, drag, openEditor, openExample } from './editorPage'

const zoom = (page: Page) => page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ })

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
})

test('the wheel zooms about the pointer', async ({ page }) => {
  // The cat's forehead, of one colour.
  const place = [0.5, 0.38] as const
  const { x, y } = await canvasPoint(page, ...place)
  const before = await colourAt(page, ...place)
  const shown = await zoom(page).textContent()
  await page.mouse.move(x, y)
  await page.keyboard.press('h')
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -120)
  await expect(zoom(page)).not.toHaveText(shown ?? '')
  expect(await colourAt(page, ...place)).toEqual(before)
  await page.keyboard.press('0')
  await expect(zoom(page)).toHaveText(shown ?? '')
  await page.keyboard.press('1')
  await expect(zoom(page)).toHaveText('100%')
})

test('the other button opens a menu of what is done most; a stroke under way goes on', async ({ page }) => {
  const { x, y } = await canvasPoint(page, 0.5, 0.5)
  const menu = page.getByRole('menu')
  await page.mouse.click(x, y, { button: 'right' })
  await expect(menu.getByRole('menuitem', { name: 'Clear mask' })).toBeDisabled()
  const before = await canvasHash(page)
  await menu.getByRole('menuitem', { name: 'Mask everything' }).click()
  await expect(menu).toBeHidden()
  await expect.poll(() => canvasHash(page)).not.toBe(before)
  // Keys mean the canvas again, and one of them opens it, too.
  await expect(page.locator('[data-canvas]')).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect.poll(() => canvasHash(page)).toBe(before)
  await page.keyboard.press('Shift+F10')
  await expect(menu.getByRole('menuitem', { name: 'Duplicate layer' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()

  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 40, y, { steps: 4 })
  await page.mouse.down({ button: 'right' })
  await page.mouse.up({ button: 'right' })
  await page.mouse.up()
  await expect(menu).toBeHidden()
  await expect.poll(() => canvasHash(page)).not.toBe(before)
})

test('Space, the middle button and the arrow keys move the view, and draw nothing', async ({ page }) => {
  const before = await canvasHash(page)
  const from = await canvasPoint(page, 0.5, 0.5)
  const moved = async (move: () => Promise<void>) => {
    await move()
    await page.mouse.move(2, 2)
    await expect.poll(() => canvasHash(page)).not.toBe(before)
    await page.keyboard.press('0')
    await expect.poll(() => canvasHash(page)).toBe(before)
  }
  await moved(async () => {
    await page.keyboard.down('Space')
    await drag(page, [0.5, 0.5], [0.6, 0.6])
    await page.keyboard.up('Space')
  })
  await moved(async () => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down({ button: 'middle' })
    await page.mouse.move(from.x + 80, from.y + 40, { steps: 4 })
    await page.mouse.up({ button: 'middle' })
  })
  await moved(() => page.keyboard.press('ArrowRight'))
  await expect(page.getByRole('button', { name: /^Edit Ctrl/ })).toBeVisible()
})

test('two fingers zoom and move', async ({ page }) => {
  const shown = await zoom(page).textContent()
  const client = await page.context().newCDPSession(page)
  const { x, y } = await canvasPoint(page, 0.5, 0.5)
  const fingers = (apart: number) => [
    { x: x - apart, y, id: 1 },
    { x: x + apart, y, id: 2 },
  ]
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(50) })
  for (const apart of [70, 100, 140])
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) })
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(zoom(page)).not.toHaveText(shown ?? '')
  expect(Number.parseInt((await zoom(page).textContent()) ?? '', 10)).toBeGreaterThan(
    Number.parseInt(shown ?? '', 10),
  )
  // A finger that came first had begun no stroke that stays.
  await expect(page.getByRole('button', { name: /^Edit Ctrl/ })).toBeVisible()
})

test('a pen that presses lightly paints a thinner mask', async ({ page }) => {
  const size = page.getByRole('textbox', { name: 'Size' })
  await size.fill('60')
  await size.press('Tab')
  const client = await page.context().newCDPSession(page)
  async function stroke(down: number, force: number): Promise<void> {
    const [from, to] = [await canvasPoint(page, 0.4, down), await canvasPoint(page, 0.6, down)]
    const pen = { button: 'left', buttons: 1, pointerType: 'pen', force, clickCount: 1 } as const
    await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, ...pen })
    await client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, ...pen })
    await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...to, ...pen, buttons: 0 })
    await page.mouse.move(2, 2)
  }
  // A place 20 pixels of the picture above the stroke's middle: within a full brush, outside of a light one.
  const scale = Number.parseInt((await zoom(page).textContent()) ?? '', 10) / 100
  const height = (await page.locator('[data-canvas]').boundingBox())?.height ?? 1
  const above = (20 * scale) / height
  const [lightBefore, fullBefore] = [
    await colourAt(page, 0.5, 0.3 - above),
    await colourAt(page, 0.5, 0.7 - above),
  ]
  await stroke(0.3, 0.3)
  await stroke(0.7, 1)
  await expect.poll(() => colourAt(page, 0.5, 0.7 - above)).not.toEqual(fullBefore)
  expect(await colourAt(page, 0.5, 0.3 - above)).toEqual(lightBefore)
})
