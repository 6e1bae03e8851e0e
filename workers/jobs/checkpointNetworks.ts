// A checkpoint's networks on a backend: built when they are needed, at the size that is needed, and kept while they fit.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels } from '../../src/shared/pixels'
import type { Note } from '../../src/shared/message'
import type { ControlNet, T2IAdapter } from '../diffusion/controlNetworks'
import type { PictureTask } from '../diffusion/environment'
import type { Denoiser } from '../diffusion/denoiser'
import type { TextEmbedding } from '../diffusion/textEmbedding'
import type { CheckpointTraits } from '../diffusion/traits'
import type { Graph } from '../graph/graph'
import type { LoweringTarget } from '../graph/lowering/target'
import { workOf } from '../graph/workOf'
import type { FittedAddOns, NetworkOverlays } from '../models/addOns/fitAddOns'
import { attentionLayers } from '../models/attentionLayers'
import { checkPairing } from '../models/checkPairing'
import type { Checkpoint } from '../models/checkpoint'
import type { ControlNetwork } from '../models/openControlNetwork'
import type { LoadedModels } from '../hub/loadedModels'
import { messages as hubMessages } from '../hub/messages'
import type { Overlays } from '../models/overlays/overlay'
import type { OpenedNetwork } from '../models/openNetwork'
import { residualShapes } from '../models/unetGraph'
import type { VaeConfig } from '../models/vaeConfig'
import { vaeDecoderGraph } from '../models/vaeGraph'
import type { Backend, Feeds, Session } from '../runtime/backend'
import { memoryOf } from '../runtime/memoryOf'
import type { SessionCache } from '../runtime/sessionCache'
import type { ClipTokenizer } from '../text/clipTokenizer'
import { tokenizerWithWords } from '../text/learnedWords'
import { unknownNetwork } from './checkpoints'
import { decodeLatents, encodePicture, type AutoencoderRuns } from './autoencoder'
import { adapterOn, controlNetOn } from './controlSessions'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import type { RunOnDevice } from './joinResiduals'
import type { KeptResults } from './keptResults'
import { messages } from './messages'
import { ModelRuns } from './modelRuns'
import type { Decoded, EncodeTextOptions, Networks } from './networks'
import { isModel, type BesideNetwork } from './openBeside'
import { idOf, type Owner } from './ownerIds'
import { samplesAtOnce, samplesWorthOneRun } from './pieceMemory'
import { RecentRuns } from './recentRuns'
import { textEncodersOf } from './textEncoders'
import { unetDenoiser } from './unetDenoiser'

/** UNets with fewer parameters run all branches of a step as one batch; larger ones fill the device with one. */
const SMALL_UNET = 100e6

/** Of each device: another one may round otherwise. */
const recentRuns = new WeakMap<SessionCache, RecentRuns>()

interface Surroundings {
  /** Ends downloads that a network still waits for. */
  readonly signal?: AbortSignal | undefined
  /** The networks beside the checkpoint, by id. */
  readonly controlNetwork?: (id: string) => Promise<BesideNetwork>
  /** The models of the Hub that are loaded. */
  readonly models?: LoadedModels
  /** Results that outlive a run. */
  readonly kept?: KeptResults
  /** What is laid over the checkpoint. */
  readonly addOns?: FittedAddOns | undefined
}

export class CheckpointNetworks implements Networks {
  readonly traits: CheckpointTraits
  readonly tokenizer: ClipTokenizer
  readonly zerosForNone: boolean
  readonly schedulerConfig: unknown
  readonly scaleFactor: number
  readonly scalingFactor: number
  readonly notes: readonly Note[]
  readonly kept?: KeptResults
  private readonly isSmall: boolean
  private readonly texts: ReturnType<typeof textEncodersOf>
  private readonly models: ModelRuns
  private seconds = 0

  constructor(
    private readonly checkpoint: Checkpoint,
    private readonly backend: Backend,
    private readonly sessions: SessionCache,
    private readonly surroundings: Surroundings = {},
  ) {
    const { unet, textEncoder, secondText } = checkpoint
    const { vae } = this
    this.zerosForNone = secondText?.zerosForNone ?? false
    this.traits = {
      inChannels: unet.config.inChannels,
      latentChannels: vae.config.latentChannels,
      latentsVary: vae.config.kind === 'kl',
      sampleSize: unet.config.sampleSize,
      timestepCondWidth: unet.config.timeCondProjDim ?? 0,
      crossAttentionDim: unet.config.crossAttentionDim,
      skips: residualShapes(unet.config, { batch: 1, height: 64, width: 64 }).down.length,
      isXl: secondText !== undefined,
      textWidths: [textEncoder, ...(secondText ? [secondText.encoder] : [])].map(
        ({ config }) => config.hiddenSize,
      ),
      attention: attentionLayers(unet.config),
    }
    if (surroundings.kept) this.kept = surroundings.kept
    this.notes = surroundings.addOns?.notes ?? []
    this.tokenizer = tokenizerWithWords(checkpoint.tokenizer, surroundings.addOns?.words ?? [])
    this.texts = textEncodersOf(checkpoint, surroundings.addOns, (key, build, feeds, laid) =>
      this.runOverlaid(key, build, feeds, laid),
    )
    this.models = new ModelRuns({
      sessions,
      models: surroundings.models,
      signal: surroundings.signal,
      network: (id) => this.beside(id),
      onRun: (seconds) => (this.seconds += seconds),
    })
    this.schedulerConfig = checkpoint.schedulerConfig
    this.scaleFactor = vae.config.scaleFactor
    this.scalingFactor = vae.config.scalingFactor
    const parameters = [...unet.weights.values()].reduce((sum, { shape }) => sum + sizeOf(shape), 0)
    this.isSmall = parameters < SMALL_UNET
  }

