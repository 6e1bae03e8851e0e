// `npm run recipe`: exit code 0 and the files, or 1 and one line on stderr.
import { reportOf } from '../../src/shared/errors'
import { runRecipe } from './runRecipe'

try {
  await runRecipe(process.argv.slice(2))
} catch (error) {
  const { message, hint } = reportOf(error)
  console.error(`${message} ${hint}`.replaceAll(/\s*\n\s*/g, '; '))
  process.exit(1)
}
