// Opens what others trained, from one file or from the folder or repository that holds it under a usual name.
import * as v from 'valibot'
import { PalimpsestError } from '../../../src/shared/errors'
import { sizeOf } from '../../tensor/tensor'
import type { ByteSource, FileTree } from '../../weights/byteSource'
import { bytesSource } from '../../weights/bytesSource'
import { refuseOtherFormats } from '../../weights/notSafetensors'
import { refuseQuantised } from '../../weights/quantised'
import { readJson } from '../../weights/readJson'
import { subTree } from '../../weights/subTree'
import { openNetwork } from '../openNetwork'
import { readVaeConfig } from '../vaeConfig'
import { checkDecoderKeys, checkVaeKeys } from '../vaeGraph'
import { readSafetensors, type SafetensorsFile } from '../../weights/safetensors'
import type { AddOn, Autoencoder, Embedding, Lora, Replacements } from './addOn'
import { fileKindOf } from '../ldm/fileKind'
import { autoencoderKindOf, readVaeFile } from '../ldm/vaeFile'
import { LoraScales } from './loraScale'
import { readLoraKey } from './loraKeys'
import { messages } from './messages'
import { looksLikeCustomDiffusion, readCustomDiffusion } from './readCustomDiffusion'
import { looksLikeEmbedding, readEmbedding } from './readEmbedding'
import { readBundle, type Bundle } from './readBundle'
import { readLora } from './readLora'
import { looksLikeUNet, readUNet } from './readUNet'
import { refuseOtherKinds, refuseUnreadKinds } from './otherKinds'
import { triggerWordsOf } from './triggerWords'

/** Files up to this size are read whole, which their hash needs; of larger ones only the header is. */
const LARGEST_READ = 512e6

let opened = 0

/**
 * Opens an add-on; which checkpoints it fits, `fitAddOns` says.
 * @param adapterConfig parsed adapter_config.json of a PEFT folder.
 * @throws PalimpsestError('weights') in one sentence: a pickle, an empty or damaged file, or one that holds no add-on.
 */
