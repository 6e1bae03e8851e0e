import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * `scheduler/scheduler_config.json`, with the class that model_index.json names: diffusers makes a sampler of that class, whichever
 * wrote the file.
 */
export async function readSchedulerConfig(tree: FileTree): Promise<unknown> {
  const config = await readJson(tree, 'scheduler/scheduler_config.json')
  const index = (await tree.open('model_index.json')) ? await readJson(tree, 'model_index.json') : {}
  const named =
    isRecord(index) && Array.isArray(index['scheduler']) ? (index['scheduler'] as unknown[])[1] : undefined
  return isRecord(config) && typeof named === 'string' ? { ...config, _class_name: named } : config
}
