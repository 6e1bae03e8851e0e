// The weights of one network while its graph is built. Every key is taken once, under the shape that its module expects;
// what is missing, misshapen or left over is gathered and reported together.
import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import { formatShape } from '../graph/graph'
import type { Graph, Shape, Value } from '../graph/graph'
import { scale } from '../graph/operators/elementwise'
import { isWeightType, type TensorEntry, type TensorIndex } from '../weights/safetensors'
import { messages } from './messages'
import { changedWeight } from './overlays/changedWeight'
import { isLowRank, type LowRank } from './overlays/lowRank'
import { OverlayInputs } from './overlays/overlayInputs'
import type { Overlays } from './overlays/overlay'

/** As many keys as a message names of each kind. */
const NAMED = 4

interface KeyedWeightsOptions {
  /** Keys whose weights are not read from the files: they are inputs of the graph, of that name, as training wants them. */
  readonly weightInputs?: readonly string[] | undefined
  /** What those inputs' names begin with, where another network of the graph has weights under the same keys. */
  readonly inputPrefix?: string | undefined
  /** What is laid over the weights, by key. */
  readonly overlays?: Overlays | undefined
}

/** The weight of a linear layer or a convolution. */
interface LayerWeight {
  readonly weight: Value
  /** Overlays that go beside the layer instead. */
  readonly beside: readonly LowRank[]
}

export class KeyedWeights {
  private readonly left: Map<string, TensorEntry>
  private readonly asInputs: ReadonlySet<string>
  private readonly inputPrefix: string
  private readonly missing: string[] = []
  private readonly misshapen: string[] = []
  private readonly taken = new Map<string, Shape>()
  private readonly overlays: Overlays
  /** What overlays are made of, in the graph. */
  readonly overlayInputs: OverlayInputs

  /** @param network its folder, for messages: "unet". */
  constructor(
    readonly graph: Graph,
    private readonly network: string,
    private readonly weights: TensorIndex,
    { weightInputs = [], inputPrefix = '', overlays = new Map() }: KeyedWeightsOptions = {},
  ) {
    this.left = new Map(weights)
    this.asInputs = new Set(weightInputs)
    this.inputPrefix = inputPrefix
    this.overlays = overlays
    this.overlayInputs = new OverlayInputs(graph)
  }

  /** The module that is the network itself. */
  get root(): Module {
    return new Module(this, '')
  }

  has(key: string): boolean {
    return this.weights.has(key)
  }

  /** The weight of a key with all that is laid over it. */
  take(key: string, shape: Shape): Value {
    return changedWeight(this.own(key, shape), this.overlays.get(key) ?? [], this.overlayInputs)
  }

  /** The weight of a layer that takes overlays beside it. */
  takeLayer(key: string, shape: Shape): LayerWeight {
    const overlays = this.overlays.get(key) ?? []
    const inside = overlays.filter((overlay) => !isLowRank(overlay))
    const weight = changedWeight(this.own(key, shape), inside, this.overlayInputs)
    return { weight, beside: overlays.filter(isLowRank) }
  }

  /**
   * The weight of a key, in the graph. One that is missing or misshapen is stood in for, so that the building goes on to the
   * next; `requireFound` then refuses the graph.
   * @throws RangeError when the key was taken before: two modules of a graph would share it.
   */
  private own(key: string, shape: Shape): Value {
    const entry = this.left.get(key)
    if (!entry && this.weights.has(key)) throw new RangeError(`The weight "${key}" was used twice.`)
    this.left.delete(key)
    this.taken.set(key, shape)
    if (this.asInputs.has(key)) return this.graph.input(`${this.inputPrefix}${key}`, shape)
    const fits = entry && formatShape(entry.shape) === formatShape(shape)
    if (fits && isWeightType(entry.dtype)) return this.scaled(entry)
    if (!entry) this.missing.push(`"${key}"`)
    else if (!fits)
      this.misshapen.push(`"${key}" has ${formatShape(entry.shape)} in place of ${formatShape(shape)}`)
    else this.misshapen.push(`"${key}" is stored as ${entry.dtype}`)
    return this.graph.input(`${key} (unfit)`, shape)
  }

  /** The weight as it is stored, times its scale if it has one. */
  private scaled(entry: TensorEntry): Value {
    const { scale: factor, ...stored } = entry
    return factor === undefined ? this.graph.weight(entry) : scale(this.graph.weight(stored), factor)
  }

  /** Every key that was taken, with the shape that its module expects, in the order of the building. */
  get shapes(): ReadonlyMap<string, Shape> {
    return this.taken
  }

  /** Accounts for a key that some versions wrote and that nothing is computed from. */
  ignore(key: string): void {
    this.left.delete(key)
  }

  /**
   * @throws PalimpsestError('checkpoint') when a weight that was taken is missing or misshapen; RangeError when one that should
   *   be an input was not taken.
   */
  requireFound(): void {
    for (const key of this.asInputs)
      if (!this.taken.has(key)) throw new RangeError(`The graph has no weight "${key}".`)
    this.refuse([listed(messages.missing, this.missing), listed(messages.misshapen, this.misshapen)])
  }

  /** @throws PalimpsestError('checkpoint') when, besides, a weight is left that no module took. */
  requireExact(): void {
    const surplus = [...this.left.keys()].map((key) => `"${key}"`)
    this.refuse([
      listed(messages.missing, this.missing),
      listed(messages.misshapen, this.misshapen),
      listed(messages.surplus, surplus),
    ])
  }

  private refuse(faults: readonly (Message | undefined)[]): void {
    const found = faults.filter((fault) => fault !== undefined)
    if (found.length === 0) return
    throw new PalimpsestError(
      messages.keysMisfit({
        network: this.network,
        found: found.reduce((first, second) => messages.andAlso({ first, second })),
      }),
    )
  }
}

/** '2 missing: "a", "b"', or nothing where there is none. */
function listed(
  kind: typeof messages.missing | typeof messages.misshapen | typeof messages.surplus,
  all: readonly string[],
): Message | undefined {
  if (all.length === 0) return undefined
  const keys = all.slice(0, NAMED).join(', ')
  return kind({
    count: all.length,
    keys:
      all.length > NAMED
        ? messages.keysAndMore({ keys, count: all.length - NAMED })
        : messages.keys({ keys }),
  })
}

/** One module of a network: the weights whose keys begin with its path. */
export class Module {
  constructor(
    private readonly weights: KeyedWeights,
    /** As PyTorch names it: "down_blocks.0.resnets.1". */
    readonly path: string,
  ) {}

  get graph(): Graph {
    return this.weights.graph
  }

  /** A module within this one; `name` may hold several steps. */
  child(name: string): Module {
    return new Module(this.weights, this.key(name))
  }

  has(name: string): boolean {
    return this.weights.has(this.key(name))
  }

  weight(name: string, shape: Shape): Value {
    return this.weights.take(this.key(name), shape)
  }

  /** The weight of a linear layer or a convolution, and what goes beside it. */
  layer(name: string, shape: Shape): LayerWeight {
    return this.weights.takeLayer(this.key(name), shape)
  }

  get overlayInputs(): OverlayInputs {
    return this.weights.overlayInputs
  }

  ignore(name: string): void {
    this.weights.ignore(this.key(name))
  }

  private key(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }
}
