// What `npm run bench` measures in Node, beside PyTorch where there is one.
import { timeGuides } from './guideCosts'
import { openGradientsInNode, openInNode } from './nodeSide'
import { timePreviews } from './previewCosts'
import { timeSpinning } from './spinning'
import { compared, milliseconds, single, type Row } from './table'
import { timeInTurn } from './timeRuns'
import { timeBesideTorch } from './torchTimes'

/** A pass, two branches, the decoder and an edit beside PyTorch's; a preview beside a pass. */
export async function benchNode(
  folder: string,
  threads: number,
  python: string | undefined,
): Promise<readonly Row[]> {
  const ours = await openInNode(folder, threads)
  try {
    const beside = await timeBesideTorch(
      ours.timed,
      { 'unet, batch 1': [20, 3], 'unet, batch 2': [20, 3], decoder: [20, 3], edit: [10, 1] },
      python,
      folder,
      threads,
    )
    const row = (task: keyof typeof beside, aim: string) =>
      compared(`Node / PyTorch: ${task}`, aim, beside[task].ours, beside[task].theirs)
    const { timed } = ours
    const preview = await timeInTurn({ preview: timed['a preview'], pass: timed['unet, batch 2'] }, 20, 3)
    return [
      ...row('unet, batch 1', '0.40'),
      ...row('unet, batch 2', '0.42'),
      ...row('decoder', '0.7'),
      ...row('edit', '0.45'),
      ...compared('Node: a preview / a pass of two branches', '', preview.preview, preview.pass),
      single('share of an edit outside of network runs', `${(100 * ours.overhead()).toFixed(2)} %`, '2 %'),
    ]
  } finally {
    await ours.dispose()
  }
}

/** Gradients beside a pass forward, and beside PyTorch's. */
export async function benchGradients(
  folder: string,
  threads: number,
  python: string | undefined,
): Promise<readonly Row[]> {
  const ours = await openGradientsInNode(folder, threads)
  try {
    const { 'unet, batch 1': pass, attention, lora } = await timeInTurn(ours.timed, 10, 3)
    const beside = await timeBesideTorch(
      ours.timed,
      { attention: [10, 3], lora: [10, 3] },
      python,
      folder,
      threads,
    )
    return [
      ...compared("Node: a gradient of the attention / the UNet's pass", '2.5', attention, pass),
      ...compared(
        'Node / PyTorch: a gradient of the attention',
        '1',
        beside.attention.ours,
        beside.attention.theirs,
      ),
      ...compared("Node: a LoRA's gradients / the UNet's pass", '', lora, pass),
      ...compared("Node / PyTorch: a LoRA's gradients", '1', beside.lora.ours, beside.lora.theirs),
    ]
  } finally {
    await ours.dispose()
  }
}

/**
 * Each guide's steps in plain ones.
 * @param models folder of networks that go with the checkpoint
 * @param named part of the names of those that are wanted
 */
export async function benchGuides(
  folder: string,
  models: string | undefined,
  threads: number,
  named: string | undefined,
): Promise<readonly Row[]> {
  const costs = await timeGuides(folder, models, threads, named)
  return costs.flatMap(({ what, aim, plain, guided, ratio }) =>
    (['wall', 'processor'] as const).map((of) => ({
      what: `a step with the guide / a plain one: ${what}, ${of} time`,
      ours: milliseconds(guided[of]),
      theirs: milliseconds(plain[of]),
      ratio: ratio[of].toFixed(2),
      aim,
    })),
  )
}

/** Edits with previews and without. */
export async function benchPreviews(folder: string, threads: number): Promise<readonly Row[]> {
  const costs = await timePreviews(folder, threads, 20)
  return costs.flatMap(({ what, previews, shown, plain }) =>
    compared(`an edit with previews (${previews}) / without: ${what}`, '1.05', shown, plain),
  )
}

/** Threads that spin within a run and threads that sleep. */
export async function benchSpinning(folder: string, threads: number): Promise<readonly Row[]> {
  const times = await timeSpinning(folder, threads)
  return Object.entries(times).flatMap(([what, { spinning, waiting }]) =>
    compared(`Node: threads that spin within a run / that wait: ${what}`, '', spinning, waiting),
  )
}