  get networkSeconds(): number {
    return this.seconds
  }

  encodeText(ids: Int32Array, options: EncodeTextOptions): Promise<TextEmbedding> {
    return this.texts(ids, options)
  }

  encodeImage(image: Tensor): Promise<{ readonly mean: Tensor; readonly logVariance?: Tensor }> {
    return this.recent('encoder', image, () => encodePicture(image, this.autoencoder(this.vae)))
  }

  decode(latents: Tensor, as: Decoded = 'result'): Promise<Tensor> {
    if (as === 'unedited') return this.recent('decoder', latents, () => this.decode(latents))
    return decodeLatents(latents, this.autoencoder(as === 'preview' ? this.preview : this.vae))
  }

  previewSeconds(shape: readonly number[]): number | undefined {
    const { config, weights } = this.preview
    const [height, width] = [shape[2]!, shape[3]!]
    const key = `${idOf(weights)} ${keyOf(config, `decoder ${height}x${width}`)}`
    const { measured } = this.sessions
    return (
      measured.typical(key) ??
      measured.likely(key, workOf(vaeDecoderGraph(config, weights, { height, width })))?.seconds
    )
  }

  /** The checkpoint's own, or the add-on in its place. */
  private get vae(): OpenedNetwork<VaeConfig> {
    return this.surroundings.addOns?.vae ?? this.checkpoint.vae
  }

  /** A small decoder, or else the one of results. */
  private get preview(): OpenedNetwork<VaeConfig> {
    return this.surroundings.addOns?.preview ?? this.checkpoint.preview ?? this.vae
  }

  private autoencoder(network: OpenedNetwork<VaeConfig>): AutoencoderRuns {
    const { weights: owner, config } = network
    return {
      network,
      // Strips compute what the whole does; on paper their maps would be gigabytes of nothing.
      largestTensor: this.sessions.onPaper ? Infinity : this.backend.largestTensor,
      run: (key, build, feeds) => {
        // A large picture takes many runs.
        throwIfCancelled(this.surroundings.signal)
        return this.run(keyOf(config, key), build, feeds, { compute: this.vaeCompute, owner })
      },
      release: (key) => this.sessions.release(`${idOf(owner)} ${keyOf(config, key)}`),
    }
  }

  /** A run that edits of one picture have in common. */
  private recent<Result>(name: string, input: Tensor, run: () => Promise<Result>): Promise<Result> {
    const recent = recentRuns.get(this.sessions) ?? new RecentRuns()
    recentRuns.set(this.sessions, recent)
    return recent.get(`${idOf(this.vae.weights)} ${name} of ${this.scalingFactor}`, input, run)
  }

  unet(): Denoiser {
    return this.unetWith(this.surroundings.addOns?.unet)
  }

  get maskedUnets(): ReadonlyMap<string, Denoiser> {
    const masked = this.surroundings.addOns?.masked ?? []
    return new Map(masked.map(({ mask, unet }) => [mask, this.unetWith(unet)]))
  }

  private unetWith(laid: NetworkOverlays | undefined): Denoiser {
    const { config, weights } = this.checkpoint.unet
    return unetDenoiser({
      config,
      weights,
      scaleFactor: this.scaleFactor,
      maxBatch: (height, width) => this.maxBatch(height, width),
      samplesTogether: (height, width) => (this.isSmall ? samplesWorthOneRun(height, width) : 1),
      memory: memoryOf(this.backend),
      run: (key, build, feeds) => this.runOverlaid(`unet ${key}`, build, feeds, laid),
      runPart: (key, build, feeds) => this.runOverlaid(`unet ${key}`, build, {}, laid, feeds),
      runOnDevice: this.onDevice('', this.checkpoint),
    })
  }

  async controlNet(id: string): Promise<ControlNet> {
    const network = await this.controlNetwork(id)
    if (network.kind !== 'controlnet') throw wrongKind(id, 'ControlNet')
    return controlNetOn(network, {
      run: (key, build, feeds) => this.run(`controlnet ${key}`, build, feeds, { owner: network }),
      runOnDevice: this.onDevice('controlnet ', network),
      maxBatch: (height, width) => this.maxBatch(height, width),
    })
  }

