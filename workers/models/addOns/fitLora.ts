import { PalimpsestError, type ErrorReport } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import { formatShape, type Shape } from '../../graph/graph'
import { sizeOf } from '../../tensor/tensor'
import type { TensorIndex } from '../../weights/safetensors'
import type { Checkpoint } from '../checkpoint'
import { translated } from '../ldm/nameTable'
import { unetNames } from '../ldm/unetNames'
import type { Magnitude, Overlay } from '../overlays/overlay'
import type { Lora, WeightDifference } from './addOn'
import type { Fit } from './fitAddOns'
import { shapeMisfit } from './fitShapes'
import { messages } from './messages'
import { ModuleNames } from './moduleNames'
import type { UNetConfig } from '../unetConfig'

/** Programs that name Stable Diffusion's modules name these in other families. */
const OTHER_FAMILIES: readonly (readonly [RegExp, refusal: (addOn: string) => ErrorReport])[] = [
  [/double_blocks|single_transformer_blocks/, (addOn) => messages.forFamily({ addOn, family: 'Flux' })],
  [/joint_blocks|context_block/, (addOn) => messages.forFamily({ addOn, family: 'Stable Diffusion 3' })],
  [
    /^transformer[._]|\btransformer\.(?:blocks|transformer_blocks)/,
    (addOn) => messages.forTransformer({ addOn }),
  ],
  [/motion_modules|temporal_transformer/, (addOn) => messages.forMotion({ addOn })],
  [
    /^(?:blocks|layers)[._]\d+[._](?:self_attn|cross_attn|attn|attention)/,
    (addOn) => messages.forTransformer({ addOn }),
  ],
  [/label_emb|add_embedding/, (addOn) => messages.forFamily({ addOn, family: 'Stable Diffusion XL' })],
]

/**
 * Finds the weight of each difference.
 * @throws PalimpsestError('recipe') when nothing fits, or a weight has another shape.
 */
export function fitLora(id: string, lora: Lora, { unet, textEncoder, secondText, label }: Checkpoint): Fit {
  const networks = {
    unet: networkOf(unet.weights, ldmNameIn(unet.config)),
    text_encoder: networkOf(textEncoder.weights),
    text_encoder_2: networkOf(secondText?.encoder.weights ?? new Map()),
  }
  const unused = [...lora.unread]
  for (const difference of lora.differences) {
    const { part, module, target } = difference
    const named = (part === 'any' ? PARTS : [part])
      .map((name) => networks[name])
      .filter(({ names }) => names.find(module) !== undefined)
    // Both text encoders of Stable Diffusion XL have layers of one name.
    const network =
      named.find(({ names, weights }) => {
        const weight = weights.get(`${names.find(module)}.${target}`)
        return weight && misfitOf(difference, weight.shape) === undefined
      }) ?? named[0]
    const path = network?.names.find(module)
    const key = `${path}.${target}`
    if (!network?.weights.has(key)) {
      unused.push(...difference.keys)
      continue
    }
    requireShape(id, difference, { key, weights: network.weights, label })
    network.fitted.set(key, overlayOf(difference, network.weights.get(key)!.shape))
  }
  const fit = {
    unet: networks.unet.fitted,
    textEncoder: networks.text_encoder.fitted,
    secondTextEncoder: networks.text_encoder_2.fitted,
    unused,
  }
  const fits = fit.unet.size + fit.textEncoder.size + fit.secondTextEncoder.size
  if (fits === 0 && lora.differences.length + lora.unread.length > 0) refuseWhole(id, lora, label)
  return fit
}

/** kohya's trainer names the modules of Stable Diffusion XL's UNet as LDM does. */
function ldmNameIn({ blockOutChannels, layersPerBlock, upBlockTypes }: UNetConfig) {
  const pairs = unetNames({
    levels: blockOutChannels.length,
    layers: layersPerBlock[0]!,
    upAttention: upBlockTypes.map((type) => type === 'CrossAttnUpBlock2D'),
  })
  const names = new Map(pairs.map(([ldm, diffusers]) => [diffusers, ldm]))
  return (path: string) => translated(path, names)
}

const networkOf = (weights: TensorIndex, otherName?: (path: string) => string | undefined) => ({
  names: new ModuleNames(weights, otherName),
  weights,
  fitted: new Map<string, Overlay>(),
})

const PARTS = ['unet', 'text_encoder', 'text_encoder_2'] as const

/** The strength is named by whoever puts add-ons together. */
function overlayOf(change: WeightDifference, shape: Shape): Overlay {
  if ('replacement' in change) return { replacement: change.replacement, strength: '' }
  const { difference, scale, magnitude } = change
  return {
    difference,
    scale,
    ...(magnitude && { magnitude: { ...magnitude, of: sideIn(shape, magnitude) } }),
    strength: '',
  }
}

/** Whose lengths they are. diffusers writes rows under LyCORIS' name in the shape that columns have there; their number tells. */
function sideIn(shape: Shape, { lengths, of }: Magnitude): Magnitude['of'] {
  const count = sizeOf(lengths.shape)
  return of === 'columns' && count !== shape[1] && count === shape[0] ? 'rows' : of
}

/** What a change comes to where that is not the weight's shape; undefined where it fits. */
function misfitOf(change: WeightDifference, shape: Shape): Message | undefined {
  if ('replacement' in change) {
    const given = formatShape(change.replacement.shape)
    return given === formatShape(shape) ? undefined : messages.shape({ shape: given })
  }
  const { difference, magnitude } = change
  return shapeMisfit(difference, shape, magnitude && { ...magnitude, of: sideIn(shape, magnitude) })
}

function requireShape(
  id: string,
  change: WeightDifference,
  { key, weights, label }: { readonly key: string; readonly weights: TensorIndex; readonly label: string },
): void {
  const { shape } = weights.get(key)!
  const misfit = misfitOf(change, shape)
  if (misfit === undefined) return
  throw new PalimpsestError(
    messages.differenceMisfit({
      addOn: id,
      checkpoint: label,
      tensor: change.keys[0]!,
      given: misfit,
      weight: key,
      shape: shape.join(', '),
    }),
  )
}

function refuseWhole(id: string, { differences, unread }: Lora, label: string): never {
  const modules = differences.map(({ module }) => module)
  const refusal = OTHER_FAMILIES.find(([pattern]) => modules.some((module) => pattern.test(module)))?.[1]
  if (refusal) throw new PalimpsestError(refusal(id))
  const first = differences[0]?.keys[0] ?? unread[0]!
  throw new PalimpsestError(
    messages.fitsNothing({ addOn: id, checkpoint: label, count: modules.length, first }),
  )
}
