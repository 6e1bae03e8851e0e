// `npm run recipe`: runs recipes without a window, on the page's own engine.
//
//   npm run recipe -- edit.json --out out.png [--image in.png] [--mask mask.png] [--checkpoint FOLDER_OR_FILE]
//     [--picture NAME=FILE ...] [--network ID=FOLDER ...] [--add-on ID=FILE ...]
//     [--latents out.npy] [--noise in.npy] [--trace FOLDER]
//   npm run recipe -- edit.json --out FILE --as diffusers|comfyui
//   npm run recipe -- --lines jobs.jsonl --out FOLDER [--part INDEX/COUNT] [--threads N]
//   npm run recipe -- --describe PICTURE [--by FOLDER]
//   npm run recipe -- --sentences CONCEPT --by FOLDER [--count N] [--seed N]
//
// The first runs one recipe. The picture and the mask stand in for those that it names; --picture, --network and --add-on give the files of other names
// in it; --latents writes the latents before decoding, --noise gives the noise to begin with, --trace writes every step.
// The second writes it as a script for diffusers or a workflow for ComfyUI. The third runs many, one a line (docs/scale.md). The last two
// write a caption of a picture, and sentences about a concept. Each ends with 0 and the files, or with 1 and one line.
import { errorLine } from '../command/errorLine'
import { goWhereTyped } from '../command/goWhereTyped'
import { tellHelp } from '../command/tellHelp.mjs'
import { asksForLines } from './lines/lineOptions'
import { linesCommand } from './lines/linesCommand'
import { runRecipe } from './runRecipe'
import { asksForText, textsFor } from './texts/textCommand'

tellHelp(import.meta.url)
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
