// From the stores to what the renderer draws.
import type { Region } from '../shared/pixels'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentState, Layer } from '../state/document'
import type { JobsState } from '../state/jobs'
import type { ViewState } from '../state/view'
import type { TiledBitmap } from './kernels/tiledBitmap'
import type { ViewTransform } from './kernels/viewTransform'
import type { BlendMode } from './kernels/blend'
import { composeAffine, identity, scaling, translation, type Affine } from './kernels/affine'

export interface SceneLayer {
  readonly key: string
  readonly bitmap: TiledBitmap
  readonly opacity: number
  readonly blend?: BlendMode | undefined
  /** From its own pixels to the canvas's. */
  readonly transform: Affine
}

/** A picture laid over the layers: a preview within its region, or a candidate over the whole. */
export interface SceneCover {
  readonly key: string
  readonly bitmap: TiledBitmap
  readonly region: Region
  /** Left of this share of the picture's width the layers stay visible; 0 covers everything. */
  readonly split: number
}

interface Size {
  readonly width: number
  readonly height: number
}

export interface Scene extends Size {
  readonly placement: ViewTransform
  readonly viewport: Size
  /** Pictures, then masks, from the bottom to the top. */
  readonly layers: readonly SceneLayer[]
  readonly masks: readonly SceneLayer[]
  /** Masks around which a line is drawn. */
  readonly outlined: readonly SceneLayer[]
  readonly cover: SceneCover | undefined
  /** The region at which an edit is working. */
  readonly working: Region | undefined
}

export interface SceneSources {
  readonly document: DocumentState
  readonly view: ViewState
  readonly jobs: JobsState
  readonly bitmaps: BitmapTable
  /** Bitmaps and transforms of a gesture in progress, by layer. */
  readonly instead: ReadonlyMap<string, TiledBitmap>
  readonly transforms: ReadonlyMap<string, Affine>
}

export function sceneOf(sources: SceneSources): Scene {
  const { document, view, jobs } = sources
  const visible = (masks: boolean) =>
    document.layers.filter((layer) => layer.visible && (layer.kind === 'mask') === masks)
  /** Regions of several guides over each other would hide the picture: one is seen in full while it is painted, the others are lines. */
  const aside = ({ id, forGuides }: Layer) => forGuides === true && id !== document.activeLayer
  const inScene = (layers: readonly Layer[]) => layers.map((layer) => sceneLayer(layer, sources))
  const shown = (masks: boolean) => inScene(visible(masks).filter((layer) => !aside(layer)))
  const running = jobs.jobs.find(({ status }) => status !== 'waiting')
  return {
    width: document.width,
    height: document.height,
    placement: view,
    viewport: { width: view.viewportWidth, height: view.viewportHeight },
    layers: [...shown(false), ...comparedWith(sources)],
    ...shownMasks(shown(true), inScene(visible(true).filter(aside)), sources),
    cover: shownCover(sources) ?? previewCover(sources) ?? candidateCover(sources) ?? liveCover(sources),
    working:
      running?.preview?.region && !isWhole(running.preview.region, document)
        ? running.preview.region
        : undefined,
  }
}

/** Masks as tints and as lines, those `aside` as lines alone. The one that is being painted has its tint in any case, and no line before it is finished. */
function shownMasks(masks: readonly SceneLayer[], aside: readonly SceneLayer[], sources: SceneSources) {
  const { view, instead } = sources
  // Over a result, or what a guide showed, the mask would hide what it is about.
  if (!view.showMasks || candidateShown(sources) || view.lookedAt) return { masks: [], outlined: [] }
  const all = withUnsaved(masks, sources)
  const tinted = ({ key }: SceneLayer) => instead.has(key) || (view.tintMasks && !rests(key, sources))
  return {
    masks: all.filter(tinted),
    outlined: [...aside, ...masks].filter(({ key }) => !instead.has(key)),
  }
}

/** While the edit is on its way, is seen live, and once it was accepted, its mask's tint would lie over what it made. */
function rests(key: string, sources: SceneSources): boolean {
  const { document, view, jobs } = sources
  if (jobs.jobs.some(({ preview }) => preview) || liveCover(sources)) return true
  const layer = document.layers.find(({ id }) => id === key)
  return layer !== undefined && view.restingMasks.includes(layer.bitmap)
}

/** The other result of a comparison, in place of the picture. */
function comparedWith({ document, view, bitmaps }: SceneSources): SceneLayer[] {
  const other = document.candidates.find(({ id }) => id === view.against)
  if (!other || view.compare !== 'split') return []
  const { bitmap: id, place } = other
  const bitmap = bitmaps.get(id)
  const grow = scaling(place.width / bitmap.width, place.height / bitmap.height)
  const transform = composeAffine(translation(place.left, place.top), grow)
  return [{ key: other.id, bitmap, opacity: 1, transform }]
}

function sceneLayer(layer: Layer, { bitmaps, instead, transforms }: SceneSources): SceneLayer {
  return {
    key: layer.id,
    bitmap: instead.get(layer.id) ?? bitmaps.get(layer.bitmap),
    opacity: layer.opacity,
    blend: layer.blend,
    transform: transforms.get(layer.id) ?? translation(layer.x, layer.y),
  }
}

/** Adds the layers that a gesture in progress is about to make. */
function withUnsaved(layers: readonly SceneLayer[], { instead, document }: SceneSources): SceneLayer[] {
  const unsaved = [...instead].filter(([id]) => !document.layers.some((layer) => layer.id === id))
  return [...layers, ...unsaved.map(([key, bitmap]) => ({ key, bitmap, opacity: 1, transform: identity }))]
}

function previewCover({ document, jobs, bitmaps }: SceneSources): SceneCover | undefined {
  const preview = jobs.jobs.find((job) => job.preview)?.preview
  if (!preview) return undefined
  const region = preview.region ?? wholeOf(document)
  return { key: 'preview', bitmap: bitmaps.get(preview.bitmap), region, split: 0 }
}

/** What a guide showed, while it is looked at. */
function shownCover({ document, view, jobs, bitmaps }: SceneSources): SceneCover | undefined {
  const { lookedAt } = view
  const shown = jobs.shown.find(({ key, name }) => key === lookedAt?.key && name === lookedAt.name)
  if (!shown || !bitmaps.has(shown.bitmap)) return undefined
  const bitmap = bitmaps.get(shown.bitmap)
  return { key: `shown ${shown.bitmap}`, bitmap, region: shown.region ?? wholeOf(document), split: 0 }
}

const candidateShown = ({ document, view }: SceneSources) =>
  document.candidates.find(({ id }) => id === view.candidate)

function candidateCover(sources: SceneSources): SceneCover | undefined {
  const { view, bitmaps } = sources
  const candidate = candidateShown(sources)
  if (!candidate || view.compare === 'original') return undefined
  const split = view.compare === 'split' ? view.split : 0
  const bitmap = bitmaps.get(candidate.bitmap)
  return { key: candidate.id, bitmap, region: candidate.place, split }
}

/** While a tool is at work one sees what one draws. */
function liveCover({ document, view, jobs, bitmaps }: SceneSources): SceneCover | undefined {
  if (view.live !== 'over' || view.stroking || !jobs.live) return undefined
  return { key: 'live', bitmap: bitmaps.get(jobs.live.bitmap), region: wholeOf(document), split: 0 }
}

const wholeOf = ({ width, height }: DocumentState): Region => ({ left: 0, top: 0, width, height })
const isWhole = (region: Region, { width, height }: DocumentState) =>
  region.width === width && region.height === height
