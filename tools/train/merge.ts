// `npm run train:merge`: concepts that Custom Diffusion learned apart, as one add-on. Each is the folder of a training and the word of its class.
//
//   npm run train:merge -- --out FOLDER [--checkpoint FOLDER] [--kept CAPTIONS.txt] ONE=robot OTHER=ball
//
// The captions, one a line, are of what is to stay as it is.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commandOptions } from '../command/commandOptions'
import { PalimpsestError } from '../../src/shared/errors'
import { mergeConcepts, type LearnedConcept } from '../../workers/jobs/mergeConcepts'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { keptCaptions } from './keptCaptions'

const usage =
  'Usage: npm run train:merge -- --out FOLDER [--checkpoint FOLDER] [--kept CAPTIONS.txt] ONE=robot OTHER=ball'

async function run(): Promise<void> {
  const { positionals, values } = commandOptions(import.meta.url, {
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      checkpoint: { type: 'string', default: 'public/models/toyland/base' },
      kept: { type: 'string' },
    },
  })
  if (values.out === undefined || positionals.length < 2)
    throw new PalimpsestError('recipe', 'Two concepts or the folder for their merger are missing.', usage)
  const kept = values.kept === undefined ? keptCaptions : (await readFile(values.kept, 'utf8')).split('\n')
  const checkpoint = await openCheckpoint(pathTree(values.checkpoint))
  const backend = await openNodeBackend()
  try {
    const concepts = await Promise.all(positionals.map(conceptIn))
    const texts = kept.map((one) => one.trim()).filter((one) => one !== '')
    const files = await mergeConcepts(concepts, texts, { checkpoint, backend })
    await mkdir(values.out, { recursive: true })
    for (const { name, bytes } of files) await writeFile(join(values.out, name), bytes)
    console.log(files.map(({ name }) => join(values.out!, name)).join('\n'))
  } finally {
    await backend.dispose()
  }
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
