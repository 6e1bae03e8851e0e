// `npm run train:merge`: concepts that Custom Diffusion learned apart, as one add-on. Each is the folder of a training and the word of its class.
//
//   npm run train:merge -- --out FOLDER [--checkpoint FOLDER] [--kept CAPTIONS.txt] [--asked CAPTIONS.txt] [--weight 3 | --exact] ONE=robot OTHER=ball
//
// Captions, one a line: `--kept` of what is to stay as it is, `--asked` as a concept is asked for, "{}" being its word and class, which counts
// `--weight` times as much. `--exact` is the paper's closed form, which holds the concepts' own tokens exactly, and nothing else of what asks for them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandOptions } from '../command/commandOptions'
import { PalimpsestError } from '../../src/shared/errors'
import type { MergerKind } from '../../workers/jobs/conceptMergers'
import { mergeConcepts, type LearnedConcept } from '../../workers/jobs/mergeConcepts'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { keptCaptions, usualMerger } from './keptCaptions'

const usage =
  'Usage: npm run train:merge -- --out FOLDER [--checkpoint FOLDER] [--kept CAPTIONS.txt] [--asked CAPTIONS.txt] [--weight 3 | --exact] ONE=robot OTHER=ball'

async function run(): Promise<void> {
  const { positionals, values } = commandOptions(import.meta.url, {
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      checkpoint: { type: 'string', default: 'public/models/toyland/base' },
      kept: { type: 'string' },
      asked: { type: 'string' },
      weight: { type: 'string', default: String(usualMerger.weight) },
      exact: { type: 'boolean', default: false },
    },
  })
  if (values.out === undefined || positionals.length < 2)
    throw new PalimpsestError('recipe', 'Two concepts or the folder for their merger are missing.', usage)
  const merger = await mergerOf(values)
  const kept = values.kept === undefined ? keptCaptions : await linesOf(values.kept)
  const checkpoint = await openCheckpoint(pathTree(values.checkpoint))
  const backend = await openNodeBackend()
  try {
    const concepts = await Promise.all(positionals.map(conceptIn))
    const files = await mergeConcepts(concepts, kept, merger, { checkpoint, backend })
    await mkdir(values.out, { recursive: true })
    for (const { name, bytes } of files) await writeFile(join(values.out, name), bytes)
    console.log(files.map(({ name }) => join(values.out!, name)).join('\n'))
  } finally {
    await backend.dispose()
  }
}

const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')

async function mergerOf(given: { exact: boolean; weight: string; asked?: string }): Promise<MergerKind> {
  if (given.exact) return { kind: 'exact' }
  const weight = Number(given.weight)
  if (!(weight > 0 && weight < Infinity))
    throw new PalimpsestError('recipe', `"${given.weight}" is no weight: a number above 0 is wanted.`, usage)
  const asked = given.asked === undefined ? usualMerger.asked : await linesOf(given.asked)
  const without = asked.find((one) => !one.includes('{}'))
  if (asked.length === 0 || without !== undefined)
    throw new PalimpsestError(
      'recipe',
      without === undefined
        ? `"${given.asked}" holds no caption.`
        : `The caption "${without}" asks for no concept.`,
      'Write "{}" where the word of a concept stands, a caption a line.',
    )
  return { kind: 'weighed', asked, weight }
}

async function conceptIn(given: string): Promise<LearnedConcept> {
  const at = given.lastIndexOf('=')
  if (at < 0)
    throw new PalimpsestError(
      'recipe',
      `"${given}" says no class: a folder, "=" and a word are wanted.`,
      usage,
    )
  const folder = given.slice(0, at)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.safetensors'))
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
  )
  return { files, className: given.slice(at + 1) }
}

try {
  await run()
} catch (error) {
  if (!(error instanceof PalimpsestError)) throw error
  console.error(`${error.message} ${error.hint}`)
  process.exitCode = 1
}
