/**
 * The value below which a share of the values lies, with linear interpolation between neighbours, as torch.quantile.
 * @param share in [0, 1]
 */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.toSorted()
  const at = share * (sorted.length - 1)
  const [below, above] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number]
  return below + (at - Math.floor(at)) * (above - below)
}
