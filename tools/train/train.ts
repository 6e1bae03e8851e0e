// `npm run train -- plan.json --out FOLDER`: exit code 0 and the files, or 1 and one line on stderr.
import { errorLine } from '../command/errorLine'
import { goWhereTyped } from '../command/goWhereTyped'
import { trainCommand } from './trainCommand'

goWhereTyped('train')

try {
  await trainCommand(process.argv.slice(2), {
    tell: (line) => console.log(line),
    warn: (line) => console.error(line),
  })
} catch (error) {
  console.error(errorLine(error))
  process.exitCode = 1
}
