// `npm run recipe`: exit code 0 and the files, or 1 and one line on stderr. Batches: see lines/linesCommand.ts. Texts: see texts/textCommand.ts.
import { reportOf } from '../../src/shared/errors'
import { asksForLines } from './lines/lineOptions'
import { linesCommand } from './lines/linesCommand'
import { runRecipe } from './runRecipe'
import { asksForText, textsFor } from './texts/textCommand'

// npm starts programs in the project's folder; paths are meant from where the command was typed.
const typedIn = process.env['INIT_CWD']
if (process.env['npm_lifecycle_event'] === 'recipe' && typedIn) process.chdir(typedIn)

const args = process.argv.slice(2)
try {
  if (asksForLines(args)) process.exitCode = await linesCommand(args)
  else if (asksForText(args)) for (const text of await textsFor(args)) console.log(text)
  else await runRecipe(args)
} catch (error) {
  const { code, message, hint, detail } = reportOf(error)
  // Whoever runs commands is the one who reports what went wrong in them, and has no other console.
  const said =
    code === 'internal' && detail !== undefined ? `${message} ${hint} (${detail})` : `${message} ${hint}`
  console.error(said.replaceAll(/\s*\n\s*/g, '; '))
  process.exit(1)
}
