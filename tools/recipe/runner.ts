// Edits one after another on the page's own engine, in Node: what they share is opened and loaded once.
import type { AddOnSource } from '../../src/shared/protocol/sources'
import type { Recipe } from '../../src/shared/recipe'
import { AddOns } from '../../workers/jobs/addOns'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { openBeside, type BesideNetwork } from '../../workers/jobs/openBeside'
import { LoadedModels } from '../../workers/hub/loadedModels'
import { runEdit, type EditHooks, type EditRequest, type EditResult } from '../../workers/jobs/editJob'
import { openCheckpoint, type Checkpoint } from '../../workers/models/checkpoint'
import type { Backend } from '../../workers/runtime/backend'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { networksNamedBy } from '../../src/engine/namedNetworks'
import { bundledAddress, bundledFolder, bundledTree, fileAt, isWeightsFile, treeAt } from './addresses'

/** Where what a recipe names lies; what is left out has to come with the program. */
export interface Addresses {
  readonly checkpoint?: string | undefined
  /** By the ids of the recipe. */
  readonly networks?: ReadonlyMap<string, string>
  readonly addOns?: ReadonlyMap<string, string>
}

/** An edit whose checkpoint, networks and add-ons are open, and whose pictures may still be missing. */
export type Prepared = (request: Omit<EditRequest, 'recipe'>, hooks?: EditHooks) => Promise<EditResult>

/** Bytes of weights that are kept loaded: more than any checkpoint for one edit at a time needs. */
const memoryBudget = 16e9

export class Runner {
  private readonly sessions: SessionCache
  private readonly models: LoadedModels
  private readonly checkpoints = new Map<string, Promise<Checkpoint>>()
  private readonly networks = new Map<string, Promise<BesideNetwork>>()
  private readonly addOns = new AddOns(
    async (source) => treeAt(source.kind === 'url' ? source.url : ''),
    bundledAddress,
  )
  private readonly addOnAddresses = new Map<string, string>()

  constructor(
    private readonly backend: Backend,
    budget: number = memoryBudget,
  ) {
    this.sessions = new SessionCache(backend, budget)
    this.models = new LoadedModels(backend, budget / 2)
  }

  /**
   * Opens what a recipe names, which finds out at once what is wrong with it.
   * @throws PalimpsestError with one sentence
   */
  async prepare(recipe: Recipe, addresses: Addresses = {}): Promise<Prepared> {
    const checkpoint = await this.checkpoint(
      addresses.checkpoint ?? bundledFolder('checkpoint', recipe.checkpoint),
    )
    const opened = new Map<string, BesideNetwork>()
    for (const id of networksNamedBy(recipe))
      opened.set(id, await this.network(addresses.networks?.get(id) ?? bundledFolder('network', id)))
    for (const [id, address] of addresses.addOns ?? []) await this.openAddOn(id, address)
    const addOns = await this.addOns.fitted(recipe, checkpoint)
    const networks = new CheckpointNetworks(checkpoint, this.backend, this.sessions, {
      addOns,
      models: this.models,
      // One that a guide falls back upon comes with the program.
      controlNetwork: async (id) => opened.get(id) ?? this.network(bundledFolder('network', id)),
    })
    return (request, hooks) => runEdit({ ...request, recipe }, networks, hooks)
  }

  private checkpoint(address: string): Promise<Checkpoint> {
    return kept(this.checkpoints, address, () => checkpointAt(address))
  }

  private network(address: string): Promise<BesideNetwork> {
    return kept(this.networks, address, () => {
      if (!isWeightsFile(address)) return openBeside(treeAt(address))
      const { folder, path } = fileAt(address)
      return openBeside(treeAt(folder), { path })
    })
  }

  private async openAddOn(id: string, address: string): Promise<void> {
    if (this.addOnAddresses.get(id) === address) return
    this.addOnAddresses.delete(id)
    await this.addOns.open(id, addOnSource(address))
    this.addOnAddresses.set(id, address)
  }
}

/** The checkpoint in a folder or in one file. */
export function checkpointAt(address: string): Promise<Checkpoint> {
  if (!isWeightsFile(address)) return openCheckpoint(treeAt(address))
  const { folder, path } = fileAt(address)
  return openCheckpoint(treeAt(folder), { path, clip: treeAt(bundledTree('clip')) })
}

/** Where an add-on lies: a file, or the folder that has it. */
export function addOnSource(address: string): AddOnSource {
  const { folder, path } = fileAt(address)
  return { kind: 'url', url: folder, ...(path !== undefined && { path }) }
}

/** What failed can be tried again. */
function kept<Opened>(
  opened: Map<string, Promise<Opened>>,
  address: string,
  open: () => Promise<Opened>,
): Promise<Opened> {
  const known = opened.get(address)
  if (known) return known
  const opening = open()
  opened.set(address, opening)
  opening.catch(() => opened.delete(address))
  return opening
}
