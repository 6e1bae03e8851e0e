import { comfyHintLacks, followHints } from '../../../src/shared/comfyHints'
import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

export const comfyui: ComfyPart = {
  lacks: (uses) =>
    uses.some(({ values }) => values['mode'] !== 'balanced')
      ? messages.otherMode()
      : (noCurve('weight')(uses) ?? comfyHintLacks(uses)),
  hasRange: true,
  apply: followHints,
}
