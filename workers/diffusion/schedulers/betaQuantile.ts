// Quantiles of the symmetric beta distribution (`scipy.stats.beta.ppf` with two equal parameters).

/** The x in [0, 1] below which a share of Beta(a, a) lies, for a in (0, 2). */
export function betaQuantile(share: number, a: number): number {
  if (share <= 0) return 0
  if (share >= 1) return 1
  if (share > 0.5) return 1 - betaQuantile(1 - share, a)
  let [low, high] = [0, 0.5]
  // Halved until the numbers in between run out: the function rises, steeply at its ends.
  for (let round = 0; round < 1100; round++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (betaShare(middle, a) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The share of Beta(a, a) below x <= 1/2: x^a / (a B) 2F1(a, 1 - a; a + 1; x) (Abramowitz & Stegun 6.6.2, 26.5.4). */
function betaShare(x: number, a: number): number {
  return series(x, a) / (2 * series(0.5, a))
}

/** By symmetry the integral up to one half is half of all, so that no gamma function is needed. */
function series(x: number, a: number): number {
  let [sum, term] = [1 / a, 1]
  for (let n = 1; n < 200; n++) {
    term *= ((n - a) / n) * x
    const next = sum + term / (a + n)
    if (next === sum) break
    sum = next
  }
  return x ** a * sum
}
