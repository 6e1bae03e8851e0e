// One network in the diffusers layout: its config.json and the headers of its weights, held against each other.
import type { FileTree } from '../weights/byteSource'
import { openWeights, type PreferredVariant } from '../weights/openWeights'
import { readJson } from '../weights/readJson'
import type { TensorIndex } from '../weights/safetensors'
import { ConfigReader, type ConfigSubject } from './configReader'

/** A network: what it is, and where its weights lie. */
export interface OpenedNetwork<Config> {
  readonly config: Config
  readonly weights: TensorIndex
}

interface NetworkKind<Config> {
  /** "unet", or "" for the root. */
  readonly folder: string
  /** Of the weights' file name. */
  readonly stem: 'diffusion_pytorch_model' | 'model'
  readonly prefer: PreferredVariant
  readonly subject?: ConfigSubject
  readonly readConfig: (reader: ConfigReader) => Config
  readonly checkKeys: (config: Config, weights: TensorIndex) => void
}

/**
 * Reads the configuration and the headers of a network; no weight is read.
 * @throws PalimpsestError('checkpoint' or 'weights') that names the file, option or keys at fault.
 */
export async function openNetwork<Config>(
  tree: FileTree,
  { folder, stem, prefer, subject, readConfig, checkKeys }: NetworkKind<Config>,
): Promise<OpenedNetwork<Config>> {
  const path = folder === '' ? 'config.json' : `${folder}/config.json`
  const reader = new ConfigReader(`"${path}" of "${tree.label}"`, await readJson(tree, path), subject)
  const config = readConfig(reader)
  const weights = await openWeights(tree, folder, stem, { prefer })
  try {
    checkKeys(config, weights)
  } catch (error) {
    // An operator that refuses its shapes: numbers of the configuration that do not go together.
    if (error instanceof RangeError)
      throw reader.error(`describes no network: ${error.message.replace(/\.$/, '')}`)
    throw error
  }
  return { config, weights }
}
