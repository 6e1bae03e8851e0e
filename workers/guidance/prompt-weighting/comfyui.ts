import type { ComfyPart } from '../../../src/shared/comfyPart'

export const comfyui: ComfyPart = {
  // It moves words away from those of the empty text, as compel does, and has no other way.
  lacks: ([use]) =>
    use?.values['normalisation'] === 'compel' ? undefined : 'another normalisation of weights than compel’s',
  readsWeights: true,
  apply: () => {},
}
