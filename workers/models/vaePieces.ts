// An AutoencoderKL in pieces that end where a group norm needs the mean and variance of the whole picture. Between two norms
// everything is local, so a piece can be run on one tile after another, given the statistics of all of them: the result is
// that of the whole. (The tiled VAE of the multidiffusion-upscaler extension pauses at the same places.) The middle block with its
// attention is at an eighth of the size and is left whole.
import { Graph, type Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add, multiply, subtract } from '../graph/operators/elementwise'
import { reshape } from '../graph/operators/layout'
import type { TensorIndex } from '../weights/safetensors'
import { downsample, upsample } from './autoencoderKl'
import { KeyedWeights, type Module } from './keyedWeights'
import { convLayer } from './layers'
import type { KlVaeConfig } from './vaeConfig'

/** Maps between pieces: `x` is what a block adds to, `branch` what it adds. */
export type MapName = 'x' | 'branch'

export interface VaePiece {
  readonly name: string
  /** Rows of the result for one that is read, and columns. */
  readonly scale: 1 | 2 | 0.5
  /** Pixels beside a tile on which its result depends. */
  readonly halo: number
  /** Channels of each map that it reads. */
  readonly reads: Readonly<Partial<Record<MapName, number>>>
  /** The map that it normalises. */
  readonly norm?: MapName
  /** Maps that nothing reads behind it. */
  readonly lastReads: readonly MapName[]
  /** Channels of the widest map within it, per pixel of what it reads. */
  readonly widest: number
  readonly build: Build
}

/** The maps that a piece changes. */
type Build = (
  root: Module,
  maps: Readonly<Record<MapName, Value>>,
  norm: Norm,
) => Partial<Record<MapName, Value>>
type Norm = (module: Module, x: Value) => Value

/**
 * Pieces in a row as one graph, on the given size of what the first one reads. Inputs are its maps, and `mean 0` and
 * `inverse_deviation 0` [1, C, 1, 1] of the norm of the first piece, and so on; outputs "new x" and "new branch", those of the wanted maps
 * that the pieces change.
 */
export function piecesGraph(
  pieces: readonly VaePiece[],
  wanted: readonly MapName[],
  weights: TensorIndex,
  [height, width]: readonly [height: number, width: number],
): Graph {
  const keyed = new KeyedWeights(new Graph(), 'vae', weights)
  const { graph, root } = keyed
  const given = Object.fromEntries(
    Object.entries(pieces[0]!.reads).map(([name, channels]) => [
      name,
      graph.input(name, [1, channels, height, width]),
    ]),
  ) as Record<MapName, Value>
  let maps = given
  for (const [at, { build }] of pieces.entries())
    maps = { ...maps, ...build(root, maps, (module, x) => givenNorm(module, x, at)) }
  for (const name of wanted) if (maps[name] !== given[name]) graph.output(`new ${name}`, maps[name])
  keyed.requireFound()
  return graph
}

/** nn.GroupNorm whose statistics are given. */
function givenNorm(module: Module, x: Value, at: number): Value {
  const perChannel = [1, x.shape[1]!, 1, 1]
  const [mean, deviation] = [
    module.graph.input(`mean ${at}`, perChannel),
    module.graph.input(`inverse_deviation ${at}`, perChannel),
  ]
  const affine = (name: string) => reshape(module.weight(name, [x.shape[1]!]), perChannel)
  return add(multiply(subtract(x, mean), multiply(deviation, affine('weight'))), affine('bias'))
}

/** Of pieces in a row, in pixels of what the first one reads; `widest` are channels of the widest map for one of them. */
export function reachOf(pieces: readonly VaePiece[]): {
  readonly scale: number
  readonly halo: number
  readonly widest: number
} {
  let [scale, halo, widest] = [1, 0, 0]
  for (const piece of pieces) {
    halo += piece.halo / scale
    widest = Math.max(widest, piece.widest * scale ** 2)
    scale *= piece.scale
  }
  return { scale, halo: Math.ceil(halo), widest }
}

const piece = (what: Omit<VaePiece, 'build'>, build: Build): VaePiece => ({ ...what, build })

