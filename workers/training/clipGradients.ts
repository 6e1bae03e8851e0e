/** The norm of all gradients together; not finite where one of their numbers is not. */
export function normOf(gradients: ReadonlyMap<string, Float32Array>): number {
  let squares = 0
  for (const gradient of gradients.values())
    for (let at = 0; at < gradient.length; at++) squares += gradient[at]! * gradient[at]!
  return Math.sqrt(squares)
}

/**
 * Shortens the gradients together so that their norm is at most `largest`, in place, as torch.nn.utils.clip_grad_norm_.
 * @param norm of them, where it is known
 * @returns their norm before
 */
export function clipGradients(
  gradients: ReadonlyMap<string, Float32Array>,
  largest: number,
  norm = normOf(gradients),
): number {
  const factor = largest / (norm + 1e-6)
  if (factor < 1)
    for (const gradient of gradients.values())
      for (let at = 0; at < gradient.length; at++) gradient[at] = gradient[at]! * factor
  return norm
}
