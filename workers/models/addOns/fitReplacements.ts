import { PalimpsestError } from '../../../src/shared/errors'
import { formatShape } from '../../graph/graph'
import type { Checkpoint } from '../checkpoint'
import type { Overlay } from '../overlays/overlay'
import type { Replacements } from './addOn'
import type { Fit } from './fitAddOns'

/** @throws PalimpsestError('recipe') when a projection has another shape than the checkpoint's. */
export function fitReplacements(
  id: string,
  { replacements, unread }: Replacements,
  { unet, label }: Checkpoint,
): Fit {
  const fitted = new Map<string, Overlay>()
  const unused = [...unread]
  for (const [key, replacement] of replacements) {
    const shape = unet.weights.get(key)?.shape
    if (!shape) {
      unused.push(replacement.key)
      continue
    }
    if (formatShape(shape) !== formatShape(replacement.shape))
      throw new PalimpsestError(
        'recipe',
        `The add-on "${id}" does not fit "${label}": its "${replacement.key}" is [${replacement.shape.join(', ')}], and the weight "${key}" is [${shape.join(', ')}].`,
        'Choose an add-on that was trained on a checkpoint of this family.',
      )
    fitted.set(key, { replacement, strength: '' })
  }
  if (fitted.size === 0)
    throw new PalimpsestError(
      'recipe',
      `The add-on "${id}" fits nothing of "${label}": the UNet has none of its layers.`,
      'Choose an add-on that was trained on a checkpoint of this family.',
    )
  return { unet: fitted, textEncoder: new Map(), secondTextEncoder: new Map(), unused }
}
