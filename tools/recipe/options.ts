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
  const option = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        checkpoint: option,
        image: option,
        mask: option,
        out: option,
        latents: option,
        noise: option,
        trace: option,
      },
    })
    const [recipe, ...surplus] = positionals
    if (recipe === undefined) throw new Error('The recipe is missing')
    if (surplus.length > 0) throw new Error(`"${surplus.join(' ')}" was not expected`)
    if (values.out === undefined && values.latents === undefined) throw new Error('--out is missing')
    for (const [name, value] of Object.entries(values))
      if (value === '') throw new Error(`--${name} is empty`)
    refuseOtherPictures(values.out)
    refuseOneFileTwice({ '--out': values.out, '--latents': values.latents, 'the recipe': recipe })
    return { recipe, ...values }
  } catch (error) {
    throw new PalimpsestError(
      'recipe',
      `${(error as Error).message.replace(/\.$/, '').split('. ')[0]}.`,
      `Usage: ${usage}`,
    )
  }
}

function refuseOtherPictures(out: string | undefined): void {
  const ending = /\.(jpe?g|webp|avif|gif|tiff?|bmp)$/i.exec(out ?? '')?.[1]
  if (ending !== undefined) throw new Error(`--out is written as PNG, and its name ends in "${ending}"`)
}

function refuseOneFileTwice(files: Readonly<Record<string, string | undefined>>): void {
  const named = new Map<string, string>()
  for (const [name, path] of Object.entries(files)) {
    if (path === undefined) continue
    const other = named.get(resolve(path))
    if (other !== undefined) throw new Error(`${other} and ${name} are the same file`)
    named.set(resolve(path), name)
  }
}
