// The command line of `npm run train`.
import { PalimpsestError } from '../../src/shared/errors'
import { parsedArguments } from '../command/parsedArguments'

const usage = 'npm run train -- plan.json --out FOLDER [--checkpoint FOLDER] [--go-on]'

export interface TrainOptions {
  /** The plan's file. */
  readonly path: string
  /** Folder for what is learned. */
  readonly out: string
  /** Folder of the checkpoint, in place of the plan's. */
  readonly checkpoint?: string | undefined
  readonly goesOn: boolean
}

/** @throws PalimpsestError('recipe') with the usage as its hint. */
export function readTrainOptions(args: readonly string[]): TrainOptions {
  const { positionals, values } = parsed(args)
  const [path, ...surplus] = positionals
  if (path === undefined) throw refusal('The plan is missing')
  if (surplus.length > 0) throw refusal(`"${surplus.join(' ')}" was not expected`)
  const { out, checkpoint } = values
  if (out === undefined || out === '') throw refusal('--out is missing')
  return { path, out, checkpoint, goesOn: values['go-on'] }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return parsedArguments(
    {
      args: [...args],
      allowPositionals: true,
      options: { out: option, checkpoint: option, 'go-on': { type: 'boolean', default: false } },
    },
    refusal,
  )
}

const refusal = (what: string) => new PalimpsestError('recipe', `${what}.`, `Usage: ${usage}`)
