// What is saved in the browser's storage, by tabs of one browser that begin, end and are killed.
import type { BrowserContext, Page } from 'playwright'
import { expect, test } from 'playwright/test'
import { openHarness, type Harness } from '../tools/harness/openHarness'

let harness: Harness

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  harness = await openHarness('tools/harness/filesWorker.ts', { webGpu: false })
})
test.afterAll(() => harness.close())

interface Restored {
  readonly last?: number
  readonly whole?: boolean
  readonly steps?: number
  readonly bitmaps?: number
  readonly problem?: string
}
const call = <Result>(page: Page, name: string, ...args: readonly unknown[]) =>
  page.evaluate(([name, args]) => window.callTask(name, args), [name, args] as const) as Promise<Result>

/** Tabs of one browser, with a storage of their own for each test. */
let browser: BrowserContext
test.beforeEach(async () => {
  browser = await harness.browser.newContext()
})
test.afterEach(() => browser.close())

async function tab(): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(harness.page.url())
  return page
}

test('a second tab begins work of its own, and takes the first one’s over when that has ended', async () => {
  const first = await tab()
  expect(await call<Restored>(first, 'openAutosave')).toEqual({})
  expect(await call<number>(first, 'saveUpTo', 3)).toBeGreaterThan(0)
  const second = await tab()
  expect(await call<Restored>(second, 'openAutosave')).toEqual({})
  await call(second, 'saveUpTo', 7)
  await first.close()
  const third = await tab()
  expect(await call<Restored>(third, 'openAutosave')).toMatchObject({ last: 3, whole: true, steps: 3 })
  await third.close()
  await second.close()
  const fourth = await tab()
  expect(await call<Restored>(fourth, 'openAutosave')).toMatchObject({ last: 7, whole: true, bitmaps: 8 })
  await fourth.close()
})

test('a tab that is killed loses at most the last second, and what is restored is whole', async () => {
  test.slow()
  for (let kill = 0; kill < 12; kill++) {
    const page = await tab()
    await call<Restored>(page, 'openAutosave')
    // Strokes begin at the first state again, whatever was restored.
    await call(page, 'paintOn', 15)
    await page.waitForTimeout(1500 + ((kill * 373) % 2400))
    const progress = await call<{ now: number; madeAt: number[]; saves: number[]; failures: string[] }>(
      page,
      'progress',
    )
    await page.close()
    const next = await tab()
    const restored = await call<Restored>(next, 'openAutosave')
    await next.close()
    expect(progress.failures).toEqual([])
    expect(restored.whole).toBe(true)
    // A save takes its time too; on this machine well below a second.
    const safe = progress.madeAt.filter((madeAt) => madeAt < progress.now - 2000).length - 1
    expect(restored.last).toBeGreaterThanOrEqual(Math.max(0, safe, progress.saves.at(-1) ?? 0))
  }
})

test('a full storage is told, and the work goes on and is saved when there is room again', async () => {
  const page = await tab()
  await call<Restored>(page, 'openAutosave')
  await call(page, 'saveUpTo', 5)
  const storage = await browser.newCDPSession(page)
  const origin = new URL(page.url()).origin
  await storage.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 })
  const { error } = await call<{ error?: { code: string; message: string } }>(page, 'saveUpTo', 40)
  expect(error?.code).toBe('storage')
  expect(error?.message).toContain('storage is full')
  await storage.send('Storage.overrideQuotaForOrigin', { origin })
  expect(await call<number>(page, 'saveUpTo', 41)).toBeGreaterThan(0)
  await page.close()
  const next = await tab()
  expect(await call<Restored>(next, 'openAutosave')).toMatchObject({ last: 41, whole: true })
  await next.close()
})
