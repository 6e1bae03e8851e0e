// What several guides give one UNet run.
import { add } from '../tensor/arithmetic'
import { addAddends } from '../tensor/deviceTensor'
import type { Tensor } from '../tensor/tensor'
import type { Residuals, UNetInputs } from './guide'

/** Residuals and features of several guides add up. */
export function joinInputs(a: UNetInputs, b: UNetInputs): UNetInputs {
  if (a.timestepCond && b.timestepCond)
    throw new RangeError('Two guides give the UNet a guidance-scale embedding.')
  const residuals =
    a.residuals && b.residuals ? addResiduals(a.residuals, b.residuals) : (a.residuals ?? b.residuals)
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
  const sums = a.slice(0, shared).map((one, at) => add(one, b[at] as Tensor))
  return [...sums, ...a.slice(shared), ...b.slice(shared)]
}

function addResiduals(a: Residuals, b: Residuals): Residuals {
  if (a.down.length !== b.down.length)
    throw new RangeError(`Cannot add ${b.down.length} residuals to ${a.down.length}.`)
  return {
    down: a.down.map((one, at) => addAddends(one, b.down[at]!)),
    mid: addAddends(a.mid, b.mid),
    ...((a.release ?? b.release) && {
      release: () => {
        a.release?.()
        b.release?.()
      },
    }),
  }
}
