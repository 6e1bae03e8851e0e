import { PalimpsestError } from '../../shared/errors'
import { whyGone } from '../../shared/readPart'
import type { Samples } from '../colour/toSrgb'
import { damagedPicture } from '../damagedPicture'
import { messages } from '../messages'

export interface AvifQuestion {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly isDeep: boolean
}

export type AvifAnswer = { readonly samples: Samples } | { readonly problem: 'not loaded' | 'not decoded' }

/**
 * Decodes an AVIF in a worker of its own, which ends with it.
 * @throws PalimpsestError('image') when it is damaged, or when the decoder cannot be loaded.
 */
export async function decodeAvifInWorker(question: AvifQuestion): Promise<Samples> {
  const worker = new Worker(new URL('./avifWorker.ts', import.meta.url), { type: 'module', name: 'avif' })
  try {
    const answer = await new Promise<AvifAnswer>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<AvifAnswer>) => resolve(data))
      worker.addEventListener('error', () => resolve({ problem: 'not loaded' }))
      worker.postMessage(question, [])
    })
    if ('samples' in answer) return answer.samples
    throw answer.problem === 'not decoded'
      ? damagedPicture(messages.notDecoded())
      : new PalimpsestError(await whyGone(messages.noAvifDecoder()))
  } finally {
    worker.terminate()
  }
}
