// `npm run train -- plan.json --out FOLDER`: exit code 0 and the files, or 1 and one line on stderr.
import { lineOf, trainCommand } from './trainCommand'

// npm starts programs in the project's folder; paths are meant from where the command was typed.
const typedIn = process.env['INIT_CWD']
if (process.env['npm_lifecycle_event'] === 'train' && typedIn) process.chdir(typedIn)

try {
  await trainCommand(process.argv.slice(2), {
    tell: (line) => console.log(line),
    warn: (line) => console.error(line),
  })
} catch (error) {
  console.error(lineOf(error))
  process.exitCode = 1
}
