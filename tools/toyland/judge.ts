// The judge: says what a Toyland picture shows, without knowing how it was made. Trained by tools/toyland/judge.
import { readFile } from 'node:fs/promises'
import type { Pixels } from '../../src/shared/pixels'
import { tensorFromPixels } from '../../workers/image/pixelTensor'
import { resize } from '../../workers/image/resample'
import type { Backend } from '../../workers/runtime/backend'

/** The likeliest answer of each attribute, for example `{ background: 'snow', first_kind: 'cat', ... }`. */
export type Judgement = Readonly<Record<string, string>>

export interface Judge {
  /** A picture of any size; it is brought to 128 x 128. Attributes that do not apply to it have an answer too. */
  judge(picture: Pixels): Promise<Judgement>
  release(): Promise<void>
}

const side = 128

/** Loads the judge; its attributes and their answers are those of `judge/labels.json`. */
export async function openJudge(backend: Backend): Promise<Judge> {
  const bytes = new Uint8Array(await readFile(new URL('judge/judge.onnx', import.meta.url)))
  const attributes = Object.entries(
    JSON.parse(await readFile(new URL('judge/labels.json', import.meta.url), 'utf8')) as Record<
      string,
      readonly string[]
    >,
  )
  const count = attributes.reduce((sum, [, answers]) => sum + answers.length, 0)
  const session = await backend.createSession({
    bytes,
    externalFiles: [],
    inputs: [{ name: 'picture', type: 'float32', shape: [1, 3, side, side] }],
    outputs: [{ name: 'answers', type: 'float32', shape: [1, count] }],
    weightBytes: bytes.length,
  })
  return {
    async judge(picture) {
      const outputs = await session.run({ picture: tensorFromPixels(resize(picture, side, side)) })
      const scores = outputs.get('answers')!.data
      let from = 0
      return Object.fromEntries(
        attributes.map(([name, answers]) => {
          const own = scores.subarray(from, (from += answers.length))
          return [name, answers[own.indexOf(Math.max(...own))]!]
        }),
      )
    },
    release: () => session.release(),
  }
}
