// The networks beside the bundled checkpoints, kept before they are used. The service worker keeps whatever of theirs is fetched
// (offline.config.ts); here all of it is fetched.
import { bundledNetworks, type BundledNetwork } from './bundledNetworks'

/** Of the service worker's cache. */
const cacheName = 'bundled networks'

const estimator = ['config.json', 'preprocessor_config.json', 'onnx/model.onnx']
/** What writes has words, too. */
const writer = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/encoder_model.onnx',
  'onnx/decoder_model_merged.onnx',
]
const control = ['config.json', 'diffusion_pytorch_model.safetensors']

const checkpoint = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'text_encoder/config.json',
  'text_encoder/model.safetensors',
  'tokenizer/merges.txt',
  'tokenizer/special_tokens_map.json',
  'tokenizer/tokenizer_config.json',
  'tokenizer/vocab.json',
  ...['unet', 'vae'].flatMap((network) => control.map((file) => `${network}/${file}`)),
]

/** Every file that is read of one, by its kind; what reads pictures is in the Hub's form for browsers. */
export function filesOf(kind: BundledNetwork['kind']): readonly string[] {
  if (kind === 'checkpoint') return checkpoint
  if (kind === 'image-to-text') return writer
  return kind === 'controlnet' || kind === 't2i-adapter' ? control : estimator
}

/** Those that are not kept already. */
const later = bundledNetworks.filter(({ keptWithPage }) => !keptWithPage)

/** Bytes that all of them take, about. */
export const offlineBytes = later.reduce((sum, { bytes }) => sum + bytes, 0)

const addresses = (): readonly string[] => {
  const base = new URL(import.meta.env.BASE_URL, location.href)
  return later.flatMap(({ id, kind }) =>
    filesOf(kind).map((file) => new URL(`models/${id}/${file}`, base).href),
  )
}

/** Whether there is someone who keeps what is fetched: not in a private window of some browsers, and not before the first visit's end. */
export const canKeepNetworks = (): boolean =>
  'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

export async function networksAreKept(): Promise<boolean> {
  const cache = await caches.open(cacheName)
  const found = await Promise.all(addresses().map((address) => cache.match(address, { ignoreVary: true })))
  return found.every((response) => response !== undefined)
}

/**
 * Fetches every file, through the service worker.
 * @param onProgress hears of the share of the files that are there, 0 to 1
 * @throws TypeError when one does not arrive, or is not kept
 */
export async function keepNetworks(onProgress: (share: number) => void): Promise<void> {
  const all = addresses()
  for (const [at, address] of all.entries()) {
    onProgress(at / all.length)
    const response = await fetch(address)
    if (!response.ok) throw new TypeError(`${address} answered ${response.status}.`)
    await response.arrayBuffer()
  }
  if (!(await networksAreKept())) throw new TypeError('The service worker kept not all of it.')
}
