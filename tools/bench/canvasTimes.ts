// How fast the canvas is under the hand: the built page in Chromium, with a picture of 4096x4096.
import type { Page } from 'playwright'
import { onBuiltPage } from './builtPage'

const side = 4096

export interface CanvasTimes {
  /** Milliseconds of script for each pointer event of a stroke. */
  readonly stroke: readonly number[]
  /** Milliseconds of script for each frame, and from frame to frame, of a stroke, of moving and of zooming the view. */
  readonly frames: Readonly<Record<'painting' | 'panning' | 'zooming', Frames>>
}

interface Frames {
  readonly script: readonly number[]
  readonly interval: readonly number[]
}

/** What the page notes down about itself. */
interface Notes {
  readonly events: number[]
  readonly script: number[]
  readonly frames: number[]
}

/** Times every listener of pointer and wheel events, and every callback of a frame. */
function noteTimes(): void {
  const notes: Notes = { events: [], script: [], frames: [] }
  Reflect.set(window, 'notes', notes)
  const add = EventTarget.prototype.addEventListener
  const timed = new WeakMap<Event, number>()
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const wrapped =
      /^pointer(down|move|up)$|^wheel$/.test(type) && typeof listener === 'function'
        ? function (this: unknown, event: Event) {
            const start = performance.now()
            listener.call(this as EventTarget, event)
            const at = timed.get(event) ?? notes.events.length
            timed.set(event, at)
            notes.events[at] = (notes.events[at] ?? 0) + performance.now() - start
          }
        : listener
    add.call(this, type, wrapped, options)
  }
  const request = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      const start = performance.now()
      callback(time)
      notes.script.push(performance.now() - start)
      notes.frames.push(start)
    })
}

const forget = (page: Page) =>
  page.evaluate(() => {
    const notes = Reflect.get(window, 'notes') as Notes
    for (const list of [notes.events, notes.script, notes.frames]) list.length = 0
  })
const notesOf = (page: Page): Promise<Notes> => page.evaluate(() => Reflect.get(window, 'notes') as Notes)

async function openLargePicture(page: Page): Promise<void> {
  const dropped = await page.evaluateHandle(async (side) => {
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no canvas.')
    const colours = context.createLinearGradient(0, 0, side, side)
    for (const [at, colour] of ['#c33', '#3c3', '#33c', '#cc3'].entries())
      colours.addColorStop(at / 3, colour)
    context.fillStyle = colours
    context.fillRect(0, 0, side, side)
    const data = new DataTransfer()
    data.items.add(new File([await canvas.convertToBlob()], 'large.png', { type: 'image/png' }))
    return data
  }, side)
  await page.dispatchEvent('[data-canvas]', 'drop', { dataTransfer: dropped })
  await page.locator(`[data-canvas][aria-label*="${side}"]`).waitFor({ timeout: 120_000 })
  // The first save writes the whole picture.
  await page.waitForTimeout(5000)
}

/** Moves the mouse along a wave over the canvas. */
async function wave(page: Page, moves: number): Promise<void> {
  const box = await page.locator('[data-canvas]').boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  for (let at = 0; at <= moves; at++) {
    const share = at / moves
    const [x, y] = [0.3 + 0.4 * share, 0.5 + 0.3 * Math.sin(9 * share)]
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y)
    if (at === 0) await page.mouse.down()
  }
  await page.mouse.up()
}

function framesOf({ script, frames }: Notes): Frames {
  const interval = frames.slice(1).map((at, index) => at - (frames[index] ?? at))
  // A pause between gestures is no frame.
  return { script, interval: interval.filter((ms) => ms < 500) }
}

/** Undefined where nothing is built at `dist`. */
export function timeCanvas(dist: string): Promise<CanvasTimes | undefined> {
  return onBuiltPage(dist, noteTimes, async (page) => {
    await openLargePicture(page)

    await page.keyboard.press('b')
    await wave(page, 20)
    await forget(page)
    for (let stroke = 0; stroke < 3; stroke++) await wave(page, 150)
    const painting = await notesOf(page)

    await forget(page)
    await page.keyboard.down('Space')
    await wave(page, 100)
    await page.keyboard.up('Space')
    const panning = await notesOf(page)

    await forget(page)
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, turn % 20 < 10 ? -60 : 60)
    const zooming = await notesOf(page)
    return {
      stroke: painting.events,
      frames: {
        painting: framesOf(painting),
        panning: framesOf(panning),
        zooming: framesOf(zooming),
      },
    }
  })
}
