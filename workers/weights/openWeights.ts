// The weights of one network of a checkpoint, under the file names that diffusers and transformers write.
import { PalimpsestError } from '../../src/shared/errors'
import { isRecord } from '../../src/shared/isRecord'
import type { ByteSource, FileTree } from './byteSource'
import { messages } from './messages'
import { readScales } from './quantised'
import { readJson } from './readJson'
import { readHeader, type TensorEntry, type TensorIndex } from './safetensors'

/** 'full' takes `<stem>.safetensors` before its half-precision variant, 'half' the other way round. */
export type PreferredVariant = 'full' | 'half'

/**
 * Finds and indexes the weights in a folder of a checkpoint: one safetensors file, its fp16 variant, or shards with an index.
 * @param folder "unet", or "" for the root, as in a ControlNet's own repository.
 * @param stem 'diffusion_pytorch_model' (diffusers) or 'model' (transformers).
 * @throws PalimpsestError('weights') when there are none, only pickles, or when an index and its shards disagree.
 */
export async function openWeights(
  tree: FileTree,
  folder: string,
  stem: string,
  { prefer = 'full' }: { prefer?: PreferredVariant } = {},
): Promise<TensorIndex> {
  for (const path of weightPaths(folder, stem, prefer)) {
    const file = await tree.open(path)
    if (!file) continue
    const tensors = await (path.endsWith('.json') ? openShards(tree, folder, path) : readHeader(file))
    return readScales(tensors, path)
  }
  const pickle = await findPickle(tree, folder, stem)
  if (pickle) throw new PalimpsestError(messages.picklesOnly({ name: pickle.name }))
  for (const [name, program] of ELSEWHERE)
    if (await tree.open(inFolder(folder, name)))
      throw new PalimpsestError(messages.forAnother({ name: inFolder(folder, name), program }))
  const shard = await findShard(tree, folder, stem)
  if (shard) throw new PalimpsestError(messages.noIndex({ shard: shard.name, stem }))
  const { label } = tree
  throw new PalimpsestError(
    folder ? messages.noWeightsIn({ folder, label, stem }) : messages.noWeights({ label, stem }),
  )
}

/** Weights in the forms of other runtimes, where a folder has nothing else. */
const ELSEWHERE = [
  ['diffusion_flax_model.msgpack', 'Flax'],
  ['flax_model.msgpack', 'Flax'],
  ['model.onnx', 'ONNX Runtime'],
  ['openvino_model.xml', 'OpenVINO'],
  ['tf_model.h5', 'TensorFlow'],
] as const

/** What else publishers call a variant; taken where it is all there is. */
const OTHER_VARIANTS = ['bf16', 'fp32', 'ema', 'non_ema']

const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`)

/** The paths under which a network's weights may lie, the preferred first. */
function weightPaths(folder: string, stem: string, prefer: PreferredVariant = 'full'): readonly string[] {
  const full = [`${stem}.safetensors`, `${stem}.safetensors.index.json`]
  const ofVariant = (variant: string) => [
    `${stem}.${variant}.safetensors`,
    `${stem}.safetensors.index.${variant}.json`,
    // As diffusers named it for a while.
    `${stem}.safetensors.${variant}.index.json`,
  ]
  const half = ofVariant('fp16')
  const names = prefer === 'full' ? [...full, ...half] : [...half, ...full]
  const others = OTHER_VARIANTS.flatMap(ofVariant)
  return [...names, ...others].map((name) => inFolder(folder, name))
}

/** Looks for the first of up to nine shards, whose index is missing. */
async function findShard(tree: FileTree, folder: string, stem: string): Promise<ByteSource | undefined> {
  for (let count = 1; count <= 9; count += 1)
    for (const name of [stem, `${stem}.fp16`]) {
      const file = await tree.open(inFolder(folder, `${name}-00001-of-0000${count}.safetensors`))
      if (file) return file
    }
  return undefined
}

/** Looks for what torch.save writes, which is never opened: unpickling runs what the file says. */
async function findPickle(tree: FileTree, folder: string, stem: string): Promise<ByteSource | undefined> {
  const stems = [stem, `${stem}.fp16`, 'pytorch_model', 'pytorch_model.fp16']
  const names = stems.flatMap((name) =>
    ['bin', 'bin.index.json', 'ckpt', 'pt', 'pth'].map((end) => `${name}.${end}`),
  )
  for (const name of names) {
    const file = await tree.open(inFolder(folder, name))
    if (file) return file
  }
  return undefined
}

/**
 * The index of shards: `{ metadata, weight_map: { key: file name } }`. As for the libraries that write it, it says which files there are, and
 * the files say what they hold: a key more or less in the index changes nothing. Whoever reads the network names a key that is missing.
 */
async function openShards(tree: FileTree, folder: string, path: string): Promise<TensorIndex> {
  const shardOf = weightMap(path, await readJson(tree, path))
  const tensors = new Map<string, TensorEntry>()
  for (const shard of new Set(shardOf.values())) {
    const file = await tree.open(inFolder(folder, shard))
    if (!file) throw new PalimpsestError(messages.shardMissing({ index: path, shard }))
    for (const [key, entry] of await readHeader(file)) {
      const other = tensors.get(key)
      if (other)
        throw new PalimpsestError(messages.inTwoShards({ key, first: other.file.name, second: shard }))
      tensors.set(key, entry)
    }
  }
  return tensors
}

function weightMap(path: string, json: unknown): ReadonlyMap<string, string> {
  const map = isRecord(json) ? json['weight_map'] : undefined
  const entries = isRecord(map) ? Object.entries(map) : []
  // Shards lie beside their index; a name with a folder in it would lead out of the checkpoint.
  const isShard = (name: unknown): name is string =>
    typeof name === 'string' && /^[^/\\]+\.safetensors$/.test(name)
  const wrong = entries.find(([, shard]) => !isShard(shard))
  if (entries.length > 0 && !wrong) return new Map(entries as [string, string][])
  throw new PalimpsestError(
    wrong
      ? messages.noShard({ index: path, key: wrong[0], shard: JSON.stringify(wrong[1]) })
      : messages.noWeightMap({ index: path }),
  )
}
