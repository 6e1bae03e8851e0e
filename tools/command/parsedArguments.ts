import { parseArgs, type ParseArgsConfig } from 'node:util'

/**
 * Node's `parseArgs`, whose errors are told in one sentence.
 * @param refusal makes an error of it
 */
export function parsedArguments<const Config extends ParseArgsConfig>(
  config: Config,
  refusal: (what: string) => Error,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (error) {
    // What follows the first sentence is advice on how to write other programs' options.
    throw refusal((error as Error).message.split(/\.(?:\s|$)/)[0] ?? '')
  }
}
