// Ways to spend less on an edit, from the whole run down.

export interface Pace {
  readonly name: string
  /** Of the recipe, in place of the whole run's. */
  readonly changes?: object
  readonly guidance?: { readonly values?: object; readonly range?: readonly [number, number] }
  readonly caching?: { readonly values: object; readonly range?: readonly [number, number] }
}

const caching = (interval: number, depth: number, guidance: boolean, range?: readonly [number, number]) => ({
  caching: { values: { interval, depth, guidance }, ...(range && { range }) },
})

export const paces: readonly Pace[] = [
  { name: 'whole: 20 steps of DDIM' },
  { name: 'deep part every 2nd step', ...caching(2, 1, false) },
  { name: 'deep part every 2nd step, 2 outer layers', ...caching(2, 2, false) },
  { name: 'deep part and guidance every 2nd step', ...caching(2, 1, true) },
  { name: 'deep part and guidance every 2nd step, 2 outer layers', ...caching(2, 2, true) },
  { name: 'deep part and guidance every 3rd step', ...caching(3, 1, true) },
  { name: 'deep part and guidance every 3rd step, 2 outer layers', ...caching(3, 2, true) },
  { name: 'deep part and guidance every 3rd step after the first fifth', ...caching(3, 1, true, [0.2, 1]) },
  { name: 'guidance in the first 60 % only', guidance: { range: [0, 0.6] } },
  {
    name: 'guidance in the first 60 %, deep part every 2nd step',
    guidance: { range: [0, 0.6] },
    ...caching(2, 1, true),
  },
  { name: '10 steps of DPM-Solver++ 2M', changes: { steps: 10, scheduler: 'dpm-solver++' } },
  { name: '10 steps of UniPC', changes: { steps: 10, scheduler: 'unipc' } },
  { name: '10 steps of DDIM', changes: { steps: 10 } },
  {
    name: '10 steps of UniPC, deep part and guidance every 2nd',
    changes: { steps: 10, scheduler: 'unipc' },
    ...caching(2, 1, true),
  },
  { name: '6 steps of DPM-Solver++ 2M', changes: { steps: 6, scheduler: 'dpm-solver++' } },
  {
    name: '6 steps of DPM-Solver++ 2M, deep part and guidance every 2nd',
    changes: { steps: 6, scheduler: 'dpm-solver++' },
    ...caching(2, 1, true),
  },
  { name: '6 steps of UniPC', changes: { steps: 6, scheduler: 'unipc' } },
  {
    name: '4 steps of TCD without guidance',
    changes: { steps: 4, scheduler: 'tcd' },
    guidance: { values: { textScale: 1, imageScale: 1 } },
  },
]
