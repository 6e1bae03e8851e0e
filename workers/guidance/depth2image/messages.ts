import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('depth2image', {
  flatDepth: 'The depth map is the same everywhere, so it tells nothing of near and far.',
})
