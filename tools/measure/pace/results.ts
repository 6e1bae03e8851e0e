/** An edit's cost and its scores at one pace. */
export interface PaceResult {
  readonly name: string
  /** Edits that the scores are of. */
  readonly count: number
  /** Of the whole run's multiplications in the UNet. */
  readonly work: number
  /** Share of the edits in which the judge sees what was asked for. */
  readonly made: number
  /** PSNR in dB of what was to stay, median. */
  readonly kept: number
}

export const resultsFile = 'tools/measure/pace/results.json'

/** A part of docs/measured.md. */
export const paceSection = (results: readonly PaceResult[]): string => `## Work against score

Edits of ${'`'}toyland/instruct${'`'} (instruction 3, picture 2) at several paces. Work is that of the whole run's multiplications in the UNet.

| pace | work | change made as asked | rest of the picture | cases |
| --- | --- | --- | --- | --- |
${results.map(({ name, count, work, made, kept }) => `| ${name} | ${(100 * work).toFixed(0)} % | ${(100 * made).toFixed(1)} % | ${kept.toFixed(1)} dB | ${count} |`).join('\n')}
`
