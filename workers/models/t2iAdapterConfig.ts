import { MAX_LAYERS, type ConfigReader } from './configReader'
import { messages } from './messages'

/** `config.json` of a T2IAdapter. */
export interface T2IAdapterConfig {
  readonly adapterType: 'full_adapter' | 'full_adapter_xl' | 'light_adapter'
  /** Of the hint: 3, or 1 for a grey one. */
  readonly inChannels: 1 | 3
  /** As the file lists them; a light adapter has the last level twice. */
  readonly channels: readonly number[]
  readonly numResBlocks: number
  /** Pixels of the hint per pixel of the finest feature: 8 for Stable Diffusion 1 and 2, 16 for XL. */
  readonly downscaleFactor: number
}

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readT2IAdapterConfig(reader: ConfigReader): T2IAdapterConfig {
  reader.only('_class_name', 'T2IAdapter')
  const adapterType = reader.word(
    'adapter_type',
    ['full_adapter', 'full_adapter_xl', 'light_adapter'],
    'full_adapter',
  )
  const inChannels = reader.integer('in_channels', 3)
  if (inChannels !== 3 && inChannels !== 1) throw reader.unsupported('in_channels', messages.threeOrOne())
  const config: T2IAdapterConfig = {
    adapterType,
    inChannels,
    // The inner layers of a light adapter have a quarter of them.
    channels: reader.integers('channels', [320, 640, 1280, 1280], {
      min: adapterType === 'light_adapter' ? 4 : 1,
    }),
    numResBlocks: reader.integer('num_res_blocks', 2, { max: MAX_LAYERS }),
    downscaleFactor: reader.integer('downscale_factor', 8, { max: MAX_LAYERS }),
  }
  reader.done()
  return config
}
