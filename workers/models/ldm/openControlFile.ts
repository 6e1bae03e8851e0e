// A ControlNet or T2I-Adapter in one file, in the layout of the original code.
import { PalimpsestError } from '../../../src/shared/errors'
import type { ByteSource } from '../../weights/byteSource'
import { refuseOtherFormats } from '../../weights/notSafetensors'
import { readScales } from '../../weights/quantised'
import { readHeader, type TensorIndex } from '../../weights/safetensors'
import { ConfigReader } from '../configReader'
import { checkedNetwork, type NetworkKind, type OpenedNetwork } from '../openNetwork'
import { adapterFile } from './adapterNames'
import { controlNetConfigJson, controlNetNames } from './controlNames'
import { fileKindOf, refuseKind } from './fileKind'
import { refuseUnknown } from './ldmParts'
import { messages } from './messages'
import { renamed, type NamePair } from './nameTable'
import { unetTopologyOf } from './unetTopology'

/** @throws PalimpsestError('weights' or 'checkpoint') that names what the file is, lacks, or holds besides. */
export async function openControlFile<Config>(
  file: ByteSource,
  kind: NetworkKind<Config>,
): Promise<OpenedNetwork<Config>> {
  await refuseOtherFormats(file)
  const tensors = await readScales(await readHeader(file), file.name)
  const own = withoutPrefix(tensors)
  const found = fileKindOf(tensors)
  if (found && found.door !== 'guide') refuseKind(file.name, found, messages.controlNetwork())
  const { pairs, config } = layoutOf(file.name, own)
  const { named, unknown } = renamed(own, pairs)
  if (unknown.length > 0)
    refuseUnknown(
      file.name,
      unknown.map(({ key }) => key),
    )
  return checkedNetwork(
    new ConfigReader(messages.networkFile({ file: file.name }), config, 'control network'),
    named,
    kind,
  )
}

/** A ControlNet that was saved with its checkpoint has a prefix, and the checkpoint's own tensors beside it. */
function withoutPrefix(weights: TensorIndex): TensorIndex {
  const prefix = ['control_model.', 'adapter.'].find((one) =>
    [...weights.keys()].some((key) => key.startsWith(one)),
  )
  if (prefix === undefined) return weights
  return new Map(
    [...weights].flatMap(([key, entry]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), entry] as const] : [],
    ),
  )
}

interface Layout {
  readonly pairs: readonly NamePair[]
  readonly config: Readonly<Record<string, unknown>>
}

function layoutOf(name: string, weights: TensorIndex): Layout {
  if (weights.has('input_hint_block.0.weight') && weights.has('zero_convs.0.0.weight')) {
    const topology = unetTopologyOf(weights)
    return { pairs: controlNetNames(topology), config: controlNetConfigJson(topology, weights, name) }
  }
  if (weights.has('body.0.block1.weight') || weights.has('body.0.in_conv.weight')) return adapterFile(weights)
  throw new PalimpsestError(messages.notANetwork({ file: name }))
}
