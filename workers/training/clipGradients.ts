/**
 * Shortens the gradients together so that their norm is at most `largest`, in place, as torch.nn.utils.clip_grad_norm_.
 * @returns their norm before
 */
export function clipGradients(gradients: ReadonlyMap<string, Float32Array>, largest: number): number {
  let squares = 0
  for (const gradient of gradients.values()) for (const value of gradient) squares += value * value
  const norm = Math.sqrt(squares)
  const factor = largest / (norm + 1e-6)
  if (factor < 1)
    for (const gradient of gradients.values())
      for (let at = 0; at < gradient.length; at++) gradient[at] = gradient[at]! * factor
  return norm
}
