// The settings of a guide that is led by a picture, the hint of a ControlNet or an adapter.
import type { Field, Fields } from './guideFields'
import { hintKindOf, type HintKind } from './hintKind'
import type { Message } from './message'
import { messages } from './messages'
import type { GuideUse } from './recipe'
import type { SimpleControl } from './simpleControl'

/** From a hint that only begins the layout to one that is followed to the last step. */
export const hintControl = {
  label: 'How closely',
  help: 'Further right follows the hint more strictly, and for longer.',
  field: 'weight',
  stops: [
    { at: 0, strength: 0.2, end: 0.3 },
    { at: 0.25, strength: 0.5, end: 0.5 },
    { at: 0.5, strength: 0.8, end: 0.75 },
    // As the networks were trained.
    { at: 0.75, strength: 1, end: 1 },
    { at: 1, strength: 1.4, end: 1 },
  ],
} as const satisfies SimpleControl

/** The model that makes a depth map of a picture. */
export const depthModelField = {
  kind: 'network',
  network: 'depth-estimation',
  label: 'Depth seen by',
  help: 'The model that tells near from far. For near and far only.',
  default: '',
  otherwise: 'toyland/depth-estimator',
  expert: true,
} as const satisfies Field

/** How a hint is drawn that is not to be read in another picture. */
function drawnFor(network: string, preprocessor: string): HintKind | undefined {
  switch (preprocessor) {
    case 'auto':
    case 'none':
      return hintKindOf(network)
    case 'scribble':
    case 'colour':
      return preprocessor
    default:
      return undefined
  }
}

export const hintFields = {
  hint: {
    kind: 'picture',
    label: 'Hint',
    help: 'The picture that the result follows: a sketch layer, a photograph, a depth map. The pen begins one as the network reads it.',
    default: '',
    drawnAs: ({ network, preprocessor }) => drawnFor(String(network ?? ''), String(preprocessor ?? 'auto')),
    fitBy: 'fit',
    shown: { as: 'Hint', set: { preprocessor: 'none' } },
    required: true,
  },
  preprocessor: {
    kind: 'choice',
    label: 'Read it as',
    help: 'What is made of the picture before the network sees it. "Auto" goes by the network’s name, and leaves a picture as it is that looks like such a hint already.',
    options: ['auto', 'none', 'canny', 'scribble', 'depth', 'segmentation', 'colour'],
    optionLabels: {
      auto: 'Auto',
      none: 'A hint already',
      canny: 'Edges (Canny)',
      scribble: 'Pen strokes',
      depth: 'Near and far',
      segmentation: 'Kinds of things',
      colour: 'Patches of colour',
    },
    default: 'auto',
  },
  depthModel: depthModelField,
  segmentModel: {
    kind: 'network',
    network: 'image-segmentation',
    label: 'Things seen by',
    help: 'The model that tells the kinds of things apart. For kinds of things only.',
    default: '',
    otherwise: 'toyland/segmenter',
    expert: true,
  },
  low: {
    kind: 'number',
    label: 'Weak edges above',
    help: 'Lower: more and longer edges. For edges only.',
    min: 0,
    max: 2040,
    step: 5,
    default: 100,
    expert: true,
  },
  high: {
    kind: 'number',
    label: 'Strong edges above',
    help: 'Higher: only the clearest edges begin. For edges only.',
    min: 0,
    max: 2040,
    step: 5,
    default: 200,
    expert: true,
  },
  smoothing: {
    kind: 'number',
    label: 'Smoothing',
    help: 'Blurs the picture before its edges are looked for, so that grain gives none. For edges only.',
    min: 0,
    max: 8,
    step: 0.5,
    default: 0,
    unit: 'px',
    expert: true,
  },
  fit: {
    kind: 'choice',
    label: 'Another shape is',
    help: 'What happens to a hint whose proportions are not the result’s.',
    options: ['stretch', 'crop', 'fit'],
    optionLabels: { stretch: 'Pulled', crop: 'Cut at its sides', fit: 'Put between bars' },
    default: 'stretch',
    expert: true,
  },
} as const satisfies Fields

/** What of a hint a script for another program does not have; nothing where it has all. */
export const hintLacks = (uses: readonly GuideUse[]): Message | undefined =>
  uses.some(({ values }) => values['preprocessor'] === 'scribble')
    ? messages.penStrokes()
    : uses.some(({ values: { preprocessor } }) => preprocessor === 'depth' || preprocessor === 'segmentation')
      ? messages.modelHints()
      : uses.some(({ values }) => values['smoothing'] !== 0)
        ? messages.smoothing()
        : undefined
