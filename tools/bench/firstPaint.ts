// How long a new person looks at nothing: the built page in a Chromium that has seen nothing of it.
import { onBuiltPage } from './builtPage'

/**
 * Milliseconds from asking for the page to the first of its words on the screen, of as many visits, each in a browser of its own.
 * Undefined where nothing is built at `dist`.
 */
export async function timeFirstPaint(dist: string, visits: number): Promise<number[] | undefined> {
  const times: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    const painted = await onBuiltPage(dist, noteFirstPaint, async (page) => {
      const time = await page.waitForFunction(() => Reflect.get(window, 'firstPaint') as number | undefined)
      return (await time.jsonValue()) as number
    })
    if (painted === undefined) return undefined
    times.push(painted)
  }
  return times
}

function noteFirstPaint(): void {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') Reflect.set(window, 'firstPaint', startTime)
  }).observe({ type: 'paint', buffered: true })
}
