import { expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import { defaultValues } from '../shared/guideValues'
import { drawnHintOf } from './namedLayers'

const use = (id: string, values: object) => ({
  id,
  values: { ...defaultValues(guideMetas.get(id)!.fields), ...values },
})

it.each([
  ['toyland/controlnet-segmentation', 'auto', 'segmentation'],
  ['lllyasviel/sd-controlnet-seg', 'none', 'segmentation'],
  ['TencentARC/t2iadapter_color_sd14v1', 'auto', 'colour'],
  ['toyland/controlnet-scribble', 'auto', 'scribble'],
  ['toyland/controlnet-depth', 'auto', 'depth'],
  ['openpose', 'scribble', 'scribble'],
  // It is read in any drawing.
  ['toyland/controlnet-segmentation', 'segmentation', undefined],
  ['openpose', 'auto', undefined],
])('a hint for %s that is read as "%s" is drawn as %s', (network, preprocessor, kind) => {
  const guides = [
    use('controlnet', { network: 'other', hint: 'another layer' }),
    use('controlnet', { network, preprocessor, hint: 'layer' }),
  ]
  expect(drawnHintOf(guides, 'layer')).toEqual(kind && { kind, network })
})

it('a depth map is drawn as such, and no other layer is a hint', () => {
  const guides = [use('depth2image', { depth: 'layer' })]
  expect(drawnHintOf(guides, 'layer')).toEqual({ kind: 'depth', network: '' })
  expect(drawnHintOf(guides, 'other')).toBeUndefined()
})
