// Before the loop: every guide's conditioning and start, in order.
import { scale } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { Conditioning } from './conditioning'
import type { ActiveGuide, BranchId, Guide, UNetFeatures } from './guide'
import type { LatentPlan, PlanContext } from './latentPlan'

/** Lets each guide add its branches, and notes whose they are. */
export async function prepareConditioning(
  guides: readonly ActiveGuide[],
  base: Conditioning,
): Promise<{ conditioning: Conditioning; branchOwners: ReadonlyMap<BranchId, Guide> }> {
  let conditioning = base
  const branchOwners = new Map<BranchId, Guide>()
  for (const { guide } of guides) {
    if (!guide.condition) continue
    const before = conditioning
    conditioning = await guide.condition(conditioning)
    for (const id of conditioning.branches.keys()) if (!before.branches.has(id)) branchOwners.set(id, guide)
  }
  return { conditioning, branchOwners }
}

/** Lets each guide choose the start; where none gives latents, pure noise at the scheduler's initial scale. */
export async function prepareLatents(
  guides: readonly ActiveGuide[],
  context: PlanContext,
  initNoiseSigma: number,
): Promise<{ latents: Tensor; start: number }> {
  let plan: LatentPlan = { start: 0, context }
  for (const { guide } of guides) if (guide.begin) plan = await guide.begin(plan)
  return { latents: plan.latents ?? scale(context.noise(), initNoiseSigma), start: plan.start }
}

/** What the UNet must offer for all guides together. */
export function featuresOf(guides: readonly ActiveGuide[]): UNetFeatures {
  const needs = guides.flatMap(({ guide }) => guide.needs ?? [])
  const taps = [...new Set(needs.flatMap((need) => need.taps ?? []))]
  return {
    ...(needs.some((need) => need.residuals) && { residuals: true }),
    ...(needs.some((need) => need.adapter) && { adapter: true }),
    ...(taps.length > 0 && { taps }),
  }
}
