// What a guide can show before a run: the hint that its network will see, or the mask that it finds.
import { PalimpsestError } from '../../src/shared/errors'
import type { Note } from '../../src/shared/message'
import { runEdit, setUp, type EditHooks, type EditRequest, type ShownPicture } from './editJob'
import { runUntil } from './endEarly'
import type { PreparatoryRun } from '../../src/shared/guideMeta'
import { tensorFromPixels } from '../image/pixelTensor'
import { tensor } from '../tensor/tensor'
import { messages } from './messages'
import type { Networks } from './networks'
import { createGuides, disposeOf, planGuides, withImpliedGuides } from './planGuides'

interface Prepared {
  readonly shown: readonly ShownPicture[]
  readonly notes: readonly Note[]
}

/**
 * Makes what the guide with a key shows. A hint is there as soon as its guide is made, and no other guide is needed for it; for
 * anything else the run is begun, and ended at the first step.
 * @throws PalimpsestError with one sentence; 'cancelled' once the signal is aborted
 */
export async function prepareEdit(
  request: EditRequest,
  key: string,
  networks: Networks,
  hooks: Pick<EditHooks, 'signal' | 'onStage' | 'onStep'> = {},
): Promise<Prepared> {
  const recipe = withImpliedGuides(request.recipe, networks.traits)
  const planned = await planGuides(recipe, networks)
  const own = planned.filter(({ use }) => use.key === key)
  const whole = { ...request, recipe }
  const shown: ShownPicture[] = []
  const onShow = (picture: ShownPicture) => void (picture.key === key && shown.push(picture))

  const prepares = own[0]?.definition.meta.prepares
  if (typeof prepares === 'object') return preparatoryRun(whole, key, prepares, networks, hooks)

  const { environmentOf, notes } = setUp(whole, networks, { onShow })
  disposeOf(await createGuides(own, environmentOf))
  if (shown.length > 0) return { shown, notes }

  await runUntil('denoising', [whole, planned, networks], { ...hooks, onShow })
  if (shown.length > 0) return { shown, notes }
  throw new PalimpsestError(messages.nothingToShow())
}

/** A whole run with other values of the guide: what the edit starts from, in the guide's view of it. */
async function preparatoryRun(
  request: EditRequest,
  key: string,
  { values, name }: PreparatoryRun,
  networks: Networks,
  hooks: Pick<EditHooks, 'signal' | 'onStage' | 'onStep'>,
): Promise<Prepared> {
  const guides = request.recipe.guides.map((use) =>
    use.key === key ? { ...use, values: { ...use.values, ...values } } : use,
  )
  // The picture's own pixels would hide what it is about.
  const recipe = { ...request.recipe, guides, keepUnchanged: false }
  const { pixels, notes } = await runEdit({ ...request, recipe }, networks, hooks)
  const { data, shape } = tensorFromPixels(pixels)
  const picture = tensor(
    data.map((value) => value / 2 + 0.5),
    shape,
  )
  return { shown: [{ key, name, picture, region: undefined }], notes }
}
