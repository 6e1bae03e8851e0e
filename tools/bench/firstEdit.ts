// How long a new person waits for the first edit: the built page in a Chromium that has seen nothing of it.
import type { Page } from 'playwright'
import { onBuiltPage } from './builtPage'

/** Seconds, each from the one before. */
export interface FirstEdit {
  /** From asking for the page to an engine that runs. */
  readonly engine: number
  /** From there to the press of the button: of a hurried person the page's own time, of another one the time of reading and typing. */
  readonly person: number
  /** From the press to the first step, and from there to the result on show. */
  readonly loading: number
  readonly steps: number
  /** From the result to the next one, for comparison: everything is loaded. */
  readonly second: number
}

/** Notes when what comes of the worker. */
function noteMessages(): void {
  const notes: { what: string; at: number }[] = []
  Reflect.set(window, 'notes', notes)
  const Plain = window.Worker
  window.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.addEventListener('message', ({ data }: MessageEvent<{ type?: string; step?: number }>) =>
        notes.push({ what: `${data.type} ${data.step ?? ''}`.trim(), at: performance.now() }),
      )
    }
  }
}

/** When the worker said something for the `count`th time, in milliseconds since the page was asked for. */
const heard = async (page: Page, what: string, count = 1): Promise<number> => {
  const found = await page.waitForFunction(
    ([what, count]) =>
      (Reflect.get(window, 'notes') as { what: string; at: number }[]).filter((note) => note.what === what)[
        count - 1
      ]?.at,
    [what, count] as const,
    { timeout: 120_000, polling: 20 },
  )
  return (await found.jsonValue()) as number
}

/**
 * Times the first edit of a bundled picture. Undefined where nothing is built at `dist`.
 * @param pause milliseconds that the person reads and types
 */
export function timeFirstEdit(dist: string, pause: number): Promise<FirstEdit | undefined> {
  return onBuiltPage(dist, noteMessages, async (page) => {
    await page.getByRole('button', { name: 'make the cat blue' }).click()
    await page.waitForTimeout(pause)
    const run = page.getByRole('button', { name: /Ctrl\+Enter$/ })
    const press = async () => {
      await run.click()
      return page.evaluate(() => performance.now())
    }
    const pressed = await press()
    const ready = await heard(page, 'ready')
    const [step, done] = [await heard(page, 'progress 1'), await heard(page, 'done')]
    const again = await press()
    const second = (await heard(page, 'done', 2)) - again
    const seconds = (from: number, to: number) => (to - from) / 1000
    const asked = Math.max(pressed, ready)
    return {
      engine: ready / 1000,
      person: seconds(ready, asked),
      loading: seconds(asked, step),
      steps: seconds(step, done),
      second: second / 1000,
    }
  })
}
