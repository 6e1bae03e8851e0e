// docs/measured.md, from what was measured.
import { sides, type Figure, type Result, type Side } from './results'
import type { ScoreKind } from './technique'

/** How columns of figures are headed. */
export const sideNames: Readonly<Record<Side, string>> = {
  without: 'without it',
  with: 'with it',
  diffusers: 'diffusers',
}

/** A figure as it is written; none is nothing. */
function scoreText(as: ScoreKind['as'], figure: Figure | undefined): string {
  if (figure === undefined) return ''
  if (as === 'share') return `${(100 * figure.value).toFixed(1)} %`
  // A picture that is the one compared with.
  if (as === 'median dB') return figure.value >= 100 ? 'the same' : `${figure.value.toFixed(1)} dB`
  if (as === 'levels') return `${figure.value.toFixed(1)} of 255`
  return figure.value.toPrecision(3)
}

/** A score of every side, and of how many cases it is; a side of fewer cases says so, and what the program has of those. */
export function scoreCells({ as, figures, beside }: Result['scores'][number]): readonly string[] {
  const most = Math.max(...sides.map((side) => figures[side]?.count ?? 0))
  const shown = sides.map((side) => {
    const figure = figures[side]
    const text = scoreText(as, figure)
    if (!figure || figure.count >= most) return text
    return side === 'diffusers' && beside
      ? `${text} (${figure.count}; here ${scoreText(as, beside)})`
      : `${text} (${figure.count})`
  })
  return [...shown, String(most)]
}

/** The page that lists every figure. */
export function report(results: readonly Result[]): string {
  const rows = results.flatMap(({ title, scores }) =>
    scores.map((score, at) => {
      const cells = scoreCells(score)
      return [at === 0 ? title : '', score.label, ...cells.slice(0, -1), score.aim ?? '', ...cells.slice(-1)]
    }),
  )
  const header = ['technique', 'score', ...sides.map((side) => sideNames[side]), 'aim', 'cases']
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  const notes = results.map(
    ({ title, about, note, count, command }) =>
      `- **${title}**: ${about} ${count} cases. \`${command}\`${note === undefined ? '' : ` ${note}`}`,
  )
  return `# Measured on Toyland

\`npm run measure\` writes this page. Each technique runs on prompts and drawings of Toyland, the world that the bundled checkpoints know,
and a small classifier, the judge, says what every picture shows. "With it" and "without it" are the program's engine, the same that
the page uses, in Node; "diffusers" is its own pipeline (0.42.1) with the same checkpoint, seeds and settings, where it has one.
Everywhere ${'`'}ddim${'`'}, 20 steps and, unless a line says otherwise, guidance 4. Where cases are seeded by their number, the first 30 of 200 are the same as of 30.
A figure of fewer cases than its line, of the first ones, has their number behind it, since diffusers takes the most time, and "here" what the
program has of those same cases.

${lines.join('\n')}

## Cases

${notes.join('\n')}
`
}
