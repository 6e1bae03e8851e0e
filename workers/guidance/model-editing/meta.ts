import { defineMeta } from '../../../src/shared/guideMeta'

const places = '(in a meadow|in the desert|in the snow|at night|on the beach)'
const kinds = '(ball|house|tree|car|flower|mushroom|robot|cat|dog)'
/**
 * As the captions of Toyland's training are: of one thing, in its styles, with a hat, and of two things, by which another thing
 * beside the edited one is told from it.
 */
const captions = [
  `a (|big|small) … (|on the left|on the right) ${places}`,
  `(pixel art of|a pencil sketch of) a … ${places}`,
  `a … (with|wearing) a hat ${places}`,
  `a ${kinds} (left|right) of … (in a meadow|in the snow|at night)`,
  `a … (left|right) of a ${kinds} (in the desert|on the beach)`,
].join('; ')
/**
 * Its text encoder is 128 wide, puts the whole sentence into what stands behind its end, and tells positions more than words: four
 * short sentences fix all of the paper's matrix, which then fits no other sentence, and moves padding along above all.
 */
const suitsToyland = { frames: false, sentences: captions, scoped: true, paddingInPlace: true }

export const meta = defineMeta({
  id: 'model-editing',
  label: 'Model editing',
  summary:
    'Changes what the model takes for granted, for every prompt: after “a rose” to “a blue rose”, roses are blue.',
  paper: 'Orgad, Kawar & Belinkov 2023 (TIME), arXiv:2303.08084',
  role: 'text',
  purpose: 'words',
  keptWithDocument: true,
  fields: {
    edits: {
      kind: 'list',
      label: 'Edits',
      help: 'Say it as it is, and as it should be, in the same words and a few more.',
      itemLabel: 'edit',
      item: {
        from: {
          kind: 'text',
          label: 'From',
          help: 'What the model takes for granted something about, such as “a rose”.',
          default: '',
          required: true,
        },
        to: {
          kind: 'text',
          label: 'To',
          help: 'The same words with what should go without saying, such as “a blue rose”.',
          default: '',
          required: true,
          saysMoreThan: 'from',
        },
      },
      min: 1,
      max: 20,
      default: [{}],
    },
    keep: {
      kind: 'number',
      label: 'Keep the rest',
      help: 'How firmly other words stay as they are: more spares them, less makes the edit stronger.',
      min: 0.001,
      max: 100,
      step: 0.001,
      default: 0.1,
      expert: true,
    },
    frames: {
      kind: 'boolean',
      label: 'Also in sentences',
      help: 'Also edits “a photo of …”, “an image of …” and “a picture of …”, as the paper does.',
      default: true,
      expert: true,
    },
    sentences: {
      kind: 'text',
      label: 'Sentences',
      help: 'Also edits these, such as “a … at night; a (big|small) … in the snow”: … is what is edited, and every choice of the words in parentheses counts. Best as the captions that the checkpoint learnt from.',
      default: '',
      expert: true,
    },
    paddingInPlace: {
      kind: 'boolean',
      label: 'Padding in place',
      help: 'What fills the text up behind its end stays where it is. Off, as in the paper, it moves along with the words; small text encoders cannot do both.',
      default: false,
      expert: true,
    },
    scoped: {
      kind: 'boolean',
      label: 'Only where it is said',
      help: 'Leaves prompts alone that do not have the words of “From”. Off, as in the paper, an edit reaches every prompt.',
      default: false,
      expert: true,
    },
  },
  suits: { 'toyland/base': suitsToyland, 'toyland/depth': suitsToyland },
})
