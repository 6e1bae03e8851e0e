// The worker that decodes one AVIF, so that the page answers meanwhile.
import { loadAvifDecoder } from './decodeAvif'
import type { AvifAnswer, AvifQuestion } from './decodeInWorker'

const answer = (message: AvifAnswer, transfer: Transferable[] = []) => self.postMessage(message, { transfer })

addEventListener('message', async ({ data: { bytes, isDeep } }: MessageEvent<AvifQuestion>) => {
  const decode = await loadAvifDecoder().catch(() => undefined)
  if (!decode) return answer({ problem: 'not loaded' })
  const samples = decode(bytes, isDeep)
  return samples ? answer({ samples }, [samples.data.buffer]) : answer({ problem: 'not decoded' })
})
