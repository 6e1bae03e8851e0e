import { comfyHintLacks, followHints } from '../../../src/shared/comfyHints'
import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'

export const comfyui: ComfyPart = {
  lacks: (uses) => noCurve('weight')(uses) ?? comfyHintLacks(uses),
  hasRange: true,
  apply: followHints,
}
