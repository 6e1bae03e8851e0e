// What may lie beside a checkpoint: a ControlNet or T2I-Adapter of diffusers, or a model of transformers' for a task of its own.
import { isModelTask } from '../../src/shared/modelTask'
import { holdsModel, openModel, type HubModel } from '../hub/openModel'
import { openControlNetwork, type ControlNetwork } from '../models/openControlNetwork'
import type { FileTree } from '../weights/byteSource'
import { subTree } from '../weights/subTree'

export type BesideNetwork = ControlNetwork | HubModel

export const isModel = (network: BesideNetwork): network is HubModel => isModelTask(network.kind)

/**
 * Opens what a folder holds, or what it holds at a path.
 * @throws PalimpsestError('checkpoint' or 'weights') that names what is at fault
 */
export async function openBeside(
  tree: FileTree,
  { path }: { readonly path?: string | undefined } = {},
): Promise<BesideNetwork> {
  const folder = path === undefined || path === '' ? tree : subTree(tree, path)
  return (await holdsModel(folder)) ? openModel(folder) : openControlNetwork(tree, { path })
}
