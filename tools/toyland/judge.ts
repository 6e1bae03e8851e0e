// The judge: says what a Toyland picture shows, without knowing how it was made. Trained by tools/toyland/judge.
import { readFile } from 'node:fs/promises'
import type { Pixels } from '../../src/shared/pixels'
import { tensorFromPixels } from '../../workers/image/pixelTensor'
import { resize } from '../../workers/image/resample'
import type { Backend } from '../../workers/runtime/backend'

/** The likeliest answer of each attribute, for example `{ background: 'snow', first_kind: 'cat', ... }`. */
export type Judgement = Readonly<Record<string, string>>

/** What the judge says, and how sure it is of that and of every other answer. */
export interface Judged {
  readonly answers: Judgement
  /** By attribute and answer; those of an attribute add up to 1. */
  readonly probabilities: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface Judge {
  /** A picture of any size; it is brought to 128 x 128. Attributes that do not apply to it have an answer too. */
  judge(picture: Pixels): Promise<Judgement>
  /** The same, with the probability of every answer. */
  weigh(picture: Pixels): Promise<Judged>
  release(): Promise<void>
}

const side = 128

/** The one that every figure is of unless it says so; the one that knows the strangers too; the one for two things of any size. */
export type WhichJudge = 'judge' | 'strangers' | 'several'

/** Loads a judge; its attributes and their answers are those of the file beside it. */
export async function openJudge(backend: Backend, which: WhichJudge = 'judge'): Promise<Judge> {
  const names = {
    judge: ['judge.onnx', 'labels.json'],
    strangers: ['strangers.onnx', 'strangers.json'],
    several: ['several.onnx', 'several.json'],
  } as const
  const [network, labels] = names[which]
  const bytes = new Uint8Array(await readFile(new URL(`judge/${network}`, import.meta.url)))
  const attributes = Object.entries(
    JSON.parse(await readFile(new URL(`judge/${labels}`, import.meta.url), 'utf8')) as Record<
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
  const weigh = async (picture: Pixels): Promise<Judged> => {
    const outputs = await session.run({ picture: tensorFromPixels(resize(picture, side, side)) })
    const scores = outputs.get('answers')!.data
    let from = 0
    const probabilities: Record<string, Record<string, number>> = {}
    const likeliest: Record<string, string> = {}
    for (const [name, answers] of attributes) {
      const shares = softmax(scores.subarray(from, (from += answers.length)))
      probabilities[name] = Object.fromEntries(answers.map((answer, at) => [answer, shares[at]!]))
      likeliest[name] = answers[shares.indexOf(Math.max(...shares))]!
    }
    return { answers: likeliest, probabilities }
  }
  return {
    judge: async (picture) => (await weigh(picture)).answers,
    weigh,
    release: () => session.release(),
  }
}

function softmax(scores: Float32Array): number[] {
  const most = Math.max(...scores)
  const powers = [...scores].map((score) => Math.exp(score - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
