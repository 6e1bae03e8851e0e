import { PalimpsestError } from '../../../src/shared/errors'
import { formatShape } from '../../graph/graph'
import type { Checkpoint } from '../checkpoint'
import type { Overlay } from '../overlays/overlay'
import type { Replacements } from './addOn'
import type { Fit } from './fitAddOns'
import { messages } from './messages'

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
        messages.otherShape({
          addOn: id,
          checkpoint: label,
          tensor: replacement.key,
          given: replacement.shape.join(', '),
          weight: key,
          shape: shape.join(', '),
        }),
      )
    fitted.set(key, { replacement, strength: '' })
  }
  if (fitted.size === 0) throw new PalimpsestError(messages.noLayers({ addOn: id, checkpoint: label }))
  return { unet: fitted, textEncoder: new Map(), secondTextEncoder: new Map(), unused }
}
