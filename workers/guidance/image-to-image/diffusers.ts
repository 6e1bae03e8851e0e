import { plainPipelines, type DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => plainPipelines.picture,
  start: 'picture',
  call: `
call["strength"] = recipe.get("strength", 0.8)`,
}
