// A whole UNet that was trained further (DreamBooth), as diffusers saves one or under LDM's names as ComfyUI does: laid over the
// checkpoint's own like any other add-on.
import { renamed } from '../ldm/nameTable'
import { isLeftAside, refuseUnknown } from '../ldm/ldmParts'
import { unetNames } from '../ldm/unetNames'
import { unetTopologyOf } from '../ldm/unetTopology'
import type { TensorIndex } from '../../weights/safetensors'
import type { Replacements } from './addOn'

/** What only a UNet has, and a ControlNet's copy of its way down does not. */
const OWN_KEYS = ['conv_in.weight', 'time_embedding.linear_1.weight', 'conv_out.weight']

/** Under LDM's, with what may stand before them. */
const OWN_LDM_KEYS = ['input_blocks.0.0.weight', 'time_embed.0.weight', 'out.2.weight']
const PREFIXES = ['', 'model.diffusion_model.', 'diffusion_model.']

const hasAll = (tensors: TensorIndex, keys: readonly string[]) => keys.every((key) => tensors.has(key))
/** What stands before LDM's names; undefined where the file is no UNet alone under these. */
const prefixOf = (tensors: TensorIndex) =>
  PREFIXES.find(
    (prefix) =>
      hasAll(
        tensors,
        OWN_LDM_KEYS.map((key) => prefix + key),
      ) && [...tensors.keys()].every((key) => key.startsWith(prefix) || isLeftAside(key)),
  )

export const looksLikeUNet = (tensors: TensorIndex): boolean =>
  hasAll(tensors, OWN_KEYS) || prefixOf(tensors) !== undefined

/**
 * @param file for sentences
 * @throws PalimpsestError('weights') that names what under LDM's names is no part of a UNet, or is lacking.
 */
export function readUNet(
  file: string,
  tensors: TensorIndex,
): Pick<Replacements, 'replacements' | 'textWidth' | 'unread'> {
  const replacements = underOurNames(file, tensors)
  const [, ofText] = [...replacements].find(([key]) => key.endsWith('.attn2.to_k.weight')) ?? []
  const textWidth = ofText?.shape[1]
  return { replacements, unread: [], ...(textWidth !== undefined && { textWidth }) }
}

function underOurNames(file: string, tensors: TensorIndex): TensorIndex {
  const prefix = prefixOf(tensors)
  if (prefix === undefined) return tensors
  const own = new Map(
    [...tensors].flatMap(([key, entry]) =>
      isLeftAside(key) ? [] : [[key.slice(prefix.length), entry] as const],
    ),
  )
  const { named, unknown } = renamed(own, unetNames(unetTopologyOf(own)))
  if (unknown.length > 0)
    refuseUnknown(
      file,
      unknown.map(({ key }) => key),
    )
  return named
}
