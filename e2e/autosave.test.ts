// The work of the last time: restored with its history, not shared by two tabs, and all but the last second of it there after
// the tab was killed at any moment.
import { expect, test, type BrowserContext, type Page } from 'playwright/test'
import { canvasHash, canvasOf, drag, historyOf, openEditor, openExample, drawnHash } from './editorPage'
import { killTab } from './killTab'

/** Moments at which a tab is killed; `KILLS=50` is the long run. */
const kills = Number(process.env['KILLS'] ?? 6)

const another = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await openEditor(page, { engine: 'asleep' })
  return page
}
const restored = (page: Page) =>
  expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/, { timeout: 90_000 })
/** The status says "Saving" from the change itself on. */
const untilSaved = (page: Page) =>
  expect(
    page.getByRole('contentinfo', { name: 'Status' }).getByRole('button', { name: 'Saved' }),
  ).toBeVisible()

interface Watched {
  /** When a pointer went up, in milliseconds since 1970: each stroke is a change at that moment. */
  readonly changes: number[]
  /** How long each save took, in milliseconds, by the page's own marks. */
  readonly saves: number[]
}

const watch = (page: Page) =>
  page.addInitScript(() => {
    const watched: Watched = { changes: [], saves: [] }
    Reflect.set(window, 'watched', watched)
    addEventListener('pointerup', () => watched.changes.push(Date.now()), true)
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'autosave') watched.saves.push(duration)
    }).observe({ type: 'measure' })
  })
const watchedIn = (page: Page): Promise<Watched> =>
  page.evaluate(() => Reflect.get(window, 'watched') as Watched)

/** The last of these views of the canvas that is shown again; -1 for none. */
async function lastShown(page: Page, hashes: readonly number[]): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const at = hashes.lastIndexOf(await canvasHash(page))
    if (at >= 0) return at
    await page.waitForTimeout(100)
  }
  return -1
}

test('a tab that is closed comes back with its document, its history and what was undone', async ({
  page,
  context,
}) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.4], [0.6, 0.4])
  const first = await canvasHash(page)
  await drag(page, [0.4, 0.6], [0.6, 0.6])
  const second = await canvasHash(page)
  await page.keyboard.press('Control+z')
  await expect.poll(() => canvasHash(page)).toBe(first)
  await untilSaved(page)
  await page.close()

  const again = await another(context)
  await restored(again)
  await expect.poll(() => canvasHash(again)).toBe(first)
  expect((await historyOf(again)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask'])
  await again.keyboard.press('Control+Shift+z')
  await expect.poll(() => canvasHash(again)).toBe(second)
  await again.keyboard.press('Control+z')
  await again.keyboard.press('Control+z')
  await expect.poll(() => canvasHash(again)).not.toBe(first)
})

test('a second tab begins with the start screen and does not touch the first one’s work', async ({
  page,
  context,
}) => {
  await openEditor(page, { engine: 'asleep' })
  await openExample(page, 'make the cat blue')
  const cat = await canvasHash(page)
  await untilSaved(page)
  const second = await another(context)
  await expect(second.getByRole('button', { name: 'make the cat blue' })).toBeVisible()
  await openExample(second, 'make the cat blue')
  await second.keyboard.press('b')
  await drag(second, [0.3, 0.5], [0.7, 0.5])
  await untilSaved(second)
  await second.close()
  await page.close()
  // The last saved work first: the second tab's, while the first one's waits.
  const third = await another(context)
  await restored(third)
  expect(await canvasHash(third)).not.toBe(cat)
  const fourth = await another(context)
  await restored(fourth)
  await expect.poll(() => canvasHash(fourth)).toBe(cat)
})

test(`a tab killed at ${kills} moments loses at most the last second`, async ({ browser }) => {
  test.setTimeout(60_000 + kills * 40_000)
  const lost: number[] = []
  const saves: number[] = []
  for (let round = 0; round < kills; round++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await watch(page)
    await openEditor(page, { engine: 'asleep' })
    await openExample(page, 'make the cat blue')
    await page.keyboard.press('b')
    const opened = (await watchedIn(page)).changes.length
    const hashes = [await drawnHash(page)]
    const end = Date.now() + 1200 + ((round * 997) % 5000)
    for (let i = 0; Date.now() < end; i++) {
      const across = 0.35 + ((i * 7) % 30) / 100
      await drag(page, [across, 0.3], [across, 0.7])
      hashes.push(await drawnHash(page))
    }
    // One more, and the tab goes at any time after it.
    await drag(page, [0.3, 0.3], [0.7, 0.7])
    await page.waitForTimeout((round * 61) % 400)
    const watched = await watchedIn(page)
    const killedAt = await killTab(page)
    const strokes = watched.changes.slice(opened)
    saves.push(...watched.saves)

    const again = await another(context)
    await restored(again)
    let at = await lastShown(again, hashes)
    if (at < 0) {
      // The last stroke was not looked at: without it, the one before is shown.
      await again.keyboard.press('Control+z')
      expect(await lastShown(again, hashes)).toBe(hashes.length - 1)
      at = hashes.length
    }
    const firstLost = strokes[at]
    const lostMs = firstLost === undefined ? 0 : killedAt - firstLost
    lost.push(lostMs)
    expect(
      lostMs,
      `strokes made ${strokes.map((made) => killedAt - made).join(', ')} ms before`,
    ).toBeLessThan(1000 + Math.max(0, ...watched.saves))
    await context.close()
  }
  const [longest, median] = [Math.max(...saves), saves.toSorted((a, b) => a - b)[saves.length >> 1]]
  console.log(
    `${kills} kills: at most ${Math.max(...lost)} ms of work lost; ` +
      `${saves.length} saves, median ${median?.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`,
  )
})
