// A training as it is kept: its plan and encoded pictures once, and every so many steps where it stands.
// The store writes whole files or none, so that the last good state is there until the next one is.
import { parseTrainingPlan, type TrainingPlan } from '../../src/shared/trainingPlan'
import type { GeneratorState } from '../diffusion/random/generator'
import { tensor, type Tensor } from '../tensor/tensor'
import { bytesSource } from '../weights/bytesSource'
import { readSafetensors, readTensor, type SafetensorsFile } from '../weights/safetensors'
import { writeSafetensors, type WrittenTensor } from '../weights/writeSafetensors'
import type { AdamWState, Moments } from './adamW'
import type { EncodedPicture } from './dataset'
import type { Trainable } from './trainable'
import type { TrainingStore } from './trainingStore'

/** What is learned from, encoded: the subject's pictures and those that shall stay as they are. */
export interface EncodedLesson {
  readonly plan: TrainingPlan
  readonly subjects: readonly EncodedPicture[]
  readonly kept: readonly EncodedPicture[]
}

/** Where a training stands after a step. */
export interface TrainingState {
  readonly optimiser: AdamWState
  readonly values: ReadonlyMap<string, Float32Array>
  readonly averages: ReadonlyMap<string, Float32Array>
  readonly streams: Readonly<Record<string, GeneratorState>>
  /** Of each dataset, the pictures that are still to come before any comes again. */
  readonly orders: readonly (readonly number[])[]
  /** Of every step so far. */
  readonly losses: readonly number[]
}

const [lessonFile, stateFile] = ['lesson', 'state'] as const

/** Keeps a lesson, in place of whatever was there. */
export async function saveLesson(
  store: TrainingStore,
  { plan, subjects, kept }: EncodedLesson,
): Promise<void> {
  await store.clear()
  const pictures = [...subjects, ...kept]
  const tensors = pictures.flatMap(
    ({ mean, deviation, beside, hint, captions, mask }, at): WrittenTensor[] => [
      { key: `${at}.mean`, shape: mean.shape, values: mean.data },
      ...(deviation ? [{ key: `${at}.deviation`, shape: deviation.shape, values: deviation.data }] : []),
      ...(beside ? [{ key: `${at}.beside`, shape: beside.shape, values: beside.data }] : []),
      ...(hint ? [{ key: `${at}.hint`, shape: hint.shape, values: hint.data }] : []),
      ...(mask ? [{ key: `${at}.mask`, shape: mask.shape, values: mask.data }] : []),
      // Token ids are exact in float32 up to 2^24.
      {
        key: `${at}.captions`,
        shape: [captions.length, captions[0]!.length],
        values: Float32Array.from(captions.flatMap((ids) => [...ids])),
      },
    ],
  )
  const shares = pictures.map(({ share }) => share)
  const lesson = JSON.stringify({ plan, shares, subjects: subjects.length })
  await store.write(lessonFile, writeSafetensors(tensors, { lesson }))
}

/** The lesson that is kept, if there is one that this version can read. */
export async function savedLesson(store: TrainingStore): Promise<EncodedLesson | undefined> {
  const file = await opened(store, lessonFile)
  if (!file) return undefined
  const { tensors, metadata } = file
  const { plan, shares, subjects } = JSON.parse(metadata['lesson']!) as {
    readonly plan: unknown
    readonly shares: readonly number[]
    readonly subjects: number
  }
  const read = async (key: string) => {
    const entry = tensors.get(key)
    return entry && tensor(await readTensor(entry), entry.shape)
  }
  const pictures: EncodedPicture[] = []
  for (const [at, share] of shares.entries()) {
    const deviation = await read(`${at}.deviation`)
    const beside = await read(`${at}.beside`)
    const mask = await read(`${at}.mask`)
    const hint = await read(`${at}.hint`)
    pictures.push({
      ...(beside && { beside }),
      mean: (await read(`${at}.mean`))!,
      ...(deviation && { deviation }),
      ...(mask && { mask }),
      ...(hint && { hint }),
      captions: rowsOf((await read(`${at}.captions`))!),
      share,
    })
  }
  return {
    plan: parseTrainingPlan(plan),
    subjects: pictures.slice(0, subjects),
    kept: pictures.slice(subjects),
  }
}

function rowsOf({ data, shape }: Tensor): Int32Array[] {
  const [count = 0, length = 0] = shape
  return Array.from({ length: count }, (_, at) =>
    Int32Array.from(data.subarray(at * length, (at + 1) * length)),
  )
}

/** Keeps where a training stands, in place of where it stood. */
export async function saveState(
  store: TrainingStore,
  { optimiser, values, averages, streams, orders, losses }: TrainingState,
): Promise<void> {
  const { step, moments } = optimiser
  const of = (kind: string, all: Iterable<readonly [string, Float32Array]>): WrittenTensor[] =>
    [...all].map(([name, numbers]) => ({
      key: `${kind}/${name}`,
      shape: [numbers.length],
      values: numbers,
    }))
  const tensors = [
    ...of('value', values),
    ...of('average', averages),
    ...of(
      'first',
      [...moments].map(([name, { first }]) => [name, first]),
    ),
    ...of(
      'second',
      [...moments].map(([name, { second }]) => [name, second]),
    ),
    { key: 'losses', shape: [losses.length], values: Float32Array.from(losses) },
  ]
  const state = JSON.stringify({ step, streams, orders })
  await store.write(stateFile, writeSafetensors(tensors, { state }))
}

/** The state that is kept, if there is one. */
export async function savedState(store: TrainingStore): Promise<TrainingState | undefined> {
  const file = await opened(store, stateFile)
  if (!file) return undefined
  const { step, streams, orders } = JSON.parse(file.metadata['state']!) as KeptState
  const read = async (kind: string): Promise<Map<string, Float32Array>> => {
    const found = new Map<string, Float32Array>()
    for (const [key, entry] of file.tensors)
      if (key.startsWith(`${kind}/`)) found.set(key.slice(kind.length + 1), await readTensor(entry))
    return found
  }
  const [first, second] = [await read('first'), await read('second')]
  const moments = new Map<string, Moments>(
    [...first].map(([name, numbers]) => [name, { first: numbers, second: second.get(name)! }]),
  )
  return {
    optimiser: { step, moments },
    values: await read('value'),
    averages: await read('average'),
    streams,
    orders,
    losses: [...(await readTensor(file.tensors.get('losses')!))],
  }
}

/** Puts the values of a state into what trains. */
export function restoreValues(trainables: readonly Trainable[], { values }: TrainingState): void {
  for (const { name, values: own } of trainables) own.set(values.get(name)!)
}

type KeptState = Pick<TrainingState, 'streams' | 'orders'> & { readonly step: number }

/** A file that is damaged counts as none. */
async function opened(store: TrainingStore, name: string): Promise<SafetensorsFile | undefined> {
  const bytes = await store.read(name)
  return bytes && readSafetensors(bytesSource(name, bytes)).catch(() => undefined)
}
