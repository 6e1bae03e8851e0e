import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('self-attention-guidance', {
  noSelfAttention: {
    code: 'recipe',
    message:
      '"{guide}" reads the self-attention of the UNet’s middle block, and this checkpoint has none there.',
    hint: 'Choose another checkpoint, or remove the guide.',
  },
  otherBlur: 'a blur of another width than 1',
})
