// The command line of `npm run recipe`.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PalimpsestError } from '../../src/shared/errors'

const usage =
  'npm run recipe -- edit.json --checkpoint FOLDER [--image in.png] [--mask mask.png] [--add-on id=file ...] --out out.png [--latents out.npy] [--noise in.npy] [--trace DIR]'

export interface Options {
  readonly recipe: string
  /** Folder in the diffusers layout; absent: the recipe's own checkpoint, if it is a bundled one. */
  readonly checkpoint?: string
  readonly image?: string
  readonly mask?: string
  /** Files or folders of add-ons by the ids under which the recipe or its prompt names them. */
  readonly addOns: ReadonlyMap<string, string>
  readonly out?: string
  readonly latents?: string
  readonly noise?: string
  readonly trace?: string
}

/** @throws PalimpsestError('recipe') with the usage as its hint. */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args)
  const [recipe, ...surplus] = positionals
  if (recipe === undefined) throw refusal('The recipe is missing')
  if (surplus.length > 0) throw refusal(`"${surplus.join(' ')}" was not expected`)
  if (values.out === undefined && values.latents === undefined) throw refusal('--out is missing')
  const { 'add-on': addOns = [], ...rest } = values
  for (const [name, value] of Object.entries(rest)) if (value === '') throw refusal(`--${name} is empty`)
  refuseOtherPictures(values.out)
  refuseOneFileTwice({ '--out': values.out, '--latents': values.latents, 'the recipe': recipe })
  return { recipe, addOns: addOnFiles(addOns), ...rest }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  const options = {
    checkpoint: option,
    image: option,
    mask: option,
    'add-on': { type: 'string', multiple: true } as const,
    out: option,
    latents: option,
    noise: option,
    trace: option,
  }
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    // What follows the first sentence is advice on how to write other programs' options.
    throw refusal((error as Error).message.split(/\.(?:\s|$)/)[0] ?? '')
  }
}

/** "cat=loras/cat.safetensors" by id. */
function addOnFiles(given: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const one of given) {
    const [, id, file] = /^([^=]+)=(.+)$/.exec(one) ?? []
    if (id === undefined || file === undefined) throw refusal(`--add-on is "${one}", not an id and a file`)
    if (files.has(id)) throw refusal(`--add-on gives "${id}" twice`)
    files.set(id, file)
  }
  return files
}

const refusal = (what: string) => new PalimpsestError('recipe', `${what}.`, `Usage: ${usage}`)

function refuseOtherPictures(out: string | undefined): void {
  const ending = /\.(jpe?g|webp|avif|gif|tiff?|bmp)$/i.exec(out ?? '')?.[1]
  if (ending !== undefined) throw refusal(`--out is written as PNG, and its name ends in "${ending}"`)
}

function refuseOneFileTwice(files: Readonly<Record<string, string | undefined>>): void {
  const named = new Map<string, string>()
  for (const [name, path] of Object.entries(files)) {
    if (path === undefined) continue
    const other = named.get(resolve(path))
    if (other !== undefined) throw refusal(`${other} and ${name} are the same file`)
    named.set(resolve(path), name)
  }
}
