// The README's table of scores: of each technique the first one.
import { scoreCells, sideNames } from './report'
import { sides, type Result } from './results'

const begins = '<!-- What stands from here on is written by `npm run measure`. -->'
const ends = '<!-- End of what is written. -->'

/**
 * The README with the table of now.
 * @throws RangeError where the README has no place for it
 */
export function withScores(readme: string, results: readonly Result[]): string {
  const [before, rest] = halves(readme, begins)
  const [, after] = halves(rest, ends)
  return `${before}${begins}\n\n${scoreTable(results)}\n\n${ends}${after}`
}

function scoreTable(results: readonly Result[]): string {
  const header = ['technique', 'score', ...sides.map((side) => sideNames[side]), 'cases']
  const rows = results.flatMap(({ title, scores: [first] }) => {
    if (!first) return []
    return [[title, first.label, ...scoreCells(first)]]
  })
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function halves(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  if (at < 0) throw new RangeError(`The README lacks the line "${mark}".`)
  return [text.slice(0, at), text.slice(at + mark.length)]
}
