// One network in the diffusers layout: its config.json and the headers of its weights, held against each other.
import type { FileTree } from '../weights/byteSource'
import { openWeights, type PreferredVariant } from '../weights/openWeights'
import { readJson } from '../weights/readJson'
import type { TensorIndex } from '../weights/safetensors'
import { ConfigReader, type ConfigSubject } from './configReader'
import { messages } from './messages'

/** A network: what it is, and where its weights lie. */
export interface OpenedNetwork<Config> {
  readonly config: Config
  readonly weights: TensorIndex
}

export interface NetworkKind<Config> {
  readonly readConfig: (reader: ConfigReader) => Config
  readonly checkKeys: (config: Config, weights: TensorIndex) => void
}

interface NetworkFolder<Config> extends NetworkKind<Config> {
  /** "unet", or "" for the root. */
  readonly folder: string
  /** Of the weights' file name. */
  readonly stem: 'diffusion_pytorch_model' | 'model'
  readonly prefer: PreferredVariant
  readonly subject?: ConfigSubject
}

/**
 * Reads the configuration and the headers of a network; no weight is read.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openNetwork<Config>(
  tree: FileTree,
  { folder, stem, prefer, subject, ...kind }: NetworkFolder<Config>,
): Promise<OpenedNetwork<Config>> {
  const path = folder === '' ? 'config.json' : `${folder}/config.json`
  const reader = new ConfigReader(
    messages.fileOf({ path, label: tree.label }),
    await readJson(tree, path),
    subject,
  )
  const check = checkedConfig(reader, kind)
  return check(await openWeights(tree, folder, stem, { prefer }))
}

/** Holds a network's configuration and weights against each other. @throws as `openNetwork` does */
export const checkedNetwork = <Config>(
  reader: ConfigReader,
  weights: TensorIndex,
  kind: NetworkKind<Config>,
): OpenedNetwork<Config> => checkedConfig(reader, kind)(weights)

/** The configuration is read at once, before any weights are looked for. */
function checkedConfig<Config>(
  reader: ConfigReader,
  { readConfig, checkKeys }: NetworkKind<Config>,
): (weights: TensorIndex) => OpenedNetwork<Config> {
  const config = readConfig(reader)
  return (weights) => {
    try {
      checkKeys(config, weights)
    } catch (error) {
      // An operator that refuses its shapes: numbers of the configuration that do not go together.
      if (error instanceof RangeError)
        throw reader.error(messages.noNetwork({ reason: error.message.replace(/\.$/, '') }))
      throw error
    }
    return { config, weights }
  }
}
