import type { ComfyPart } from '../../../src/shared/comfyPart'
import { messages } from './messages'

export const comfyui: ComfyPart = {
  // It moves words away from those of the empty text, as compel does, and has no other way.
  lacks: ([use]) => (use?.values['normalisation'] === 'compel' ? undefined : messages.otherNormalisation()),
  readsWeights: true,
  apply: () => {},
}
