import { PalimpsestError } from '../../src/shared/errors'
import { isRecord } from '../../src/shared/isRecord'
import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'
import { messages } from './messages'
import type { PipelineIndex } from './pipelineIndex'

/** Samplers of networks that were trained on noise of another kind: no other sampler draws with these. */
const OTHER_NOISE = /^EDM|FlowMatch|^KarrasVe|^ScoreSde/

/**
 * `scheduler/scheduler_config.json`, with the class that model_index.json names.
 * @throws PalimpsestError('checkpoint') for a checkpoint whose noise is of another kind
 */
export async function readSchedulerConfig(
  tree: FileTree,
  { scheduler }: Pick<PipelineIndex, 'scheduler'>,
): Promise<unknown> {
  const config = await readJson(tree, 'scheduler/scheduler_config.json')
  const named = isRecord(config) ? (scheduler ?? config['_class_name']) : undefined
  if (typeof named === 'string' && OTHER_NOISE.test(named))
    throw new PalimpsestError(messages.otherNoise({ label: tree.label, scheduler: named }))
  return isRecord(config) && scheduler !== undefined ? { ...config, _class_name: scheduler } : config
}