/** diffusers' ResnetBlock2D, cut at its second norm. */
function resnetPieces(path: string, from: number, channels: number): readonly VaePiece[] {
  const common = { scale: 1, halo: 1 } as const
  const changes = from !== channels
  return [
    piece(
      {
        ...common,
        name: `${path} first`,
        reads: { x: from },
        norm: 'x',
        lastReads: changes ? ['x'] : [],
        widest: Math.max(from, channels),
      },
      (root, { x }, norm) => {
        const module = root.child(path)
        const branch = convLayer(module.child('conv1'), silu(norm(module.child('norm1'), x)), {
          channels,
          kernel: 3,
        })
        if (!changes) return { branch }
        return { branch, x: convLayer(module.child('conv_shortcut'), x, { channels, kernel: 1 }) }
      },
    ),
    piece(
      {
        ...common,
        name: `${path} second`,
        reads: { x: channels, branch: channels },
        norm: 'branch',
        lastReads: ['x', 'branch'],
        widest: channels,
      },
      (root, { x, branch }, norm) => {
        const module = root.child(path)
        const normal = silu(norm(module.child('norm2'), branch))
        return { x: add(x, convLayer(module.child('conv2'), normal, { channels, kernel: 3 })) }
      },
    ),
  ]
}

/** The decoder from an upsampling block on: from `x`, what comes out of the one before, to `x`, the picture. */
export function decoderPieces(
  { blockOutChannels, layersPerBlock }: KlVaeConfig,
  from: number,
): readonly VaePiece[] {
  const levels = blockOutChannels.toReversed()
  const pieces = levels.slice(from).flatMap((channels, at) => {
    const place = from + at
    const path = `decoder.up_blocks.${place}`
    const resnets = Array.from({ length: layersPerBlock + 1 }, (_, layer) =>
      resnetPieces(
        `${path}.resnets.${layer}`,
        layer === 0 ? (levels[place - 1] ?? levels[0]!) : channels,
        channels,
      ),
    ).flat()
    if (place === levels.length - 1) return resnets
    const larger = piece(
      {
        name: `${path} up`,
        scale: 2,
        halo: 1,
        reads: { x: channels },
        lastReads: ['x'],
        widest: 4 * channels,
      },
      (root, { x }) => ({ x: upsample(root.child(path), x, channels) }),
    )
    return [...resnets, larger]
  })
  const channels = levels.at(-1)!
  const out = piece(
    {
      name: 'decoder out',
      scale: 1,
      halo: 1,
      reads: { x: channels },
      norm: 'x',
      lastReads: ['x'],
      widest: channels,
    },
    (root, { x }, norm) => {
      const module = root.child('decoder')
      const normal = silu(norm(module.child('conv_norm_out'), x))
      return { x: convLayer(module.child('conv_out'), normal, { channels: 3, kernel: 3 }) }
    },
  )
  return [...pieces, out]
}

/** The encoder up to a level: from `x`, the picture, to `x`, what goes into that level. */
export function encoderPieces(
  { blockOutChannels, layersPerBlock }: KlVaeConfig,
  to: number,
): readonly VaePiece[] {
  const first = blockOutChannels[0]!
  const convIn = piece(
    { name: 'encoder in', scale: 1, halo: 1, reads: { x: 3 }, lastReads: ['x'], widest: first },
    (root, { x }) => ({ x: convLayer(root.child('encoder.conv_in'), x, { channels: first, kernel: 3 }) }),
  )
  const pieces = blockOutChannels.slice(0, to).flatMap((channels, level) => {
    const path = `encoder.down_blocks.${level}`
    const resnets = Array.from({ length: layersPerBlock }, (_, layer) =>
      resnetPieces(
        `${path}.resnets.${layer}`,
        layer === 0 ? (blockOutChannels[level - 1] ?? first) : channels,
        channels,
      ),
    ).flat()
    const smaller = piece(
      // Two, so that tiles begin at even rows.
      {
        name: `${path} down`,
        scale: 0.5,
        halo: 2,
        reads: { x: channels },
        lastReads: ['x'],
        widest: channels,
      },
      (root, { x }) => ({ x: downsample(root.child(path), x, channels) }),
    )
    return [...resnets, smaller]
  })
  return [convIn, ...pieces]
}
