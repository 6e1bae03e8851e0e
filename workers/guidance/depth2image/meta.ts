import { defineMeta } from '../../../src/shared/guideMeta'
import { depthModelField, hintFields } from '../../../src/shared/hintFields'

export const meta = defineMeta({
  id: 'depth2image',
  label: 'Depth',
  summary: 'Keeps what is near and what is far as a depth map says, and makes everything else anew.',
  paper:
    'Stable Diffusion 2 depth: Rombach et al. 2022, arXiv:2112.10752; depth maps: Ranftl et al. 2022 (MiDaS), arXiv:1907.01341',
  role: 'addition',
  purpose: 'follow',
  fields: {
    depth: {
      kind: 'picture',
      label: 'Depth map',
      help: 'Any picture: its depth is estimated. A grey one is a depth map already: light is near, dark is far; it is drawn so, in white on black.',
      default: '',
      drawnAs: () => 'depth',
      fitBy: 'fit',
      shown: { as: 'Depth', set: { read: 'none' } },
      required: true,
    },
    read: {
      kind: 'choice',
      label: 'Read it as',
      help: '"Auto" takes a grey picture for a depth map, and estimates the depth of any other.',
      options: ['auto', 'none', 'depth'],
      optionLabels: { auto: 'Auto', none: 'A depth map already', depth: 'Near and far' },
      default: 'auto',
    },
    depthModel: depthModelField,
    invert: {
      kind: 'boolean',
      label: 'Dark is near',
      help: 'For depth maps that are made the other way round.',
      default: false,
      expert: true,
    },
    fit: {
      ...hintFields.fit,
      help: 'What happens to a depth map whose proportions are not the result’s.',
    },
  },
  fills: [5],
  impliedBy: ({ inChannels }) => inChannels === 5,
  prepares: true,
  requires: { unetChannels: [5] },
})
