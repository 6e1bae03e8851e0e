// ControlNets, adapters and the depth checkpoint: the result agrees with the hint of a drawing, and is what the caption says.
import type { Pixels } from '../../../src/shared/pixels'
import type { Judgement } from '../../toyland/judge'
import type { HintKind } from '../agreement'
import { isSeen } from '../judgeScores'
import { plainArguments, plainRecipe } from '../plainRecipe'
import { defineTechnique, type DiffusersCall, type ScoreKind, type Technique } from '../technique'

interface Case {
  readonly prompt: string
  readonly seed: number
  readonly hint: Pixels
  /** What the caption says; the hint says places and sizes. */
  readonly wanted: Judgement
}

interface Network {
  /** Folder below `toyland`. */
  readonly name: string
  readonly kind: 'controlnet' | 't2i-adapter' | 'checkpoint'
  readonly hint: HintKind
  readonly title: string
}

const networks: readonly Network[] = [
  { name: 'controlnet-canny', kind: 'controlnet', hint: 'canny', title: 'ControlNet, edges' },
  { name: 'controlnet-scribble', kind: 'controlnet', hint: 'scribble', title: 'ControlNet, scribble' },
  { name: 'controlnet-depth', kind: 'controlnet', hint: 'depth', title: 'ControlNet, depth' },
  {
    name: 'controlnet-segmentation',
    kind: 'controlnet',
    hint: 'segmentation',
    title: 'ControlNet, segmentation',
  },
  { name: 't2i-adapter-sketch', kind: 't2i-adapter', hint: 'scribble', title: 'T2I-Adapter, sketch' },
  { name: 't2i-adapter-depth', kind: 't2i-adapter', hint: 'depth', title: 'T2I-Adapter, depth' },
  { name: 't2i-adapter-colour', kind: 't2i-adapter', hint: 'colour', title: 'T2I-Adapter, colours' },
  { name: 'depth', kind: 'checkpoint', hint: 'depth', title: 'Depth2Image' },
]

const measures: Readonly<Record<HintKind, ScoreKind>> = {
  canny: { label: 'F1 of the result’s edges and the hint’s', as: 'share', aim: 'at least 90 %' },
  scribble: {
    label: 'scribble’s lines that have an edge of the result beside them',
    as: 'share',
    aim: 'at least 90 %',
  },
  segmentation: { label: 'pixels of the hint’s class', as: 'share', aim: 'at least 90 %' },
  depth: { label: 'difference of the result’s depth and the hint’s', as: 'share', aim: 'below without' },
  colour: { label: 'difference of the colours of 8 x 8 squares', as: 'levels', aim: 'below without' },
}

const guideOf = ({ kind, name }: Network): object =>
  kind === 'checkpoint'
    ? { id: 'depth2image', values: { depth: 'hint' } }
    : { id: kind, values: { network: `toyland/${name}`, hint: 'hint', preprocessor: 'none' } }

function callOf({ kind, name }: Network, one: Case): DiffusersCall {
  const folder = `toyland/${name}`
  const shared = {
    checkpoint: 'toyland/base',
    seed: one.seed,
    arguments: plainArguments(one),
    pictures: { image: one.hint },
  }
  switch (kind) {
    case 'controlnet':
      return {
        ...shared,
        pipeline: 'StableDiffusionControlNetPipeline',
        networks: [['controlnet', 'ControlNetModel', folder]],
      }
    case 't2i-adapter':
      return {
        ...shared,
        pipeline: 'StableDiffusionAdapterPipeline',
        networks: [['adapter', 'T2IAdapter', folder]],
      }
    case 'checkpoint': {
      // It takes its size from the picture that it wants beside the depth.
      const { width: _width, height: _height, ...rest } = plainArguments(one)
      return {
        seed: one.seed,
        pipeline: 'StableDiffusionDepth2ImgPipeline',
        checkpoint: folder,
        arguments: { ...rest, strength: 1 },
        pictures: { depth_map: one.hint },
      }
    }
  }
}

const techniqueOf = (network: Network): Technique =>
  defineTechnique<Case>({
    id: network.name,
    title: network.title,
    about: `Drawn scenes; the ${network.hint === 'colour' ? 'colours' : network.hint} of the drawing and its caption without places and sizes.`,
    drawings: 'hints',
    hint: network.hint,
    networks: [`toyland/${network.name}`],
    caseOf: (index, drawn) => {
      const { layout, background, first_kind, second_kind } = drawn!.labels['scene']!
      const wanted = { layout, background, first_kind, second_kind }
      return {
        prompt: drawn!.texts['caption']!,
        seed: index,
        hint: drawn!.pictures[network.hint]!,
        wanted: Object.fromEntries(
          Object.entries(wanted).flatMap(([name, answer]) => (answer === undefined ? [] : [[name, answer]])),
        ),
      }
    },
    withIt: (one) => {
      const recipe = plainRecipe({ ...one, guides: [guideOf(network)] })
      const { checkpoint } = recipe
      const own = network.kind === 'checkpoint' ? `toyland/${network.name}` : checkpoint
      return { recipe: { ...recipe, checkpoint: own }, images: { hint: one.hint } }
    },
    withoutIt: (one) => ({ recipe: plainRecipe(one) }),
    diffusers: (one) => callOf(network, one),
    score: ({ wanted }, { judged }) => ({ caption: isSeen(judged, wanted) }),
    scores: {
      agreement: measures[network.hint],
      caption: { label: 'place and kinds as the caption says', as: 'share', aim: 'at least 90 %' },
    },
  })

export const hinted: readonly Technique[] = networks.map(techniqueOf)
