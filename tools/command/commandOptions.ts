import { parseArgs, type ParseArgsConfig } from 'node:util'
import { parsedArguments } from './parsedArguments'
import { tellHelp } from './tellHelp.mjs'

/**
 * The options of a command that is run by hand. `--help` prints what its file says of it; what it does not know ends it with one line and 1.
 * @param moduleUrl `import.meta.url` of the command
 */
export function commandOptions<const Config extends ParseArgsConfig>(
  moduleUrl: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  tellHelp(moduleUrl)
  try {
    return parsedArguments(config, (what) => new RangeError(what))
  } catch (error) {
    console.error(`${(error as Error).message}. --help says what there is.`)
    process.exit(1)
  }
}