export async function openAddOn(given: ByteSource, adapterConfig?: unknown): Promise<AddOn> {
  await refuseOtherFormats(given)
  const bytes = given.size <= LARGEST_READ ? await given.read(0, given.size) : undefined
  const file = bytes ? bytesSource(given.name, bytes) : given
  const contents = await readSafetensors(file)
  const { tensors, metadata } = contents
  refuseQuantised(tensors, given.name)
  const facts = {
    serial: ++opened,
    label: given.name,
    bytes: given.size,
    parameterCount: [...tensors.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    triggerWords: triggerWordsOf(metadata),
    ...(bytes && { hash: await sha256(bytes) }),
  }
  const kind = await readKind(stemOf(given.name), contents, adapterConfig)
  const called = 'triggerWords' in kind ? (kind.triggerWords ?? []) : []
  return { ...facts, ...kind, triggerWords: [...new Set([...called, ...facts.triggerWords])] }
}

/** The names under which diffusers and PEFT save add-ons. */
const USUAL_NAMES = [
  'pytorch_lora_weights.safetensors',
  'adapter_model.safetensors',
  'learned_embeds.safetensors',
  'pytorch_custom_diffusion_weights.safetensors',
]

/**
 * Opens the add-on of a folder or repository.
 * @param path of its file, where it has none of the usual names, or of the folder of an autoencoder.
 * @throws PalimpsestError('weights') when there is none, or as `openAddOn` does.
 */
export async function openAddOnOf(tree: FileTree, path?: string): Promise<AddOn> {
  const autoencoder = await openAutoencoderOf(tree, path)
  if (autoencoder) return autoencoder
  for (const name of path === undefined ? USUAL_NAMES : [path]) {
    const file = await tree.open(name)
    if (!file) continue
    const config = (await tree.open('adapter_config.json')) && (await readJson(tree, 'adapter_config.json'))
    // The usual names tell nothing: the folder's does.
    return { ...(await openAddOn(file, config)), label: path ?? tree.label }
  }
  for (const name of USUAL_NAMES) {
    const pickle = await tree.open(name.replace('.safetensors', '.bin'))
    if (pickle) await refuseOtherFormats(pickle)
  }
  throw new PalimpsestError(
    path === undefined
      ? messages.noUsualName({ label: tree.label, name: USUAL_NAMES[0]! })
      : messages.noFile({ label: tree.label, path }),
  )
}

/** The autoencoder of a folder that has its configuration. */
async function openAutoencoderOf(tree: FileTree, path = ''): Promise<Autoencoder | undefined> {
  if (/\.[a-z]\w*$/i.test(path)) return undefined
  const folder = path === '' ? tree : subTree(tree, path)
  const config = (await folder.open('config.json')) && (await readJson(folder, 'config.json'))
  const className = nameIn(config)
  if (className === undefined || !/autoencoder|vae/i.test(className)) return undefined
  const isTiny = className === 'AutoencoderTiny'
  const network = await openNetwork(folder, {
    folder: '',
    stem: 'diffusion_pytorch_model',
    prefer: 'full',
    readConfig: readVaeConfig,
    checkKeys: isTiny ? checkDecoderKeys : checkVaeKeys,
  })
  const entries = [...network.weights.values()]
  return {
    kind: isTiny ? 'preview-decoder' : 'vae',
    network,
    isScaled: true,
    serial: ++opened,
    label: folder.label,
    bytes: [...new Set(entries.map(({ file }) => file))].reduce((sum, { size }) => sum + size, 0),
    parameterCount: entries.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    triggerWords: [],
  }
}

/** `_class_name` of a parsed config.json. */
function nameIn(config: unknown): string | undefined {
  const named = v.safeParse(v.record(v.string(), v.unknown()), config)
  const name = named.success ? named.output['_class_name'] : undefined
  return typeof name === 'string' ? name : undefined
}

/** "cat.v1" of "loras/cat.v1.safetensors". */
const stemOf = (name: string): string => name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')

type Kind =
  | (Pick<Lora, 'kind' | 'differences' | 'unread' | 'textWidth' | 'words'> &
      Partial<Pick<Lora, 'triggerWords'>>)
  | Pick<Embedding, 'kind' | 'words' | 'textWidth' | 'triggerWords' | 'unread'>
  | Pick<Replacements, 'kind' | 'replacements' | 'unread' | 'textWidth'>
  | Pick<Extract<AddOn, { kind: 'vae' }>, 'kind' | 'network' | 'isScaled'>
  | Pick<Extract<AddOn, { kind: 'preview-decoder' }>, 'kind' | 'network' | 'isScaled'>

async function readKind(
  name: string,
  { tensors, metadata }: SafetensorsFile,
  adapterConfig: unknown,
): Promise<Kind> {
  if (looksLikeCustomDiffusion(tensors)) return { kind: 'custom-diffusion', ...readCustomDiffusion(tensors) }
  if (looksLikeUNet(tensors)) return { kind: 'unet', ...readUNet(name, tensors) }
  refuseUnreadKinds(name, tensors)
  const bundle = readBundle(tensors, name)
  if (bundle.words.length > 0 || [...tensors.keys()].some((key) => readLoraKey(key)))
    return { kind: 'lora', ...(await readLoraFile(name, bundle, LoraScales.from(metadata, adapterConfig))) }
  const autoencoder = fileKindOf(tensors)?.door === 'checkpoint' ? undefined : autoencoderKindOf(tensors)
  if (autoencoder)
    return { kind: autoencoder, network: readVaeFile(name, tensors, autoencoder), isScaled: false }
  if (looksLikeEmbedding(tensors)) return { kind: 'embedding', ...readEmbedding(tensors, name) }
  return refuseOtherKinds(name, tensors)
}

async function readLoraFile(name: string, { words, textWidth, unread, others }: Bundle, scales: LoraScales) {
  const lora = await readLora(others, scales)
  if (words.length === 0) return { ...lora, unread: [...lora.unread, ...unread] }
  if (lora.textWidth !== undefined && lora.textWidth !== textWidth)
    throw new PalimpsestError(messages.otherWords({ name, width: textWidth!, ownWidth: lora.textWidth }))
  return {
    ...lora,
    textWidth: textWidth!,
    words,
    unread: [...lora.unread, ...unread],
    triggerWords: words.map(({ word }) => word),
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
