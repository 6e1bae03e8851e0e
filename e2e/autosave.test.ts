// The work of the last time: restored with its history, not shared by two tabs, and all but the last second of it there after
// the tab was killed at any moment.
import { expect, test, type BrowserContext, type Page } from 'playwright/test'
import { canvasHash, canvasOf, drag, historyOf, openEditor, openExample, redrawnHash } from './editorPage'

/** Moments at which a tab is killed; `KILLS=50` is the long run. */
const kills = Number(process.env['KILLS'] ?? 6)

/** What a save itself may take where software draws the page and other work runs beside it. */
const slackMs = 2000

const another = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage()
  await openEditor(page)
  return page
}
const restored = (page: Page) => expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
/** A save begins a second after the first change, and is short. */
const untilSaved = (page: Page) => page.waitForTimeout(3000)

test('a tab that is closed comes back with its document, its history and what was undone', async ({
  page,
  context,
}) => {
  await openEditor(page)
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
  await openEditor(page)
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
  for (let kill = 0; kill < kills; kill++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await openEditor(page)
    await openExample(page, 'make the cat blue')
    await page.keyboard.press('b')
    const strokes: { readonly at: number; readonly hash: number }[] = []
    const end = Date.now() + 1200 + ((kill * 997) % 5000)
    for (let i = 0; Date.now() < end; i++) {
      const across = 0.35 + ((i * 7) % 30) / 100
      await drag(page, [across, 0.3], [across, 0.7])
      strokes.push({ at: Date.now(), hash: await redrawnHash(page) })
    }
    const killedAt = Date.now()
    await page.close()
    const again = await another(context)
    const safe = strokes.filter(({ at }) => at < killedAt - 1000 - slackMs)
    if (safe.length > 0) {
      await restored(again)
      // Whichever stroke was the last to be saved, its picture is there exactly.
      const lastKept = async () => {
        const hash = await canvasHash(again)
        return strokes.findLastIndex((stroke) => stroke.hash === hash)
      }
      const made = strokes.map(({ at }) => at - killedAt).join(' ')
      await expect
        .poll(lastKept, { message: `strokes made at ${made} ms` })
        .toBeGreaterThanOrEqual(safe.length - 1)
    }
    await context.close()
  }
})
