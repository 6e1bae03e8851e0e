// A model in the layout of transformers.js: config.json beside a folder onnx/. What it is and how large is known before anything of it
// is loaded.
import { PalimpsestError } from '../../src/shared/errors'
import type { ModelTask } from '../../src/shared/modelTask'
import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'
import { messages } from './messages'
import { findPrecision, type Precision } from './precision'
import { networksOf, settingsOf, taskOf, type ModelConfig } from './taskOf'

export interface HubModel {
  readonly kind: ModelTask
  /** The folder as the person knows it. */
  readonly label: string
  /** Of the files that are loaded. */
  readonly bytes: number
  readonly precision: Precision
  /** config.json as transformers.js is to see it. */
  readonly config: ModelConfig
  readonly tree: FileTree
}

/** Whether a folder holds a model of transformers', by its config.json: one of diffusers has `_class_name`. */
export async function holdsModel(tree: FileTree): Promise<boolean> {
  if (!(await tree.open('config.json'))) return false
  const config = (await readJson(tree, 'config.json')) as Record<string, unknown> | null
  return typeof config === 'object' && config !== null && !('_class_name' in config) && 'model_type' in config
}

/** @throws PalimpsestError('checkpoint') that says what the folder lacks, or what else its model is for */
export async function openModel(folder: FileTree): Promise<HubModel> {
  const tree = withFlatNetworks(folder)
  const config = (await readJson(tree, 'config.json')) as ModelConfig
  const kind = taskOf(config)
  const { label: model } = tree
  if (!kind)
    throw new PalimpsestError(
      messages.noUse({ model, kind: config.architectures?.[0] ?? config.model_type ?? '' }),
    )
  const found = await findPrecision(tree, networksOf(kind), config['transformers.js_config'])
  if (!found) throw new PalimpsestError(messages.noOnnx({ model }))
  // Looked for now, so that it is among the files to be kept for offline.
  for (const file of settingsOf(kind)) await tree.open(file)
  return { kind, label: model, ...found, config: seenByLibrary(config, kind), tree }
}

/** Exporters put the networks beside config.json, where transformers.js looks for them in `onnx/`. */
const withFlatNetworks = (tree: FileTree): FileTree => ({
  label: tree.label,
  open: async (path) =>
    (await tree.open(path)) ?? (path.startsWith('onnx/') ? tree.open(path.slice(5)) : undefined),
})

/** Where and how exactly it runs is ours to say; only where its weights lie is the model's. */
function seenByLibrary(config: ModelConfig, kind: ModelTask): ModelConfig {
  const { use_external_data_format } = config['transformers.js_config'] ?? {}
  return {
    ...config,
    // Some publishers of such networks name another type, which the library would look for in vain.
    ...(kind === 'background-removal' && { model_type: 'birefnet' }),
    'transformers.js_config': use_external_data_format === undefined ? {} : { use_external_data_format },
  }
}
