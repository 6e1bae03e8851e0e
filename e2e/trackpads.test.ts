// Wheels and trackpads: what each browser sends for a pinch, for two fingers that move, and for a wheel with a key held.
import { expect, test, type Page } from 'playwright/test'
import { canvasOf, canvasPoint, drawnHash, openEditor, openExample } from './editorPage'

const zoom = async (page: Page) => {
  await drawnHash(page)
  const shown = page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: /%$/ })
  return Number.parseFloat((await shown.textContent()) ?? '') / 100
}

interface Turn {
  readonly deltaX?: number
  readonly deltaY?: number
  readonly deltaMode?: 0 | 1
  readonly wheelDeltaY?: number
  readonly metaKey?: true
  readonly altKey?: true
  readonly ctrlKey?: true
  readonly shiftKey?: true
}

/** Turns of a wheel above the middle of the canvas; whether the browser is left to do its own. */
async function wheel(page: Page, ...turns: readonly Turn[]): Promise<boolean[]> {
  const { x, y } = await canvasPoint(page, 0.5, 0.5)
  return canvasOf(page).evaluate(
    (canvas, { turns, x, y }) =>
      turns.map((turn) =>
        canvas.dispatchEvent(
          new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: x, clientY: y, ...turn }),
        ),
      ),
    { turns, x, y },
  )
}

/** Safari's events of a pinch, by what they say of its scale since its beginning. */
async function safariPinch(page: Page, ...scales: readonly number[]): Promise<boolean> {
  const { x, y } = await canvasPoint(page, 0.5, 0.5)
  return canvasOf(page).evaluate(
    (canvas, { scales, x, y }) => {
      const send = (type: string, scale: number) => {
        const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y })
        return canvas.dispatchEvent(Object.assign(event, { scale, rotation: 0 }))
      }
      const left = [send('gesturestart', 1), ...scales.map((scale) => send('gesturechange', scale))]
      return [...left, send('gestureend', scales.at(-1)!)].some(Boolean)
    },
    { scales, x, y },
  )
}

test('a pinch zooms as far as the fingers went, a wheel by notches, and two fingers move the view', async ({
  page,
}) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const before = await zoom(page)

  // Chrome, Edge and Firefox send a wheel with Ctrl, in fractions.
  const pinch = Array.from({ length: 16 }, () => ({ ctrlKey: true, deltaY: -2.59375 }) as const)
  expect(await wheel(page, ...pinch)).not.toContain(true)
  expect(await zoom(page)).toBeCloseTo(before * Math.exp((16 * 2.59375) / 100), 1)
  await wheel(page, ...pinch.map(({ ctrlKey, deltaY }) => ({ ctrlKey, deltaY: -deltaY })))
  expect(await zoom(page)).toBeCloseTo(before, 1)

  // Safari has events of its own.
  expect(await safariPinch(page, 1.1, 1.3, 1.5)).toBe(false)
  expect(await zoom(page)).toBeCloseTo(before * 1.5, 1)
  expect(await safariPinch(page, 0.9, 2 / 3)).toBe(false)
  expect(await zoom(page)).toBeCloseTo(before, 1)

  // A mouse's notch with Ctrl is a wheel and no pinch of a hundred pixels.
  await wheel(page, { ctrlKey: true, deltaY: -120 })
  expect((await zoom(page)) / before).toBeLessThan(1.3)
  expect((await zoom(page)) / before).toBeGreaterThan(1.1)
  await wheel(page, { ctrlKey: true, deltaY: 120 })

  // So is one without, as Chrome on Windows and Linux sends it, and Firefox.
  for (const notch of [
    { deltaY: -100, wheelDeltaY: 120 },
    { deltaY: -120, wheelDeltaY: 120 },
    { deltaY: -53, wheelDeltaY: 120 },
    { deltaY: -3, deltaMode: 1 },
    { deltaY: -4, wheelDeltaY: 12, metaKey: true },
    { deltaY: -4, wheelDeltaY: 12, altKey: true },
  ] as const) {
    const scale = await zoom(page)
    await wheel(page, notch)
    expect(await zoom(page), JSON.stringify(notch)).toBeGreaterThan(scale)
    await wheel(page, { ...notch, deltaY: -notch.deltaY })
    expect(await zoom(page)).toBeCloseTo(scale, 1)
  }

  // Two fingers: any direction, in fractions; a Mac's wheel with Shift comes sideways too.
  for (const turn of [
    // Straight down: Chrome on a Mac and on Linux, on Windows, and Firefox.
    { deltaY: 40, wheelDeltaY: -120 },
    { deltaY: 7, wheelDeltaY: -21 },
    { deltaY: -3.75, wheelDeltaY: 4.5 },
    { deltaY: 11.5, deltaMode: 0, wheelDeltaY: 0 },
    { deltaX: 12.5, deltaY: 0.25 },
    { deltaX: -7.75, deltaY: 31.5 },
    { shiftKey: true, deltaX: 40, deltaY: 0 },
    { shiftKey: true, deltaY: 40 },
  ] as const) {
    const [seen, scale] = [await drawnHash(page), await zoom(page)]
    await wheel(page, turn)
    expect(await drawnHash(page), JSON.stringify(turn)).not.toBe(seen)
    expect(await zoom(page)).toBe(scale)
  }

  // What happens to look like a notch in the middle of scrolling is none; after a rest it is one.
  const scale = await zoom(page)
  await wheel(page, { deltaY: 7, wheelDeltaY: -21 }, { deltaY: 100, wheelDeltaY: -120 })
  expect(await zoom(page)).toBe(scale)
  await page.waitForTimeout(300)
  await wheel(page, { deltaY: 100, wheelDeltaY: -120 })
  expect(await zoom(page)).toBeLessThan(scale)
})
