// A whole UNet that was trained further (DreamBooth), as diffusers saves one: laid over the checkpoint's own like any other add-on.
import type { TensorIndex } from '../../weights/safetensors'
import type { Replacements } from './addOn'

/** What only a UNet has, and a ControlNet's copy of its way down does not. */
const OWN_KEYS = ['conv_in.weight', 'time_embedding.linear_1.weight', 'conv_out.weight']

export const looksLikeUNet = (tensors: TensorIndex): boolean => OWN_KEYS.every((key) => tensors.has(key))

export function readUNet(tensors: TensorIndex): Pick<Replacements, 'replacements' | 'textWidth' | 'unread'> {
  const [, ofText] = [...tensors].find(([key]) => key.endsWith('.attn2.to_k.weight')) ?? []
  const textWidth = ofText?.shape[1]
  return { replacements: tensors, unread: [], ...(textWidth !== undefined && { textWidth }) }
}
