import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('depth2image', {
  flatDepth: 'The depth map is the same everywhere, so it tells nothing of near and far.',
  modelDepth:
    'a depth map that another model makes of a picture (export the depth map, and read it as one already)',
})
