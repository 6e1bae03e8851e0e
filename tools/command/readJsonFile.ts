import { readFile } from 'node:fs/promises'
import { PalimpsestError } from '../../src/shared/errors'

/**
 * The JSON in a file that a command line names.
 * @param what it is, for sentences: "recipe"
 * @param described where that is described: '"Recipes" in the README'
 * @throws PalimpsestError('recipe') when it cannot be read or is not JSON
 */
export async function readJsonFile(path: string, what: string, described: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new PalimpsestError('recipe', `The ${what} ${path} cannot be read.`, 'Check its path.')
  })
  try {
    // Some editors, on Windows above all, begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new PalimpsestError('recipe', `${path} is not JSON.`, `A ${what} is a JSON file; see ${described}.`)
  }
}
