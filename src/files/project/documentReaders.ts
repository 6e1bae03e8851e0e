// What of saved documents and galleries this version can use. What another version saved stays with them, and is saved again as it was.
import * as v from 'valibot'
import { blendModes, type BlendMode } from '../../canvas/kernels/blend'
import { isNote, type Note } from '../../shared/message'
import type { Region } from '../../shared/pixels'
import {
  aBoolean,
  aNumber,
  anything,
  aText,
  fits,
  listOf,
  oneOf,
  unusedIn,
  withUnused,
  type Readers,
  type UnusedField,
} from '../../shared/unusedFields'
import type { Basis, BasisLayer } from '../../state/basis'
import type { BitmapId } from '../../state/bitmapTable'
import type { Candidate, DocumentState, Layer } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'

// A field that the state gets and these forget does not compile.
type EntriesOf<State> = Record<keyof State, v.GenericSchema>

export const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const place = v.pipe(v.number(), v.minValue(-1_000_000), v.maxValue(1_000_000))
const modes = blendModes.filter((mode): mode is Exclude<BlendMode, 'normal'> => mode !== 'normal')
const opacity = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
export const sizeSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))

export const basisSchema = v.optional(
  v.pipe(
    v.array(
      v.strictObject({
        bitmap: nameSchema,
        opacity,
        blend: v.optional(v.picklist(modes)),
        x: place,
        y: place,
      } satisfies EntriesOf<BasisLayer>),
    ),
    v.maxLength(1000),
  ),
)
export const namedBasis = (
  layers: readonly (Omit<BasisLayer, 'bitmap'> & { readonly bitmap: string })[],
): Basis => layers.map((layer) => ({ ...layer, bitmap: layer.bitmap as BitmapId }))

const region = v.strictObject({ left: place, top: place, width: sizeSchema, height: sizeSchema })

const aShort = fits<string>((value) => v.is(nameSchema, value))
const aPlace = fits<number>((value) => v.is(place, value))
const aBitmap = fits<BitmapId>((value) => v.is(nameSchema, value))
const aBasis = fits<Basis>((value) => v.is(basisSchema, value))
const noted = fits<readonly Note[]>((value) => Array.isArray(value) && value.every((each) => isNote(each)))
const seconds = aNumber(0, Infinity)

export const layerReaders: Readers<Layer> = {
  id: aShort,
  kind: oneOf('image', 'result', 'sketch', 'mask'),
  name: aText,
  bitmap: aBitmap,
  visible: aBoolean,
  opacity: aNumber(0, 1),
  blend: oneOf(...modes),
  x: aPlace,
  y: aPlace,
  forGuides: oneOf(true),
  bundled: oneOf(true),
  recipe: anything,
  basis: aBasis,
}

export const candidateReaders: Readers<Candidate> = {
  id: aShort,
  bitmap: aBitmap,
  place: fits<Region>((value) => v.is(region, value)),
  recipe: anything,
  seconds,
  notes: noted,
  basis: aBasis,
  replaces: aShort,
}

export const resultReaders: Readers<GalleryResult> = {
  id: aShort,
  bitmap: aBitmap,
  recipe: anything,
  seconds,
  notes: noted,
  madeAt: aNumber(0, Infinity),
}

const aSide = fits<number>((value) => v.is(sizeSchema, value))
export const documentReaders: Readers<DocumentState> = {
  name: aText,
  width: aSide,
  height: aSide,
  // Theirs are read one by one.
  layers: fits<readonly Layer[]>(Array.isArray),
  candidates: fits<readonly Candidate[]>(Array.isArray),
  activeLayer: aShort,
  deletedResults: listOf((saved) => (v.is(nameSchema, saved) ? saved : undefined)),
}

/** What another version saved in a document and its gallery, and this one cannot use. */
export function unusedOfWork(document: DocumentState, gallery: readonly GalleryResult[] = []): UnusedField[] {
  const { layers, candidates } = document
  return [
    ...unusedIn(document, documentReaders),
    ...layers.flatMap((layer) => unusedIn(layer, layerReaders)),
    ...candidates.flatMap((candidate) => unusedIn(candidate, candidateReaders)),
    ...gallery.flatMap((result) => unusedIn(result, resultReaders)),
  ]
}

const saved = new WeakMap<DocumentState, DocumentState>()

/** The document as it is saved, what another version saved in it back in its place. One that is asked for again is the same. */
export function documentToSave(document: DocumentState): DocumentState {
  const known = saved.get(document)
  if (known) return known
  const { layers, candidates } = document
  const all = {
    ...withUnused(document),
    layers: layers.map(withUnused),
    candidates: candidates.map(withUnused),
  }
  saved.set(document, all)
  return all
}
