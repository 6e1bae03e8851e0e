// `npm run recipe`: exit code 0 and the files, or 1 and one line on stderr. Batches: see lines/linesCommand.ts. Texts: see texts/textCommand.ts.
import { errorLine } from '../command/errorLine'
import { goWhereTyped } from '../command/goWhereTyped'
import { asksForLines } from './lines/lineOptions'
import { linesCommand } from './lines/linesCommand'
import { runRecipe } from './runRecipe'
import { asksForText, textsFor } from './texts/textCommand'

goWhereTyped('recipe')

const args = process.argv.slice(2)
try {
  if (asksForLines(args)) process.exitCode = await linesCommand(args)
  else if (asksForText(args)) for (const text of await textsFor(args)) console.log(text)
  else await runRecipe(args)
} catch (error) {
  console.error(errorLine(error))
  process.exit(1)
}