  async adapter(id: string): Promise<T2IAdapter> {
    const network = await this.controlNetwork(id)
    if (network.kind !== 't2i-adapter') throw wrongKind(id, 'T2I-Adapter')
    const { length: levels } = this.checkpoint.unet.config.blockOutChannels
    return adapterOn(network, levels, (key, build, feeds) =>
      this.run(`adapter ${key}`, build, feeds, { owner: network }),
    )
  }

  /** Samples in one run of the UNet, or of its copy. */
  private maxBatch(height: number, width: number): number {
    return this.isSmall ? samplesAtOnce(this.traits, height, width) : 1
  }

  readPicture(task: PictureTask, id: string, picture: Pixels): Promise<Pixels> {
    return this.models.readPicture(task, id, picture)
  }

  enlarge(id: string, picture: Pixels, onPart?: (done: number, count: number) => void): Promise<Pixels> {
    return this.models.enlarge(id, picture, onPart)
  }

  private beside(id: string): Promise<BesideNetwork> {
    const { controlNetwork } = this.surroundings
    if (!controlNetwork) throw unknownNetwork(id)
    return controlNetwork(id)
  }

  private async controlNetwork(id: string): Promise<ControlNetwork> {
    const network = await this.beside(id)
    if (isModel(network)) throw new PalimpsestError(hubMessages.onlyModel({ network: id, is: network.kind }))
    checkPairing(network, this.checkpoint)
    return network
  }

  /** An autoencoder that asks for it (`force_upcast`) is not computed in float16. */
  private get vaeCompute(): LoweringTarget['compute'] {
    const { config } = this.vae
    return config.kind === 'kl' && config.forceUpcast ? 'float32' : this.backend.target.compute
  }

  /** Runs a network with what is laid over it; a change of its strength loads nothing. `part` as in `RunSettings`. */
  private runOverlaid(
    key: string,
    build: (overlays: Overlays) => Graph,
    feeds: Feeds,
    laid: NetworkOverlays | undefined,
    part: Feeds = {},
  ): Promise<ReadonlyMap<string, Tensor>> {
    if (!laid || laid.overlays.size === 0) return this.run(key, () => build(new Map()), feeds, { part })
    const strengths = [...laid.strengths].map(([name, strength]) => [
      name,
      tensor(Float32Array.of(strength), [1]),
    ])
    return this.run(`${key} with ${laid.key}`, () => build(laid.overlays), feeds, {
      part: { ...part, ...(Object.fromEntries(strengths) as Feeds) },
    })
  }

  private async run(
    key: string,
    build: () => Graph,
    feeds: Feeds,
    settings: RunSettings = {},
  ): Promise<ReadonlyMap<string, Tensor>> {
    const read = ({ inputs }: Session) =>
      Object.entries(settings.part ?? {}).filter(([name]) => inputs.includes(name))
    return this.timed(key, build, settings, (session) =>
      session.run({ ...feeds, ...Object.fromEntries(read(session)) }),
    )
  }

  /** Runs networks whose results stay on the device, where there is one; `name` begins their keys. */
  private onDevice(name: string, owner: Owner): RunOnDevice | undefined {
    if (!this.backend.keepsOutputs) return undefined
    return (key, build, feeds) =>
      this.timed(`${name}${key}`, build, { owner }, (session) => session.runOnDevice!(feeds))
  }

  private async timed<Results>(
    key: string,
    build: () => Graph,
    settings: RunSettings,
    act: (session: Session) => Promise<Results>,
  ): Promise<Results> {
    const { compute = this.backend.target.compute, owner = this.checkpoint } = settings
    const { signal } = this.surroundings
    const ownKey = `${idOf(owner)} ${key}`
    let seconds = 0
    const results = await this.sessions.use(ownKey, build, { compute, signal }, async (session) => {
      const started = performance.now()
      const found = await act(session)
      seconds = (performance.now() - started) / 1000
      return found
    })
    this.seconds += seconds
    this.sessions.measured.note(ownKey, seconds)
    return results
  }
}

/** One and the same autoencoder may be beside checkpoints of which each scales otherwise. */
const keyOf = ({ scalingFactor }: VaeConfig, key: string): string => `${key} of ${scalingFactor}`

interface RunSettings {
  readonly compute?: LoweringTarget['compute']
  /** Whose network it is, the checkpoint's unless told otherwise. */
  readonly owner?: Owner
  /**
   * Feeds of which the network is given those that it reads: a part of a UNet, whose gradient is wanted, does not read all, and
   * layers that clip skip leaves out take their overlays along.
   */
  readonly part?: Feeds
}

const wrongKind = (id: string, wanted: string) =>
  new PalimpsestError(messages.wrongKind({ network: id, wanted }))
