// A tablet: fingers paint, pinch and drag handles, a pen keeps the fingers from painting, and everything is within reach.
import { expect, test, type CDPSession, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import {
  canvasHash,
  canvasOf,
  canvasPoint,
  historyOf,
  openEditor,
  openExample,
  type Point,
} from './editorPage'

test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true })

const zoom = async (page: Page) => {
  const shown = page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ })
  return Number.parseInt((await shown.textContent()) ?? '', 10)
}
const at = ({ x, y }: Point, id = 1) => ({ x, y, id })

/** One finger through points given as shares of the canvas; `also` happens before it is lifted. */
async function finger(
  page: Page,
  client: CDPSession,
  places: readonly (readonly [number, number])[],
  also: (last: Point) => Promise<void> = async () => {},
): Promise<void> {
  const points = await Promise.all(places.map(([across, down]) => canvasPoint(page, across, down)))
  const [first, ...rest] = points
  const last = points.at(-1)
  if (!first || !last) return
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(first)] })
  for (const point of rest)
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(point)] })
  await also(last)
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test.beforeEach(async ({ page }) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
})

test('one finger paints; a second one soon pinches, and late lets the stroke be', async ({ page }) => {
  const client = await page.context().newCDPSession(page)
  await finger(page, client, [
    [0.4, 0.5],
    [0.5, 0.5],
    [0.6, 0.5],
  ])
  expect((await historyOf(page)).current).toBe('Paint mask')

  const before = await zoom(page)
  await finger(page, client, [[0.45, 0.4]], async ({ x, y }) => {
    for (const apart of [30, 60, 110])
      await client.send('Input.dispatchTouchEvent', {
        type: apart === 30 ? 'touchStart' : 'touchMove',
        touchPoints: [at({ x: x - apart / 4, y }), at({ x: x + apart, y }, 2)],
      })
  })
  await expect.poll(() => zoom(page)).toBeGreaterThan(before)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask'])

  const zoomed = await zoom(page)
  await finger(
    page,
    client,
    [
      [0.4, 0.3],
      [0.6, 0.3],
    ],
    async ({ x, y }) => {
      await page.waitForTimeout(600)
      const touchPoints = [at({ x, y }), at({ x: x - 80, y: y + 80 }, 2)]
      await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    },
  )
  expect(await zoom(page)).toBe(zoomed)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
})

test('what the system takes away in the middle of a gesture ends as it was drawn, with every tool', async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page)
  const touch = async (
    type: 'touchStart' | 'touchMove' | 'touchCancel',
    place?: readonly [number, number],
  ) => {
    const touchPoints = place ? [at(await canvasPoint(page, ...place))] : []
    await client.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  const taken = async (tool: string) => {
    await page.getByRole('button', { name: tool }).first().click()
    await touch('touchStart', [0.4, 0.45])
    for (const place of [
      [0.6, 0.45],
      [0.6, 0.55],
      [0.45, 0.55],
    ] as const)
      await touch('touchMove', place)
    await touch('touchCancel')
  }
  const steps = ['Start', 'Open']
  for (const [tool, step] of [
    ['Mask brush', 'Paint mask'],
    ['Eraser', 'Erase mask'],
    ['Mask lasso', 'Mask lasso'],
    ['Mask rectangle', 'Mask shape'],
    ['Mask ellipse', 'Mask shape'],
    ['Sketch pen', 'Sketch'],
    ['Move, resize or turn layer', 'Transform layer'],
  ] as const) {
    await taken(tool)
    steps.push(step)
    await expect.poll(async () => (await historyOf(page)).steps, tool).toEqual(steps)
  }
  // A press that became no click chooses no colour.
  await taken('Mask by colour or thing')
  expect((await historyOf(page)).steps).toEqual(steps)
})

test('after a pen has drawn, a finger moves the view', async ({ page }) => {
  const client = await page.context().newCDPSession(page)
  const [from, to] = [await canvasPoint(page, 0.4, 0.4), await canvasPoint(page, 0.6, 0.4)]
  const pen = { button: 'left', buttons: 1, pointerType: 'pen', force: 0.7, clickCount: 1 } as const
  await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, ...pen })
  await client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, ...pen })
  await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...to, ...pen, buttons: 0 })
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask'])
  const drawn = await canvasHash(page)
  await finger(page, client, [
    [0.5, 0.5],
    [0.55, 0.6],
    [0.6, 0.7],
  ])
  await expect.poll(() => canvasHash(page)).not.toBe(drawn)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask'])
})

test('a finger takes a layer’s corner, a row’s grip, and meets buttons of 36 pixels and more', async ({
  page,
}) => {
  const client = await page.context().newCDPSession(page)
  await page.getByRole('button', { name: 'Move, resize or turn layer' }).click()
  const [box, scale] = [await canvasOf(page).boundingBox(), (await zoom(page)) / 100]
  if (!box) throw new Error('The canvas is not shown.')
  const share = (pixels: number, whole: number) => 0.5 + ((pixels - 256) * scale) / whole
  // 15 pixels beside the corner: too far for a mouse, near enough for a finger.
  await finger(page, client, [
    [share(512, box.width) - 15 / box.width, share(512, box.height) - 15 / box.height],
    [share(400, box.width), share(400, box.height)],
  ])
  expect((await historyOf(page)).current).toBe('Transform layer')

  await page.getByRole('tab', { name: 'Layers' }).click()
  // By mouse: where the machine is slow, a tap lasts so long that it is none.
  await page.getByRole('button', { name: 'New sketch layer' }).click()
  const rows = page.getByRole('list', { name: 'Layers, from the top' }).getByRole('listitem')
  await expect(rows).toHaveText(['Sketch', /cat-meadow/])
  const [grip, below] = [
    await rows.first().locator('[data-grip]').boundingBox(),
    await rows.last().boundingBox(),
  ]
  if (!grip || !below) throw new Error('The rows are not shown.')
  const start = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 }
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(start)] })
  for (const share of [0.3, 0.6, 1.2])
    await client.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [at({ x: start.x, y: start.y + (below.y + below.height - start.y) * share })],
    })
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(rows).toHaveText([/cat-meadow/, 'Sketch'])

  for (const button of await page.getByRole('button').all()) {
    const size = await button.boundingBox()
    if (size) expect(Math.min(size.width, size.height), await button.innerText()).toBeGreaterThanOrEqual(36)
  }
})

for (const size of [
  { width: 820, height: 1180 },
  { width: 1024, height: 700 },
])
  test(`all that is needed is within ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size)
    const names = [
      /^Edit Ctrl/,
      'Export',
      'Undo',
      'Crop or extend',
      'Delete layer',
      'Clear mask',
      'Fit the picture',
    ]
    for (const name of names) {
      const box = await page.getByRole('button', { name }).boundingBox()
      if (!box) throw new Error(`There is no button ${name.toString()}.`)
      expect(box.x, name.toString()).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width, name.toString()).toBeLessThanOrEqual(size.width)
      expect(box.y + box.height, name.toString()).toBeLessThanOrEqual(size.height)
    }
    const [options, clear] = await Promise.all([
      page.getByRole('toolbar', { name: 'Options of the tool' }).boundingBox(),
      page.getByRole('button', { name: 'Clear mask' }).boundingBox(),
    ])
    if (!options || !clear) throw new Error('The tool has no options.')
    expect(clear.x + clear.width).toBeLessThanOrEqual(options.x + options.width)
    expect(await violationsOf(page)).toEqual([])
  })
