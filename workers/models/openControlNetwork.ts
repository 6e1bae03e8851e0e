// The networks beside a checkpoint that steer it by a picture, the hint: ControlNets and T2I-Adapters, each in a folder of its own.
import { PalimpsestError } from '../../src/shared/errors'
import { sizeOf } from '../tensor/tensor'
import type { FileTree } from '../weights/byteSource'
import type { PreferredVariant } from '../weights/openWeights'
import { subTree } from '../weights/subTree'
import type { TensorIndex } from '../weights/safetensors'
import type { ConfigReader } from './configReader'
import { readControlNetConfig, type ControlNetConfig } from './controlNetConfig'
import { checkControlNetKeys } from './controlNetGraph'
import { openControlFile } from './ldm/openControlFile'
import { messages } from './messages'
import { openNetwork, type OpenedNetwork } from './openNetwork'
import { readT2IAdapterConfig, type T2IAdapterConfig } from './t2iAdapterConfig'
import { checkT2IAdapterKeys } from './t2iAdapterGraph'

type KindAndConfig =
  | { readonly kind: 'controlnet'; readonly config: ControlNetConfig }
  | { readonly kind: 't2i-adapter'; readonly config: T2IAdapterConfig }

interface Facts {
  /** The folder as the person knows it. */
  readonly label: string
  readonly weights: TensorIndex
  readonly parameterCount: number
  /** Bytes of the files that hold its weights. */
  readonly bytes: number
}

export type ControlNetwork = Facts & KindAndConfig

/**
 * Opens a ControlNet or a T2I-Adapter: `config.json` and `diffusion_pytorch_model.safetensors` in one folder. Every key of its
 * weights is held against its configuration; whether it goes with a checkpoint, `checkPairing` says.
 * @param prefer which of two precisions is taken where the folder has both.
 * @param path a file of the tree that holds the network in the original layout, or a folder in it.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openControlNetwork(
  tree: FileTree,
  {
    prefer = 'full',
    path = '',
  }: { readonly prefer?: PreferredVariant; readonly path?: string | undefined } = {},
): Promise<ControlNetwork> {
  const file = /\.[a-z]\w*$/i.test(path) ? await tree.open(path) : undefined
  if (file)
    return described(file.name, await openControlFile(file, { readConfig: readKindAndConfig, checkKeys }))
  return openControlFolder(path === '' ? tree : subTree(tree, path), prefer)
}

async function openControlFolder(tree: FileTree, prefer: PreferredVariant): Promise<ControlNetwork> {
  if (!(await tree.open('config.json')))
    throw new PalimpsestError(messages.notANetwork({ label: tree.label }))
  const opened = await openNetwork(tree, {
    folder: '',
    stem: 'diffusion_pytorch_model',
    prefer,
    subject: 'control network',
    readConfig: readKindAndConfig,
    checkKeys,
  })
  return described(tree.label, opened)
}

function described(label: string, { config, weights }: OpenedNetwork<KindAndConfig>): ControlNetwork {
  const entries = [...weights.values()]
  return {
    ...config,
    label,
    weights,
    parameterCount: entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    bytes: [...new Set(entries.map(({ file }) => file))].reduce((sum, { size }) => sum + size, 0),
  }
}

function readKindAndConfig(reader: ConfigReader): KindAndConfig {
  return reader.word('_class_name', ['ControlNetModel', 'T2IAdapter']) === 'ControlNetModel'
    ? { kind: 'controlnet', config: readControlNetConfig(reader) }
    : { kind: 't2i-adapter', config: readT2IAdapterConfig(reader) }
}

function checkKeys(opened: KindAndConfig, weights: TensorIndex): void {
  if (opened.kind === 'controlnet') checkControlNetKeys(opened.config, weights)
  else checkT2IAdapterKeys(opened.config, weights)
}
