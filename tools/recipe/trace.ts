// `--trace DIR`: what every step saw and made, as .npy files.
import { join } from 'node:path'
import type { StepDone } from '../../workers/diffusion/loop'
import { writeNpy } from './npy'
import { makeFolder, removeFiles } from './writeResult'

const traceFile = /^(latents_\d{3}|noise_\d{3}_.+)\.npy$/

/**
 * Makes the folder of a trace. The files of an older trace in it go, since that may have had more steps; all others stay.
 * @throws PalimpsestError('storage') where it cannot be made or a file cannot be removed
 */
export async function makeTraceFolder(folder: string): Promise<void> {
  await makeFolder(folder)
  await removeFiles(folder, traceFile)
}

/**
 * Writes into a folder, for step NNN (from 000), `latents_NNN.npy`: the latents after the step, and `noise_NNN_<branch>.npy`: the epsilon
 * that each branch predicted at the latents before it.
 */
export async function writeTrace(folder: string, { index, latents, branchNoise }: StepDone): Promise<void> {
  const step = String(index).padStart(3, '0')
  await writeNpy(join(folder, `latents_${step}.npy`), latents)
  for (const [branch, noise] of branchNoise)
    await writeNpy(join(folder, `noise_${step}_${branch}.npy`), noise)
}
