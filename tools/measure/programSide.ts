// The program's side: recipes through the engine of the page, each checkpoint's networks loaded once.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { pixelsFromTensor } from '../../workers/image/pixelTensor'
import type { Backend } from '../../workers/runtime/backend'
import { tensor, type Tensor } from '../../workers/tensor/tensor'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import { Runner } from '../recipe/runner'
import type { Request } from './technique'

export interface Made {
  readonly picture: Pixels
  readonly shown: Readonly<Record<string, Pixels>>
}

const memoryBudget = 4e9

/** @param locate the folder of a checkpoint or network, by id */
export function createProgram(
  backend: Backend,
  locate: (id: string) => string,
): (request: Request) => Promise<Made> {
  const runner = new Runner(backend, memoryBudget)
  return async ({ recipe: written, images = {} }) => {
    const recipe = parseRecipe(written, guideMetas)
    const shown: Record<string, Pixels> = {}
    const edit = await runner.prepare(recipe, {
      checkpoint: locate(recipe.checkpoint),
      networks: new Map(networksNamedBy(recipe).map((id) => [id, locate(id)])),
    })
    const { pixels } = await edit(
      { images },
      {
        onShow: ({ key, name, picture }) => {
          shown[`${key} ${name}`] = pixelsFromTensor(symmetric(picture))
        },
      },
    )
    return { picture: pixels, shown }
  }
}

/** From [1, 1 or 3, H, W] in [0, 1] to three channels in [-1, 1]. */
function symmetric({ data, shape }: Tensor): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape
  if (channels !== 1 && channels !== 3)
    throw new PalimpsestError('internal', `A shown picture has ${channels} channels.`, 'Show 1 or 3.')
  const area = height * width
  const out = new Float32Array(3 * area)
  for (let at = 0; at < out.length; at++) out[at] = 2 * (data[at % data.length] as number) - 1
  return tensor(out, [1, 3, height, width])
}
