// The command line of `npm run recipe`.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PalimpsestError } from '../../src/shared/errors'

const usage =
  'npm run recipe -- edit.json --checkpoint FOLDER [--image in.png] [--mask mask.png] --out out.png [--latents out.npy] [--noise in.npy] [--trace DIR]'

export interface Options {
  readonly recipe: string
  /** Folder in the diffusers layout; absent: the recipe's own checkpoint, if it is a bundled one. */
  readonly checkpoint?: string
  readonly image?: string
  readonly mask?: string
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
  for (const [name, value] of Object.entries(values)) if (value === '') throw refusal(`--${name} is empty`)
  refuseOtherPictures(values.out)
  refuseOneFileTwice({ '--out': values.out, '--latents': values.latents, 'the recipe': recipe })
  return { recipe, ...values }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  const options = {
    checkpoint: option,
    image: option,
    mask: option,
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
