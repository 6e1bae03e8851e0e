// Blend modes of layers: what is seen, what is exported, and what is saved.
import { expect, test } from 'playwright/test'
import { composePicture } from '../src/canvas/composePicture'
import { blendModes } from '../src/canvas/kernels/blend'
import { tiledFromPixels, type TiledBitmap } from '../src/canvas/kernels/tiledBitmap'
import { writeProject } from '../src/files/project/projectFile'
import { BitmapTable, type BitmapId } from '../src/state/bitmapTable'
import type { Layer } from '../src/state/document'
import { canvasOf, colourAt, dropFile, historyOf, openEditor, openExample } from './editorPage'

const side = 56
const columns = 8
const [width, height] = [side * columns, side * 2]

/** A square of colours that change smoothly, as opaque as it says. */
const square = (
  colourAt: (x: number, y: number) => readonly number[],
  across: number,
  down: number,
): TiledBitmap =>
  tiledFromPixels({
    width: across,
    height: down,
    data: Uint8ClampedArray.from({ length: across * down * 4 }, (_, at) => {
      const pixel = at >> 2
      return colourAt(pixel % across, Math.floor(pixel / across))[at % 4]!
    }),
  })

test('each blend mode is drawn by the browser as it is composed for export', async ({ page }) => {
  const bitmaps = new BitmapTable()
  const below = bitmaps.add(
    square((x, y) => [(x * 4) % 256, (y * 2) % 256, 255 - ((x * 4) % 256), 255], width, height),
  )
  // In its upper half it is seen through.
  const above = bitmaps.add(
    square(
      (x, y) => [255 - y * 4, (x * 4) % 256, (y * 4) % 256, y < side / 2 ? 96 + x * 2 : 255],
      side,
      side,
    ),
  )
  const layer = (bitmap: BitmapId, change: Partial<Layer>): Layer => ({
    id: crypto.randomUUID(),
    kind: 'image',
    name: '',
    bitmap,
    visible: true,
    opacity: 1,
    x: 0,
    y: 0,
    ...change,
  })
  const layers = [
    layer(below, {}),
    ...blendModes.map((mode, at) =>
      layer(above, {
        x: (at % columns) * side,
        y: Math.floor(at / columns) * side,
        ...(mode !== 'normal' && { blend: mode }),
        ...(at % 3 === 1 && { opacity: 0.6 }),
      }),
    ),
  ]
  const document = {
    name: 'blends',
    width,
    height,
    layers,
    activeLayer: undefined,
    candidates: [],
    deletedResults: [],
  }
  const project = await writeProject(document, [], (id) => bitmaps.get(id))
  await openEditor(page, { engine: 'asleep' })
  await dropFile(page, 'blends.palimpsest', new Uint8Array(await project.arrayBuffer()), 'application/zip')
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: blends, 448 by 112 pixels/)
  // A pixel is a square of two by two, which nothing smoothes.
  await expect(page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: '200%' })).toBeVisible()
  const composed = composePicture(document, bitmaps)

  const shown = await canvasOf(page).evaluate(
    (element, { width, height }) => {
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      // Opaque where the picture is.
      const first = data.findIndex((value, at) => at % 4 === 3 && value === 255) >> 2
      const [left, top] = [first % canvas.width, Math.floor(first / canvas.width)]
      return Array.from({ length: width * height }, (_, at) => {
        const from = (top + 2 * Math.floor(at / width)) * canvas.width + left + 2 * (at % width)
        return [...data.subarray(from * 4, from * 4 + 3)]
      })
    },
    { width, height },
  )
  for (const [at, mode] of blendModes.entries()) {
    const errors: number[] = []
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const pixel = (Math.floor(at / columns) * side + y) * width + (at % columns) * side + x
        for (let c = 0; c < 3; c++) errors.push(Math.abs(shown[pixel]![c]! - composed.data[pixel * 4 + c]!))
      }
    // The browser counts in 8 bits, alpha multiplied in, and some modes divide by them: few are off by more.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length, mode).toBeLessThan(1)
    expect(errors.filter((error) => error > 4).length / errors.length, mode).toBeLessThan(0.001)
  }
})

test('a layer is laid over by the mode that is chosen, as one step, and is saved with it', async ({
  page,
}) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const plain = await colourAt(page, 0.5, 0.5)
  await page.keyboard.press('Control+j')
  await page.getByRole('combobox', { name: 'Blend mode' }).click()
  await page.getByRole('option', { name: 'Multiply' }).click()
  const multiplied = plain.map((value) => Math.round((value * value) / 255))
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(multiplied)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Duplicate layer', 'Blend mode'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(plain)
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible()

  await page.reload()
  await expect(canvasOf(page)).toHaveAccessibleName(/512 by 512/)
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(multiplied)
  await page.getByRole('tab', { name: 'Layers' }).click()
  await expect(page.getByRole('combobox', { name: 'Blend mode' })).toHaveText('Multiply')
  // What is merged stays as it was seen.
  await page.getByRole('button', { name: 'Merge down' }).click()
  await expect.poll(() => colourAt(page, 0.5, 0.5)).toEqual(multiplied)
  await expect(page.getByRole('combobox', { name: 'Blend mode' })).toHaveText('Normal')
  // A mask is no part of the picture.
  await page.getByRole('button', { name: 'New mask layer' }).click()
  await expect(page.getByRole('combobox', { name: 'Blend mode' })).toHaveCount(0)
})
