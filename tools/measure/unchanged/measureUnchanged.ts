// `npm run measure:unchanged`: what "Keep unchanged" does to drawn edits of all kinds (docs/adr/0006-keep-unchanged.md).
//
//   npm run measure:unchanged -- [--count N] [--keep FOLDER]
//
// PALIMPSEST_PYTHON names a Python with tools/requirements.txt. With --keep the networks' pictures stay in a folder, and a second
// measurement with another way of laying them over takes seconds; results are written there too, as PNG.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandOptions } from '../../command/commandOptions'
import type { Pixels } from '../../../src/shared/pixels'
import { coverOf, paste } from '../../../workers/image/placement'
import { visibleChange } from '../../../workers/image/visibleChange'
import { laidOver } from '../../../workers/jobs/laidOver'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { writePng } from '../../recipe/picture'
import { openJudge } from '../../toyland/judge'
import { isSeen } from '../judgeScores'
import { psnr } from '../pictureScores'
import { figureOf } from '../results'
import { editPairs, type EditPair } from './editPairs'
import { smallIslands, seamPixels } from './patchwork'

const { values: options } = commandOptions(import.meta.url, {
  options: { count: { type: 'string', default: '200' }, keep: { type: 'string' } },
})

/** Edits of the whole picture: another place or light, another style. */
const large = ['background', 'style']

const wholeOf = ({ width, height }: Pixels) => ({ left: 0, top: 0, width, height })
const ways: Readonly<Record<string, (pair: EditPair) => Pixels>> = {
  'all of it': ({ edited }) => edited,
  'pixel by pixel': ({ before, edited, unedited }) =>
    paste(before, edited, wholeOf(before), coverOf(visibleChange(edited, unedited), wholeOf(before), before)),
  'keep unchanged': ({ before, edited, unedited }) =>
    laidOver({ picture: before, region: wholeOf(before), masks: [] }, edited, unedited) ?? before,
}

const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'palimpsest-unchanged-')))
await mkdir(folder, { recursive: true })
const backend = await openNodeBackend({ threads: 1 })
const judge = await openJudge(backend)
const rows = new Map<string, Record<string, number>[]>()
const python = process.env['PALIMPSEST_PYTHON'] ?? 'python3'
for await (const pair of editPairs(backend, { count: Number(options.count), folder, python })) {
  const { before, edited, changed, kind, number, wanted } = pair
  const outside = (at: number) => changed.data[at * 4]! < 128
  for (const [way, lay] of Object.entries(ways)) {
    const result = lay(pair)
    if (options.keep && way === 'keep unchanged') await writePng(join(folder, `result-${number}.png`), result)
    const exact = psnr(result, before, outside)
    const row = `${large.includes(kind) ? 'large' : 'local'}, ${way}`
    rows.set(row, [
      ...(rows.get(row) ?? []),
      {
        made: isSeen(await judge.weigh(result), wanted),
        ...(!Number.isNaN(exact) && { outside: exact, outsideMean: exact }),
        islands: smallIslands(result, before, edited),
        whole: Number(edited.data.every((value, at) => value === result.data[at])),
        seam: seamPixels(result, before, edited),
      },
    ])
  }
}
await backend.dispose()
if (options.keep === undefined) await rm(folder, { recursive: true })

console.log(
  '| edits | way | change made | outside, median | outside, mean | small islands | laid over whole | pixels of seams |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
for (const [row, scores] of rows) {
  const [edits, way] = row.split(', ')
  const figure = (name: string, as: 'mean' | 'median dB' = 'mean') => figureOf(as, scores, name)?.value ?? NaN
  const cells = [
    `${scores.length} ${edits}`,
    way,
    `${(100 * figure('made')).toFixed(1)} %`,
    `${figure('outside', 'median dB').toFixed(1)} dB`,
    `${figure('outsideMean').toFixed(1)} dB`,
    figure('islands').toFixed(2),
    `${(100 * figure('whole')).toFixed(0)} %`,
    figure('seam').toFixed(1),
  ]
  console.log(`| ${cells.join(' | ')} |`)
}
