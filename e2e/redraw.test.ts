// What is drawn again in part is, to the byte, what is drawn as a whole.
import { expect, test, type Page } from 'playwright/test'
import { canvasOf, canvasPoint, openEditor, openExample } from './editorPage'

/** The same sequence in every run (Park & Miller 1988). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Two frames: a change is drawn in the next one, and is there in the one after. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

/** Keeps the canvas's bytes in the page, under a name. */
async function keep(page: Page, name: string): Promise<void> {
  await drawn(page)
  await canvasOf(page).evaluate((element, name) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data
    Reflect.set(window, name, data)
  }, name)
}

const differing = (page: Page) =>
  page.evaluate(() => {
    const [part, whole] = [Reflect.get(window, 'part'), Reflect.get(window, 'whole')] as Uint8ClampedArray[]
    if (!part || !whole || part.length !== whole.length) throw new Error('The two are not of one size.')
    return part.reduce((count, value, at) => count + (value === whole[at] ? 0 : 1), 0)
  })

for (const density of [1, 1.5])
  test(`strokes at odd zooms, ${density} device pixels a CSS pixel`, async ({ browser }) => {
    test.setTimeout(400_000)
    const page = await browser.newPage({ deviceScaleFactor: density, viewport: { width: 1100, height: 760 } })
    await openEditor(page, { engine: 'asleep' })
    await openExample(page, 'make the cat blue')
    const random = randomNumbers(20 + density)
    const client = await page.context().newCDPSession(page)
    for (let round = 0; round < 5; round++) {
      // A stroke of the mask or the pen, from anywhere to anywhere, with a brush of any size.
      await page.keyboard.press(round % 2 === 0 ? 'b' : 'p')
      const size = page.getByRole('textbox', { name: 'Size' })
      await size.fill(String(1 + Math.floor(random() * 90)))
      await size.press('Tab')
      const places = await Promise.all(
        [0, 1, 2].map(() => canvasPoint(page, 0.1 + random() * 0.8, 0.1 + random() * 0.8)),
      )
      await page.mouse.move(places[0]!.x, places[0]!.y)
      await page.mouse.down()
      for (const { x, y } of places) await page.mouse.move(x, y, { steps: 4 })
      await page.mouse.up()
      await page.mouse.move(2, 2)
      await keep(page, 'part')
      // Another height, and back: the picture is drawn as a whole at the place where it was.
      const metrics = { width: 1100, deviceScaleFactor: density, mobile: false }
      for (const height of [740, 760]) {
        await client.send('Emulation.setDeviceMetricsOverride', { ...metrics, height })
        await drawn(page)
      }
      await keep(page, 'whole')
      expect(await differing(page), `round ${round}`).toBe(0)
      // A zoom of 60 to 300 %, as the wheel gives it.
      const { x, y } = await canvasPoint(page, 0.4 + random() * 0.2, 0.4 + random() * 0.2)
      await page.keyboard.press('0')
      await page.mouse.move(x, y)
      await page.mouse.wheel(0, 200 - random() * 400)
    }
    await page.close()
  })
