// Each drawn edit as the autoencoder gives it back, with the edit and without: what "Keep unchanged" compares.
import { join } from 'node:path'
import type { Pixels } from '../../../src/shared/pixels'
import { parseRecipe } from '../../../src/shared/recipe'
import { guideMetas } from '../../../workers/guidance/list'
import { pixelsFromTensor, tensorFromPixels } from '../../../workers/image/pixelTensor'
import { CheckpointNetworks } from '../../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../../workers/jobs/editJob'
import { openCheckpoint } from '../../../workers/models/checkpoint'
import type { Backend } from '../../../workers/runtime/backend'
import { SessionCache } from '../../../workers/runtime/sessionCache'
import { scale } from '../../../workers/tensor/arithmetic'
import { pathTree } from '../../../workers/weights/pathTree.node.ts'
import type { Judgement } from '../../toyland/judge'
import { drawCases } from '../drawings'
import { keep } from '../keptPictures'
import { plainSettings, side } from '../plainRecipe'

export interface EditPair {
  readonly number: number
  /** "recolour", "background", ... as tools/toyland/edits.py names them. */
  readonly kind: string
  readonly instruction: string
  readonly before: Pixels
  /** What the judge is to see afterwards, and did not before. */
  readonly wanted: Judgement
  /** White where the edit may change the picture. */
  readonly changed: Pixels
  /** Both from the decoder. */
  readonly edited: Pixels
  readonly unedited: Pixels
}

const checkpoint = 'toyland/instruct'

/** Draws and runs the first `count` edits; what the folder holds is not run again. */
export async function* editPairs(
  backend: Backend,
  { count, folder, python }: { readonly count: number; readonly folder: string; readonly python: string },
): AsyncGenerator<EditPair> {
  const networks = new CheckpointNetworks(
    await openCheckpoint(pathTree(join('public/models', checkpoint))),
    backend,
    new SessionCache(backend, 4e9),
    {
      controlNetwork: () => {
        throw new RangeError('These edits name no network.')
      },
    },
  )
  const drawn = await drawCases(python, 'edits', count, folder)
  for (const [number, { texts, labels, pictures }] of drawn.entries()) {
    const before = pictures['before']!
    const instruction = texts['instruction']!
    const recipe = parseRecipe(
      {
        version: 2,
        checkpoint,
        prompt: instruction,
        seed: number,
        steps: plainSettings.steps,
        scheduler: 'ddim',
        width: side,
        height: side,
        image: 'before',
        guides: [{ id: 'instruct-pix2pix', values: { textScale: 3, imageScale: 2 } }],
      },
      guideMetas,
    )
    const { picture: edited, shown } = await keep(folder, `pair-${number}`, async () => {
      const { pixels } = await runEdit({ recipe, images: { before } }, networks)
      const { mean } = await networks.encodeImage(tensorFromPixels(before))
      const decoded = await networks.decode(scale(mean, networks.scalingFactor))
      return { picture: pixels, shown: { unedited: pixelsFromTensor(decoded) } }
    })
    const [old, asked] = [labels['before']!, labels['after']!]
    yield {
      number,
      kind: texts['kind']!,
      instruction,
      before,
      wanted: Object.fromEntries(Object.entries(asked).filter(([name, answer]) => old[name] !== answer)),
      changed: pictures['changed']!,
      edited,
      unedited: shown['unedited']!,
    }
  }
}
