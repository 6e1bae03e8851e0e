// What several guides give one UNet run.
import { add } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { UNetInputs } from './guide'

/** Residuals and features of several guides add up. */
export function joinInputs(a: UNetInputs, b: UNetInputs): UNetInputs {
  if (a.timestepCond && b.timestepCond)
    throw new RangeError('Two guides give the UNet a guidance-scale embedding.')
  const residuals =
    a.residuals && b.residuals
      ? { down: addEach(a.residuals.down, b.residuals.down), mid: add(a.residuals.mid, b.residuals.mid) }
      : (a.residuals ?? b.residuals)
  const adapter = a.adapter && b.adapter ? addLevels(a.adapter, b.adapter) : (a.adapter ?? b.adapter)
  const timestepCond = a.timestepCond ?? b.timestepCond
  return {
    ...(residuals && { residuals }),
    ...(adapter && { adapter }),
    ...(timestepCond && { timestepCond }),
  }
}

/** One of them may have a level more, for the middle block. */
function addLevels(a: readonly Tensor[], b: readonly Tensor[]): Tensor[] {
  const shared = Math.min(a.length, b.length)
  return [...addEach(a.slice(0, shared), b.slice(0, shared)), ...a.slice(shared), ...b.slice(shared)]
}

function addEach(a: readonly Tensor[], b: readonly Tensor[]): Tensor[] {
  if (a.length !== b.length) throw new RangeError(`Cannot add ${b.length} residuals to ${a.length}.`)
  return a.map((tensor, at) => add(tensor, b[at] as Tensor))
}
