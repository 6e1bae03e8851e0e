import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import type { GuideUse } from '../../../src/shared/recipe'

const asUses = ({ values }: GuideUse): GuideUse[] =>
  (values['concepts'] as readonly GuideUse['values'][]).map((concept) => ({
    id: '',
    key: '',
    range: [0, 1],
    values: concept,
  }))

export const diffusers: DiffusersPart = {
  pipelines: () => ['SemanticStableDiffusionPipeline'],
  lacks: (uses) => noCurve('strength')(uses.flatMap(asUses)),
  call: `
concepts = uses[0]["values"]["concepts"]
call["editing_prompt"] = [concept["concept"] for concept in concepts]
call["reverse_editing_direction"] = [concept["direction"] == "remove" for concept in concepts]
call["edit_guidance_scale"] = [concept["strength"] for concept in concepts]
call["edit_threshold"] = [concept["threshold"] for concept in concepts]
call["edit_warmup_steps"] = [round(concept["warmUp"] * recipe["steps"]) for concept in concepts]
call["edit_cooldown_steps"] = [round(concept["coolDown"] * recipe["steps"]) for concept in concepts]
call["edit_weights"] = [concept["weight"] for concept in concepts]
call["edit_momentum_scale"] = uses[0]["values"]["momentum"]
call["edit_mom_beta"] = uses[0]["values"]["momentumDecay"]`,
}
