import { followHints } from '../../../src/shared/comfyHints'
import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'
import { hintLacks } from '../../../src/shared/hintFields'
import { messages } from './messages'

export const comfyui: ComfyPart = {
  lacks: (uses) =>
    uses.some(({ values }) => values['mode'] !== 'balanced')
      ? messages.otherMode()
      : (noCurve('weight')(uses) ?? hintLacks(uses)),
  hasRange: true,
  apply: followHints,
}
