// `npm run train`: teaches a checkpoint from pictures, as a plan says.
//
//   npm run train -- plan.json --out FOLDER [--checkpoint FOLDER] [--go-on]
//
// The plan is JSON: "Add-ons and training" in the README has one. --checkpoint takes the place of the plan's; --go-on continues what was ended
// on the way, with what FOLDER keeps of it. It ends with 0 and the files, or with 1 and one line.
import { errorLine } from '../command/errorLine'
import { goWhereTyped } from '../command/goWhereTyped'
import { tellHelp } from '../command/tellHelp.mjs'
import { trainCommand } from './trainCommand'

tellHelp(import.meta.url)
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
