// Layers and the history list.
import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from 'playwright/test'
import { canvasHash, canvasOf, colourAt, drag, historyOf, openEditor, openExample } from './editorPage'

const layers = (page: Page) => page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('p')
  for (let i = 0; i < 8; i++) await page.keyboard.press(']')
  await drag(page, [0.4, 0.3], [0.6, 0.3])
  await expect(layers(page)).toHaveText(['Sketch', /cat-meadow/])
})

test('are renamed, hidden, reordered, merged and deleted, each as one step', async ({ page }) => {
  const drawn = await canvasHash(page)
  const line = await colourAt(page, 0.5, 0.3)
  await layers(page).first().getByRole('button', { name: 'Sketch', exact: true }).dblclick()
  await page.getByRole('textbox', { name: 'Rename Sketch' }).fill('whiskers')
  await page.keyboard.press('Enter')
  await expect(layers(page).first()).toHaveText(/whiskers/)

  await page.getByRole('button', { name: 'Hide whiskers' }).click()
  await expect.poll(() => canvasHash(page)).not.toBe(drawn)
  await page.getByRole('button', { name: 'Show whiskers' }).click()
  await expect.poll(() => canvasHash(page)).toBe(drawn)

  await page.getByRole('button', { name: 'Move layer down' }).click()
  await expect(layers(page)).toHaveText([/cat-meadow/, /whiskers/])
  await page.getByRole('button', { name: 'Move layer up' }).click()
  await page.getByRole('button', { name: 'Merge down' }).click()
  await expect(layers(page)).toHaveCount(1)
  // The same but for rounding: the line is now blended before it is scaled to the screen.
  expect(await colourAt(page, 0.5, 0.3)).toEqual(line)
  await page.getByRole('button', { name: 'Delete layer' }).click()
  await expect(layers(page)).toHaveCount(0)

  const { steps } = await historyOf(page)
  expect(steps.slice(3)).toEqual([
    'Rename layer',
    'Hide layer',
    'Show layer',
    'Reorder layers',
    'Reorder layers',
    'Merge down',
    'Delete layer',
  ])
  await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'Sketch' }).click()
  await expect.poll(() => canvasHash(page)).toBe(drawn)
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(layers(page)).toHaveText(['Sketch', /cat-meadow/])
})

test('opacity is one step however far it is dragged', async ({ page }) => {
  const before = await canvasHash(page)
  const thumb = page.getByRole('slider', { name: 'Opacity' })
  const box = await thumb.boundingBox()
  if (!box) throw new Error('There is no slider for the opacity.')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x - 60, box.y + box.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect.poll(() => canvasHash(page)).not.toBe(before)
  expect((await historyOf(page)).steps.filter((name) => name === 'Layer opacity')).toHaveLength(1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => canvasHash(page)).toBe(before)
})

test('a layer is moved by the mouse and by the arrow keys', async ({ page }) => {
  const before = await canvasHash(page)
  await page.keyboard.press('v')
  await drag(page, [0.5, 0.5], [0.55, 0.55])
  const framed = await canvasHash(page)
  expect(framed).not.toBe(before)
  await page.locator('[data-canvas]').focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
  await expect.poll(() => canvasHash(page)).not.toBe(framed)
  expect((await historyOf(page)).steps.filter((name) => name === 'Move layer')).toHaveLength(2)
})

test('the other button opens a menu of the layer that it is pressed on', async ({ page }) => {
  await layers(page).last().click({ button: 'right' })
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitem', { name: 'Merge down' })).toBeDisabled()
  await menu.getByRole('menuitem', { name: 'Move layer up' }).click()
  await expect(menu).toBeHidden()
  await expect(layers(page)).toHaveText([/cat-meadow/, 'Sketch'])
  await page.keyboard.press('Control+z')
  await expect(layers(page)).toHaveText(['Sketch', /cat-meadow/])
})

test('a layer is renamed from its menu, and by F2 from the canvas', async ({ page }) => {
  await layers(page).last().click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename layer' }).click()
  const name = page.getByRole('textbox', { name: 'Rename cat-meadow' })
  await expect(name).toBeFocused()
  await page.keyboard.type('cat')
  await page.keyboard.press('Enter')
  await expect(layers(page)).toHaveText(['Sketch', /^cat/])
  // The layer that is worked on, whichever panel is open.
  await page.getByRole('tab', { name: 'History' }).click()
  await page.locator('[data-canvas]').focus()
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'Rename cat' })).toBeFocused()
  await page.keyboard.type('dog')
  await page.keyboard.press('Escape')
  await expect(layers(page)).toHaveText(['Sketch', /^cat/])
})

test('a row is dragged to another place by the pointer, and let be by Escape', async ({ page }) => {
  const rows = layers(page)
  const middle = async (at: number) => {
    const box = await rows.nth(at).boundingBox()
    if (!box) throw new Error('The row is not shown.')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, height: box.height }
  }
  const [top, bottom] = [await middle(0), await middle(1)]
  const dragDown = async () => {
    await page.mouse.move(top.x, top.y)
    await page.mouse.down()
    await page.mouse.move(bottom.x, bottom.y + bottom.height / 2, { steps: 5 })
  }
  await rows.first().getByRole('button', { name: 'Sketch', exact: true }).focus()
  await dragDown()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(rows).toHaveText(['Sketch', /cat-meadow/])
  await dragDown()
  await page.mouse.up()
  await expect(rows).toHaveText([/cat-meadow/, 'Sketch'])
  // Lifted where the list does not hear of it: what comes back holds nothing.
  await page.mouse.move(top.x, top.y)
  await page.mouse.down()
  await page.mouse.move(400, 400)
  await page.mouse.up()
  await page.mouse.move(bottom.x, bottom.y, { steps: 5 })
  await expect(page.locator('li[data-dragged]')).toHaveCount(0)
  expect((await historyOf(page)).current).toBe('Reorder layers')
})

test('a picture is dropped as a layer or opened instead, by the half of the window', async ({ page }) => {
  const picture = await readFile('public/pictures/car-desert.png')
  const dropAt = async (across: number) => {
    const transfer = await page.evaluateHandle((base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], 'car.png', { type: 'image/png' }))
      return data
    }, picture.toString('base64'))
    const place = { dataTransfer: transfer, clientX: 1440 * across, clientY: 400 }
    await page.dispatchEvent('[data-canvas]', 'dragover', place)
    await expect(page.getByText('Add as a layer')).toBeVisible()
    await expect(page.getByText('Open instead')).toBeVisible()
    await page.dispatchEvent('[data-canvas]', 'drop', place)
    await expect(page.getByText('Add as a layer')).toBeHidden()
  }
  await dropAt(0.8)
  await expect(layers(page)).toHaveText([/car/, 'Sketch', /cat-meadow/])
  await dropAt(0.2)
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: car,/)
  await expect(layers(page)).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(layers(page)).toHaveCount(3)
})
