// The command line of `npm run recipe`.
import { resolve } from 'node:path'
import { otherPrograms, type OtherProgram } from '../../src/interchange/exportAs'
import { PalimpsestError } from '../../src/shared/errors'
import { parsedArguments } from '../command/parsedArguments'

const usage =
  'npm run recipe -- edit.json --checkpoint FOLDER_OR_FILE [--image in.png] [--mask mask.png] [--picture NAME=FILE ...] [--network ID=FOLDER ...] [--add-on ID=FILE ...] --out out.png [--as diffusers|comfyui] [--latents out.npy] [--noise in.npy] [--trace DIR]'

export interface Options {
  readonly recipe: string
  /** Folder in the diffusers layout, or a checkpoint in one file; absent: the recipe's own checkpoint, if it is a bundled one. */
  readonly checkpoint?: string
  readonly image?: string
  readonly mask?: string
  /** Files or folders of add-ons by the ids under which the recipe or its prompt names them. */
  readonly addOns: ReadonlyMap<string, string>
  /** Files of the pictures that guides ask for, by their names in the recipe. */
  readonly pictures: ReadonlyMap<string, string>
  /** Folders of the networks that guides ask for, by their ids in the recipe. */
  readonly networks: ReadonlyMap<string, string>
  readonly out?: string
  /** Another program: `out` is written for it, and nothing is run. */
  readonly as?: OtherProgram
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
  const { picture: pictures = [], network: networks = [], 'add-on': addOns = [], as, ...rest } = values
  for (const [name, value] of Object.entries(rest)) if (value === '') throw refusal(`--${name} is empty`)
  if (values.as === undefined) refuseOtherPictures(values.out)
  else if (values.out === undefined) throw refusal('--out is missing')
  refuseOneFileTwice({ '--out': values.out, '--latents': values.latents, 'the recipe': recipe })
  return {
    recipe,
    ...rest,
    ...(as !== undefined && { as: programNamed(as) }),
    pictures: byName('picture', pictures),
    networks: byName('network', networks),
    addOns: byName('add-on', addOns),
  }
}

function programNamed(name: string): OtherProgram {
  const found = otherPrograms.find((program) => program === name)
  if (found) return found
  throw refusal(`--as "${name}" is none of: ${otherPrograms.join(', ')}`)
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  const several = { type: 'string', multiple: true } as const
  const options = {
    checkpoint: option,
    image: option,
    mask: option,
    picture: several,
    network: several,
    'add-on': several,
    out: option,
    as: option,
    latents: option,
    noise: option,
    trace: option,
  }
  return parsedArguments({ args: [...args], allowPositionals: true, options }, refusal)
}

/** `NAME=FILE` again and again; a name has no "=" in it, a path may. */
function byName(option: string, given: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>()
  for (const one of given) {
    const at = one.indexOf('=')
    const [name, path] = [one.slice(0, at), one.slice(at + 1)]
    if (at < 1 || path === '') throw refusal(`--${option} "${one}" is not of the form NAME=PATH`)
    if (named.has(name)) throw refusal(`--${option} gives "${name}" twice`)
    named.set(name, path)
  }
  return named
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
