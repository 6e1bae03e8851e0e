import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'
import type { PipelineIndex } from './pipelineIndex'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `scheduler/scheduler_config.json`, with the class that model_index.json names. */
export async function readSchedulerConfig(
  tree: FileTree,
  { scheduler }: Pick<PipelineIndex, 'scheduler'>,
): Promise<unknown> {
  const config = await readJson(tree, 'scheduler/scheduler_config.json')
  return isRecord(config) && scheduler !== undefined ? { ...config, _class_name: scheduler } : config
}
