import { describe, expect, it } from 'vitest'
import { recipeFromDraft } from './draftRecipe'
import { checkpointOf, plainDraft } from './fixtures/panel'
import { baseCardOf } from './guideCards'
import { forLcm, isLcmLora, suitsLcm } from './lcmLora'

const lora = (id: string, label = id) => isLcmLora({ id, label, kind: 'lora' })
const checkpoint = checkpointOf('text-to-image')
const draft = { ...plainDraft, mode: 'generate' } as const

describe('a LoRA for few steps', () => {
  it('is told by its name', () => {
    for (const name of ['latent-consistency/lcm-lora-sdv1-5', 'LCM_LoRA_Weights', 'my lcm', 'LCM'])
      expect(lora(name), name).toBe(true)
    expect(lora('pytorch_lora_weights', 'lcm-lora-sdv1-5')).toBe(true)
    for (const name of ['calcmark', 'lcmx', 'robot']) expect(lora(name), name).toBe(false)
    expect(isLcmLora({ id: 'lcm', label: 'lcm', kind: 'embedding' })).toBe(false)
    // The program's own is for another sampler.
    expect(lora('toyland/lcm-base')).toBe(false)
  })

  it('wants its sampler, few steps and hardly any guidance', () => {
    expect(suitsLcm(draft, checkpoint)).toBe(false)
    const set = forLcm(draft, checkpoint)
    expect(suitsLcm(set, checkpoint)).toBe(true)
    expect(suitsLcm({ ...set, scheduler: 'ddim' }, checkpoint)).toBe(false)
    expect(suitsLcm({ ...set, steps: 20 }, checkpoint)).toBe(false)
    const base = baseCardOf(set, checkpoint)
    const withScale = (scale: number) => ({
      ...set,
      guides: [...set.guides.filter(({ id }) => id !== base.id), { ...base, values: { scale } }],
    })
    expect(suitsLcm(withScale(1.5), checkpoint)).toBe(true)
    expect(suitsLcm(withScale(7.5), checkpoint)).toBe(false)
  })

  it('is set so, for checkpoints that edit by instruction too', () => {
    const recipe = recipeFromDraft({ draft: forLcm(draft, checkpoint), checkpoint, seed: 1, masked: false })
    expect(recipe).toMatchObject({ scheduler: 'lcm', steps: 4, guides: [{ values: { scale: 1 } }] })
    const instruct = checkpointOf('instruction')
    const edit = { ...plainDraft, mode: 'edit' } as const
    expect(suitsLcm(edit, instruct)).toBe(false)
    const set = forLcm(edit, instruct)
    expect(suitsLcm(set, instruct)).toBe(true)
    expect(baseCardOf(set, instruct).values).toMatchObject({ textScale: 1, imageScale: 1 })
  })
})
