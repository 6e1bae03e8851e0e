import styles from './TeachDialog.module.css'

const [WIDTH, HEIGHT] = [400, 96]
/** Of the mean that the smooth line shows, in steps. */
const WINDOW = 20

/** A training's loss: the smoothed line, with that of each step behind it. */
export function LossCurve({ losses, label }: { readonly losses: readonly number[]; readonly label: string }) {
  const highest = Math.max(...losses, 1e-6)
  const line = (values: readonly number[]) =>
    values
      .map((value, at) => {
        const x = (at / Math.max(1, values.length - 1)) * WIDTH
        return `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(HEIGHT - (value / highest) * (HEIGHT - 4)).toFixed(1)}`
      })
      .join('')
  const smooth = losses.map((_, at) => {
    const recent = losses.slice(Math.max(0, at - WINDOW + 1), at + 1)
    return recent.reduce((sum, value) => sum + value, 0) / recent.length
  })
  const last = smooth.at(-1)
  return (
    <svg
      className={styles.curve}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={last === undefined ? label : `${label}: ${last.toFixed(3)}`}
    >
      <path className={styles.raw} d={line(losses)} />
      <path className={styles.smooth} d={line(smooth)} />
    </svg>
  )
}
