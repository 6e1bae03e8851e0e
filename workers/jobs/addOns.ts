// Add-ons by id, as the person opened them.
import { PalimpsestError } from '../../src/shared/errors'
import type { Note } from '../../src/shared/message'
import type { AddOnSource, CheckpointSource } from '../../src/shared/protocol/sources'
import type { Recipe } from '../../src/shared/recipe'
import type { AddOn } from '../models/addOns/addOn'
import { fitAddOns, type AddOnUse, type FittedAddOns } from '../models/addOns/fitAddOns'
import { openAddOn, openAddOnOf } from '../models/addOns/openAddOn'
import type { Checkpoint } from '../models/checkpoint'
import { blobSource } from '../weights/blobSource'
import type { FileTree } from '../weights/byteSource'
import { pathIn } from '../weights/openTree'
import { messages } from './messages'
import { isBundled } from './openedById'

export class AddOns {
  private readonly opened = new Map<string, Promise<AddOn>>()

  /** @param assets the address below which those that come with the program lie */
  constructor(
    private readonly openTree: (source: CheckpointSource) => Promise<FileTree>,
    private readonly assets?: string,
  ) {}

  /** Makes an add-on known under an id, in place of any that had it. */
  async open(id: string, source: AddOnSource): Promise<AddOn> {
    const opening = this.read(source)
    this.opened.set(id, opening)
    try {
      return await opening
    } catch (error) {
      // What failed can be tried again.
      if (this.opened.get(id) === opening) this.opened.delete(id)
      throw error
    }
  }

  close(id: string): void {
    this.opened.delete(id)
  }

  /**
   * The recipe's add-ons on its checkpoint.
   * @throws PalimpsestError('recipe') that names one that is not open or does not fit.
   */
  async fitted(recipe: Recipe, checkpoint: Checkpoint): Promise<FittedAddOns> {
    const uses: AddOnUse[] = []
    const notes: Note[] = []
    for (const { id, hash, strength = 1, mask } of recipe.addOns ?? []) {
      const addOn = await this.get(id)
      if (hash !== undefined && addOn.hash !== undefined && hash !== addOn.hash)
        notes.push(messages.otherFile({ addOn: id }))
      const each = typeof strength === 'number' ? { unet: strength, textEncoder: strength } : strength
      uses.push({ id, addOn, strength: each, ...(mask !== undefined && { mask }) })
    }
    const fitted = await fitAddOns(uses, checkpoint)
    return { ...fitted, notes: [...notes, ...fitted.notes] }
  }

  /** The recipe with the hashes of its add-ons, as it is kept. */
  async hashed(recipe: Recipe): Promise<Recipe> {
    if (!recipe.addOns) return recipe
    const addOns = await Promise.all(
      recipe.addOns.map(async (use) => {
        const { hash } = await this.get(use.id)
        return { ...use, ...(hash !== undefined && { hash }) }
      }),
    )
    return { ...recipe, addOns }
  }

  private async read(source: AddOnSource): Promise<AddOn> {
    if (source.kind === 'file') return openAddOn(blobSource(source.file.name, source.file))
    return openAddOnOf(await this.openTree(source), pathIn(source))
  }

  private async get(id: string): Promise<AddOn> {
    const opening = this.opened.get(id)
    if (opening) return opening
    if (this.assets !== undefined && isBundled(id))
      return this.open(id, { kind: 'url', url: new URL(`models/${id}/`, this.assets).href })
    throw new PalimpsestError(messages.addOnNotOpen({ addOn: id }))
  }
}
