// A whole checkpoint in one safetensors file, in the layout of the original LDM code: names and configurations are translated
// while they are read, weights stay where they are in the file.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import type { ByteSource, FileTree } from '../../weights/byteSource'
import { refuseOtherFormats } from '../../weights/notSafetensors'
import { readScales } from '../../weights/quantised'
import { readText } from '../../weights/readJson'
import { readSafetensors, type TensorIndex } from '../../weights/safetensors'
import { windowed } from '../../weights/windowOf'
import { clipVocabulary } from '../../text/clipVocabulary'
import type { CheckpointParts } from '../checkpointParts'
import { readClipTextConfig, readProjectingClipTextConfig, type ClipTextConfig } from '../clipTextConfig'
import { checkClipTextKeys } from '../clipTextGraph'
import { ConfigReader } from '../configReader'
import { checkedNetwork, type OpenedNetwork } from '../openNetwork'
import { refinerRefused } from '../secondText'
import { readUNetConfig } from '../unetConfig'
import { checkUNetKeys } from '../unetGraph'
import { readVaeConfig } from '../vaeConfig'
import { checkVaeKeys } from '../vaeGraph'
import { schedulerConfigJson, textConfigJson, unetConfigJson, vaeConfigJson } from './ldmConfigs'
import { ldmParts, refuseOtherFamilies, refuseUnknown, type LdmPart } from './ldmParts'
import { messages } from './messages'
import { renamed, type NamePair } from './nameTable'
import { openClipLayers, openClipNames, unfused } from './openClipNames'
import { predictsVelocity } from './predictsVelocity'
import { unetNames } from './unetNames'
import { unetTopologyOf } from './unetTopology'
import { asLinear, vaeNames, vaeTopologyOf } from './vaeNames'

export interface SingleFile {
  readonly file: ByteSource
  /** The text of the .yaml beside it. */
  readonly yaml?: string | undefined
  /** Where CLIP's merges.txt lies, since no such file has a tokenizer. */
  readonly clip: FileTree
}

/** @throws PalimpsestError('weights' or 'checkpoint') that names what the file is, lacks, or holds besides. */
export async function openSingleFile({ file, yaml, clip }: SingleFile): Promise<CheckpointParts> {
  await refuseOtherFormats(file)
  const contents = await readSafetensors(file)
  refuseOtherFamilies(contents.tensors, file.name)
  const parts = ldmParts(await readScales(contents.tensors, file.name), file.name)
  const need = (part: LdmPart, what: Message): TensorIndex => {
    const weights = parts.get(part)
    if (weights) return weights
    throw new PalimpsestError(messages.partMissing({ file: file.name, part: what }))
  }
  if (
    !parts.has('unet') &&
    [...contents.tensors.keys()].some((key) => key.startsWith('model_ema.diffusion_model'))
  )
    throw new PalimpsestError(messages.averagesOnly({ file: file.name }))
  const unetWeights = need('unet', messages.unet())
  const vaeWeights = need('vae', messages.autoencoder())
  if (parts.has('refiner')) throw refinerRefused(labelOf(file))
  const openClip = parts.get('open-clip')
  const textWeights = openClip ?? need('clip', messages.textEncoder())

  const topology = unetTopologyOf(unetWeights)
  const isXl = topology.labelDim !== undefined
  const second = isXl ? need('second-open-clip', messages.secondTextEncoder()) : undefined
  const velocity =
    topology.usesLinear && (await predictsVelocity({ file: contents, unet: unetWeights, yaml }))
  const named = (weights: TensorIndex, pairs: readonly NamePair[]): TensorIndex => {
    const { named, unknown } = renamed(weights, pairs)
    if (unknown.length > 0)
      refuseUnknown(
        file.name,
        unknown.map(({ key }) => key),
      )
    return named
  }
  const reader = (part: Message, json: unknown) =>
    new ConfigReader(messages.partOf({ part, file: file.name }), json)

  const unet = checkedNetwork(
    reader(
      messages.unet(),
      unetConfigJson(topology, {
        sampleSize: isXl ? 128 : velocity ? 96 : 64,
        projectionDim: second?.get('text_projection')?.shape[1],
      }),
    ),
    windowed(named(unetWeights, unetNames(topology))),
    { readConfig: readUNetConfig, checkKeys: checkUNetKeys },
  )
  const vaeTopology = vaeTopologyOf(vaeWeights)
  const vae = checkedNetwork(
    reader(messages.autoencoder(), vaeConfigJson(vaeTopology, vaeWeights, { isXl })),
    windowed(asLinear(named(vaeWeights, vaeNames(vaeTopology)))),
    { readConfig: readVaeConfig, checkKeys: checkVaeKeys },
  )
  const text = windowed(openClip ? openClipText(openClip, named) : withoutWrapper(textWeights))
  const textEncoder = checkedNetwork(
    reader(messages.textEncoder(), textConfigJson(text, openClip ? 'gelu' : 'quick_gelu')),
    text,
    { readConfig: readClipTextConfig, checkKeys: checkClipTextKeys },
  )
  const merges = await readText(clip, 'merges.txt')
  const secondText = second && {
    encoder: secondEncoder(second, named, (json) => reader(messages.secondTextEncoder(), json)),
    tokenizer: clipVocabulary(merges, { pad: '!' }),
    zerosForNone: true,
  }
  return {
    label: labelOf(file),
    ...(secondText && { secondText }),
    unet,
    vae,
    textEncoder,
    tokenizer: clipVocabulary(merges, { pad: openClip ? '!' : '<|endoftext|>' }),
    schedulerConfig: schedulerConfigJson({
      isXl,
      predictsVelocity: velocity,
      zeroSnr: contents.tensors.has('ztsnr'),
      instructs: topology.inChannels === 8,
    }),
  }
}

const labelOf = ({ name }: ByteSource): string => name.replace(/^.*[\\/]/, '').replace(/\.safetensors$/i, '')

type Named = (weights: TensorIndex, pairs: readonly NamePair[]) => TensorIndex

/** Stable Diffusion XL's, every block of which is read, and its projection. */
function secondEncoder(
  weights: TensorIndex,
  named: Named,
  reader: (json: unknown) => ConfigReader,
): OpenedNetwork<ClipTextConfig> {
  const names = openClipNames(openClipLayers(weights))
  const text = windowed(named(unfused(weights), [...names, ['text_projection', 'text_projection']]))
  const projectionDim = text.get('text_projection')?.shape[1]
  return checkedNetwork(reader({ ...textConfigJson(text, 'gelu'), projection_dim: projectionDim }), text, {
    readConfig: readProjectingClipTextConfig,
    checkKeys: checkClipTextKeys,
  })
}

/** The last block of the file is not read: what goes before it is normalised in its place. */
function openClipText(weights: TensorIndex, named: Named): TensorIndex {
  const layers = openClipLayers(weights) - 1
  const last = `transformer.resblocks.${layers}.`
  const read = new Map([...weights].filter(([key]) => !key.startsWith(last)))
  return named(unfused(read), openClipNames(layers))
}

/** Only some versions of transformers wrote `text_model.`. */
const withoutWrapper = (weights: TensorIndex): TensorIndex =>
  new Map([...weights].map(([key, entry]) => [key.replace(/^text_model\./, ''), entry]))
