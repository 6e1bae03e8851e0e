// The check of a message from the page, on its arrival in the worker.
import * as v from 'valibot'
import { PalimpsestError } from '../errors'
import { messages } from '../messages'
import { misfitOf } from '../misfit'
import { trainingOrders, type Request } from './request'

const pixels = v.pipe(
  v.strictObject({
    width: v.pipe(v.number(), v.integer(), v.minValue(1)),
    height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    data: v.instance(Uint8ClampedArray),
  }),
  v.check(({ width, height, data }) => data.length === width * height * 4, messages.notFilled.text),
)
const folder = { path: v.optional(v.string()) }
const url = v.strictObject({ kind: v.literal('url'), url: v.string() })
const hub = v.strictObject({
  kind: v.literal('hub'),
  repository: v.string(),
  revision: v.string(),
  token: v.optional(v.string()),
})
const handle = v.strictObject({
  kind: v.literal('folder'),
  handle: v.object({ kind: v.literal('directory') }),
})
const files = v.strictObject({ kind: v.literal('files'), files: v.array(v.instance(Blob)) })
const source = v.variant('kind', [
  v.strictObject({ kind: v.literal('file'), file: v.instance(Blob) }),
  v.strictObject({ ...url.entries, ...folder }),
  v.strictObject({ ...hub.entries, ...folder }),
  v.strictObject({ ...handle.entries, ...folder }),
  v.strictObject({ ...files.entries, ...folder }),
])
const request = v.variant('type', [
  v.strictObject({
    type: v.literal('start'),
    backend: v.picklist(['auto', 'webgpu', 'wasm']),
    assets: v.string(),
    memoryBudget: v.pipe(v.number(), v.minValue(0)),
  }),
  v.strictObject({ type: v.literal('open-checkpoint'), id: v.string(), source }),
  v.strictObject({ type: v.literal('keep'), source: v.strictObject({ ...hub.entries, ...folder }) }),
  v.strictObject({ type: v.literal('pause-keeping') }),
  v.strictObject({ type: v.literal('forget'), source: v.strictObject({ ...hub.entries, ...folder }) }),
  v.strictObject({ type: v.literal('open-network'), id: v.string(), source }),
  v.strictObject({ type: v.literal('open-add-on'), id: v.string(), source }),
  v.strictObject({ type: v.literal('close-add-on'), id: v.string() }),
  v.strictObject({
    type: v.literal('edit'),
    job: v.string(),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
    previews: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('warm-up'),
    recipe: v.unknown(),
    pictures: v.array(v.string()),
  }),
  v.strictObject({
    type: v.literal('forecast'),
    number: v.number(),
    recipe: v.unknown(),
    pictures: v.strictObject({
      names: v.array(v.string()),
      width: v.pipe(v.number(), v.integer(), v.minValue(1)),
      height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  }),
  v.strictObject({
    type: v.literal('foresee-training'),
    number: v.number(),
    checkpoint: v.string(),
    plan: v.unknown(),
  }),
  v.strictObject({
    type: v.literal('count-tokens'),
    checkpoint: v.string(),
    text: v.string(),
    syntax: v.picklist(['both', 'a1111', 'compel', 'none']),
    steps: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.strictObject({
    type: v.literal('train'),
    job: v.string(),
    plan: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({ type: v.literal('go-on-training'), job: v.string() }),
  v.strictObject({ type: v.literal('find-training') }),
  v.strictObject({ type: v.literal('forget-training') }),
  v.strictObject({ type: v.literal('order-training'), order: v.picklist(trainingOrders) }),
  v.strictObject({
    type: v.literal('prepare'),
    job: v.string(),
    key: v.string(),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({
    type: v.literal('segment'),
    job: v.string(),
    source: v.union([source, v.strictObject({ kind: v.literal('open'), id: v.string() })]),
    picture: pixels,
  }),
  v.strictObject({ type: v.literal('describe'), job: v.string(), model: v.string(), picture: pixels }),
  v.strictObject({
    type: v.literal('write-sentences'),
    job: v.string(),
    model: v.string(),
    concept: v.string(),
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  v.strictObject({
    type: v.literal('map-words'),
    job: v.string(),
    of: v.picklist(['edit', 'picture']),
    recipe: v.unknown(),
    images: v.record(v.string(), pixels),
  }),
  v.strictObject({ type: v.literal('cancel'), job: v.string() }),
  v.strictObject({ type: v.literal('cancel-all') }),
  v.strictObject({ type: v.literal('stop'), job: v.string() }),
  v.strictObject({ type: v.literal('lose-device') }),
])

/**
 * Checks a message.
 * @throws PalimpsestError('internal'): page and worker are built together, so a misfit is a defect of ours.
 */
export function parseRequest(message: unknown): Request {
  const result = v.safeParse(request, message)
  if (result.success) return message as Request
  const issue = result.issues[0]
  throw new PalimpsestError(
    messages.notUnderstood({ path: v.getDotPath(issue) ?? 'message', misfit: misfitOf(issue) }),
  )
}
