// The page as a person finds it, for the browser tests.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Locator, type Page } from 'playwright/test'

/** CSS pixels that are left free for the results' bar below a picture that is seen whole. */
export const roomForResults = 48

/** Tiny checkpoints with random weights, committed beside the networks' tests. */
export const fixtures = 'workers/models/fixtures/checkpoints'

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Opens the editor. With `checkpoint`, one of the tiny fixtures is served below the page's own address and chosen, so that an
 * edit takes moments on any backend.
 */
export async function openEditor(
  page: Page,
  {
    backend = 'wasm',
    engine = 'awake',
    checkpoint,
    held = Promise.resolve(),
    files = {},
  }: {
    readonly backend?: string
    /** Asleep, it never says a word: tests of the page alone take two thirds of the processor's time. */
    readonly engine?: 'awake' | 'asleep'
    readonly checkpoint?: string
    /** The fixture's files do not arrive before this. */
    readonly held?: Promise<void>
    /** Stand in for the fixture's own, by their paths in it. */
    readonly files?: Readonly<Record<string, Uint8Array>>
  } = {},
): Promise<void> {
  // Playwright answers file dialogs some time after the first listener came, so one is there from the beginning.
  page.on('filechooser', () => {})
  await page.route('**/fixtures/**', async (route) => {
    const path = new URL(route.request().url()).pathname.split('/fixtures/')[1] ?? ''
    await held
    const own = files[path.slice(path.indexOf('/') + 1)]
    const body = own ? Buffer.from(own) : await readFile(join(fixtures, path)).catch(() => undefined)
    await route.fulfill(body ? { status: 200, body } : { status: 404 })
  })
  if (engine === 'asleep')
    await page.route('**/assets/inference-*.js', (route) =>
      route.fulfill({
        body: '',
        contentType: 'text/javascript',
        headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' },
      }),
    )
  const parameters = new URLSearchParams({ backend })
  if (checkpoint) parameters.set('checkpoint', `fixtures/${checkpoint}/`)
  await page.goto(`/?${parameters.toString()}`)
}

/** Waits until the engine runs, and says on what. */
export async function engineReady(page: Page): Promise<string> {
  const status = page
    .getByRole('contentinfo', { name: 'Status' })
    .getByRole('button', { name: /^(WebGPU|wasm)/ })
  await expect(status).toBeVisible({ timeout: 120_000 })
  return (await status.textContent()) ?? ''
}

export const canvasOf = (page: Page): Locator => page.locator('[data-canvas]')

/** Opens a bundled picture from the start screen. */
export async function openExample(page: Page, suggestion: string): Promise<void> {
  await page.getByRole('button', { name: suggestion }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
}

/** The edits that run and wait. */
export const queueOf = (page: Page) => page.getByRole('list', { name: 'Progress' })

/** A point of the canvas in the page's coordinates, given as shares of the canvas. */
export async function canvasPoint(page: Page, across: number, down: number): Promise<Point> {
  const box = await canvasOf(page).boundingBox()
  if (!box) throw new Error('The canvas is not shown.')
  return { x: box.x + box.width * across, y: box.y + box.height * down }
}

/** Draws with the mouse through points given as shares of the canvas. */
export async function drag(
  page: Page,
  ...points: readonly (readonly [across: number, down: number])[]
): Promise<void> {
  const [first, ...rest] = await Promise.all(points.map(([across, down]) => canvasPoint(page, across, down)))
  if (!first) return
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 6 })
  await page.mouse.up()
  // Out of the way, so that the tool's cursor is not in what is looked at.
  await page.mouse.move(2, 2)
}

/** Colour on the canvas as [red, green, blue], at a place given as shares of it. */
export function colourAt(page: Page, across: number, down: number): Promise<number[]> {
  return canvasOf(page).evaluate(
    (element, [x, y]) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
      const pixel = element
        .getContext('2d')
        ?.getImageData(Math.round(element.width * x), Math.round(element.height * y), 1, 1)
      return [...(pixel?.data ?? [])].slice(0, 3)
    },
    [across, down] as const,
  )
}

/** Everything on the canvas as one number, to tell whether two views are the same. */
export function canvasHash(page: Page): Promise<number> {
  return canvasOf(page).evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not the canvas.')
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? []
    let hash = 0
    for (const value of data) hash = (Math.imul(hash, 31) + value) | 0
    return hash
  })
}

const nextFrame = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

/** The same, once everything that was asked for is drawn. */
export async function drawnHash(page: Page): Promise<number> {
  await nextFrame(page)
  return canvasHash(page)
}

/** What is to be changed or made. A guide has a number of the same name. */
export const promptOf = (page: Page): Locator =>
  page.getByRole('textbox', { name: /^(Instruction|Prompt)$/ }).and(page.locator('textarea'))
/** The button that runs the edit, whatever it says. */
export const runButton = (page: Page): Locator => page.getByRole('button', { name: /Ctrl\+Enter$/ })
export const resultsOf = (page: Page): Locator => page.getByRole('region', { name: 'Results' })

export async function setSteps(page: Page, steps: number): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Steps' })
  await field.fill(String(steps))
  await field.press('Tab')
}

/** Drops a file on the canvas, or on the start screen, as a person does from a folder's window. */
export async function dropFile(
  page: Page,
  name: string,
  content: Uint8Array,
  type = 'image/png',
): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, base64, type }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], name, { type }))
      return data
    },
    { name, base64: Buffer.from(content).toString('base64'), type },
  )
  await page.dispatchEvent('[data-canvas]', 'drop', { dataTransfer: transfer })
}

/** The names of all steps in the history list, without what they were about, equal ones in a row one by one; and the current one. */
export async function historyOf(page: Page): Promise<{ readonly steps: string[]; readonly current: string }> {
  await page.getByRole('tab', { name: 'History' }).click()
  const list = page.getByRole('list', { name: 'Steps' })
  const folded = list.locator('[aria-expanded="false"]')
  for (let left = await folded.count(); left > 0; left--) await folded.first().click()
  const nameOf = (entry: Element) => entry.getAttribute('data-step') ?? ''
  const steps = await list
    .locator('[data-step]')
    .evaluateAll((entries) => entries.map((entry) => entry.getAttribute('data-step') ?? ''))
  const current = await list.locator('[aria-current="step"]').evaluate(nameOf)
  return { steps, current }
}

/** The document as it is seen, to tell that nothing of it was lost. */
export async function documentOf(
  page: Page,
): Promise<{ readonly name: string | null; readonly pixels: number }> {
  return { name: await canvasOf(page).getAttribute('aria-label'), pixels: await canvasHash(page) }
}

/** What is said: one sentence, and then what to do. */
export async function expectSaid(said: Locator, sentence: RegExp, hint: RegExp): Promise<void> {
  await expect(said).toContainText(sentence)
  await expect(said).toContainText(hint)
}
