// What the bundled checkpoints know. They were shown nothing but Toyland (tools/toyland/world.py), and a picture or a word from
// elsewhere is a guess to them.
import { familyOf } from '../shared/networkFamily'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { isPicture, type DocumentState, type Layer } from '../state/document'
import { factsOf } from '../shared/savedRecipe'

/** Words of Toyland by what they are; prompts are English, so these are not translated. */
export const toylandWords = {
  things: ['cat', 'dog', 'robot', 'house', 'tree', 'car', 'flower', 'mushroom', 'ball', 'face'],
  colours: ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'white', 'black', 'brown'],
  places: ['in a meadow', 'in the desert', 'in the snow', 'at night', 'on the beach'],
  details: ['with a hat', 'with glasses', 'smiling', 'sad', 'big', 'small'],
  styles: ['pixel art', 'pencil sketch'],
} as const

/** Whether a checkpoint of the panel knows Toyland only. One that is not open yet is told by its id. */
export const knowsOnlyToyland = (id: string, summary: CheckpointSummary | undefined): boolean =>
  summary ? familyOf(summary.levels, summary.textWidth) === 'toyland' : id.startsWith('toyland/')

/** Whether something of the picture came from elsewhere: neither a bundled picture nor made by a Toyland checkpoint. */
export const showsOtherWorld = ({ layers }: DocumentState): boolean =>
  layers.some((layer) => isPicture(layer) && layer.visible && layer.kind !== 'sketch' && !isOfToyland(layer))

const isOfToyland = ({ bundled, recipe }: Layer): boolean =>
  bundled === true || (recipe !== undefined && String(factsOf(recipe)['checkpoint']).startsWith('toyland/'))
