// Custom Diffusion (Kumari et al. 2023, arXiv:2212.04488) as diffusers' CustomDiffusionAttnProcessor is saved: whole projections
// of the cross-attention, which replace the checkpoint's own.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import type { Replacements } from './addOn'
import { messages } from './messages'

const KEY = /^(?:unet\.)?(.*\.attn2)\.processor\.(to_[kqv]|to_out)_custom_diffusion(\.0)?\.(weight|bias)$/

export const looksLikeCustomDiffusion = (tensors: TensorIndex): boolean =>
  [...tensors.keys()].some((key) => key.includes('_custom_diffusion.'))

/** @throws PalimpsestError('weights') when no key or value projection is among them. */
export function readCustomDiffusion(
  tensors: TensorIndex,
): Pick<Replacements, 'replacements' | 'textWidth' | 'unread'> {
  const replacements = new Map<string, TensorEntry>()
  const unread: string[] = []
  let textWidth: number | undefined
  for (const [key, entry] of tensors) {
    const [, path, projection, first = '', kind] = KEY.exec(key) ?? []
    if (path === undefined) {
      unread.push(key)
      continue
    }
    if (projection === 'to_k' || projection === 'to_v') textWidth ??= entry.shape[1]
    replacements.set(`${path}.${projection}${first}.${kind}`, entry)
  }
  if (textWidth === undefined) throw new PalimpsestError(messages.noProjections())
  return { replacements, textWidth, unread }
}
