// What `npm run bench` measures of the built page.
import { timeCanvas } from './canvasTimes'
import { timeFirstEdit } from './firstEdit'
import { timeFirstPaint } from './firstPaint'
import { timeForecasts } from './forecasts'
import { pageScriptBytes } from './pageScript'
import { single, type Row } from './table'

/** How much is sent before the engine, and how soon something is seen. */
export async function benchPage(): Promise<readonly Row[]> {
  const bytes = await pageScriptBytes('dist')
  if (bytes === undefined) return [single('page script before the engine', 'not built (npm run build)')]
  const painted = await timeFirstPaint('dist', 5)
  return [
    single('page script before the engine, compressed', `${(bytes / 1000).toFixed(0)} kB`, '250 kB'),
    single(
      'from asking for the page to its first paint, median / 95 % / worst',
      spread(painted ?? []),
      '350 ms',
    ),
  ]
}

/** "1.2 / 3.4 / 9.8 ms" */
function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  const shown = (time: number) => (time < 100 ? time.toPrecision(2) : time.toFixed(0))
  return `${[0.5, 0.95, 1].map((share) => shown(at(share))).join(' / ')} ms`
}

/** Strokes and views of a large canvas. */
export async function benchCanvas(): Promise<readonly Row[]> {
  const times = await timeCanvas('dist')
  if (!times) return [single('canvas at 4096x4096', 'not built (npm run build)')]
  const three = 'median / 95 % / worst'
  return [
    single(`pointer event in a stroke at 4096x4096, script, ${three}`, spread(times.stroke), '8 ms'),
    ...Object.entries(times.frames).flatMap(([doing, { script, interval }]) => [
      single(`frame while ${doing}, script, ${three}`, spread(script)),
      single(
        `frame while ${doing}, from one to the next, ${three}`,
        spread(interval),
        '16.7 ms with a graphics card',
      ),
    ]),
  ]
}

/** What a new person waits for. */
export async function benchFirstEdit(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [who, pause] of [
    ['at once', 0],
    ['after 4 s of reading and typing', 4000],
  ] as const) {
    const times = await timeFirstEdit('dist', pause)
    const { engine, person, loading, steps, second } = times ?? {}
    const waited = times && times.engine + times.loading + times.steps + (pause === 0 ? times.person : 0)
    const row = (what: string, time: number | undefined, aim?: string) =>
      single(
        `first edit on wasm, asked for ${who}: ${what}`,
        time === undefined ? 'not built' : `${time.toFixed(1)} s`,
        aim,
      )
    rows.push(
      row('all that is waited for', waited, '6 s'),
      row('until the engine runs', engine),
      row('until the button is pressed', person),
      row('until the first step is done', loading),
      row('until the result is there', steps),
      row('a second edit', second),
    )
  }
  return rows
}

/** What was foretold against what it was. */
export async function benchForecasts(threads: number): Promise<readonly Row[]> {
  const rows: Row[] = []
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  for await (const { what, seconds, took, bytes, grew } of timeForecasts(threads)) {
    const row = (of: string, ours: string, theirs: string, ratio: number): Row => ({
      what: `forecast of ${of}, ${what}`,
      ours,
      theirs,
      ratio: ratio.toFixed(2),
      aim: '0.75 to 1.25',
    })
    rows.push(
      row('time', `${seconds.toFixed(2)} s`, `${took.toFixed(2)} s`, seconds / took),
      row('memory', megabytes(bytes), megabytes(grew), bytes / grew),
    )
  }
  return rows
}
