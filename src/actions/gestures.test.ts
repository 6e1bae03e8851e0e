// Whatever is drawn with whatever tool and done by whatever action: undo all gives the first pixels again, redo all the last ones,
// exactly, and no result is lost.
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import { blendModes } from '../canvas/kernels/blend'
import { maskOperations } from '../canvas/kernels/combineMasks'
import { createTools } from '../canvas/tools/registry'
import type { ToolContext, ToolPointer } from '../canvas/tools/tool'
import { placeResult } from '../engine/placeResult'
import { PalimpsestError } from '../shared/errors'
import { plainRecipe as recipe } from '../shared/fixtures/plainRecipe'
import { bitmapsOf } from '../state/document'
import { shownResults } from '../state/gallery'
import { changeTools } from '../state/settings'
import type { ToolId } from '../state/toolId'
import { headlessEditor, pixels } from './fixtures/headlessEditor'
import { work } from './late'
import { renameLayer, selectLayer, setLayerBlend, setLayerOpacity, setLayerVisible } from './layering'
import { actionOf, actions, isEnabled } from './table'
import { changeFrame } from './transforming'

const coordinate = fc.integer({ min: -60, max: 360 })
const points = fc.array(
  fc.record({ x: coordinate, y: coordinate, pressure: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 6 },
)
const drawing = fc.record({
  kind: fc.constant('draw'),
  tool: fc.constantFrom(...(Object.keys(createTools) as ToolId[])),
  points,
  shift: fc.boolean(),
  alt: fc.boolean(),
  ctrl: fc.boolean(),
  coarse: fc.boolean(),
  brushSize: fc.integer({ min: 1, max: 120 }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  joining: fc.constantFrom(...maskOperations),
  cancelled: fc.boolean(),
})
type Drawing = typeof drawing extends fc.Arbitrary<infer G> ? G : never

/** Every action that changes the document by itself, or what is looked at; the others need files, dialogs or the engine. */
const changing = actions
  .filter(
    ({ id, group }) =>
      ['mask', 'layer', 'result', 'tool'].includes(group) ||
      /^(edit\.(undo|redo|turn)|view\.nudge|gallery\.)/.test(id),
  )
  .map(({ id }) => id)
  .filter((id) => !['result.again', 'layer.runAgain', 'layer.anotherSeed', 'mask.cut'].includes(id))
/** One group as often as another, however many actions it has; what changes all of a picture or ends its mask more rarely. */
const acting = fc.oneof(
  ...[
    [/^mask\.(?!toLayer|erase|fill)/, 3],
    [/^layer\.(?!flip)/, 3],
    [/^(result|gallery)\./, 3],
    [/^(edit\.(?!turn)|tool\.|view\.)/, 3],
    [/^(mask\.(toLayer|erase|fill)|layer\.flip|edit\.turn)/, 1],
  ].map(([group, weight]) => ({
    arbitrary: fc.record({
      kind: fc.constant('act'),
      id: fc.constantFrom(...changing.filter((id) => (group as RegExp).test(id))),
    }),
    weight: weight as number,
  })),
)
const result = fc.record({
  kind: fc.constant('result'),
  width: fc.integer({ min: 20, max: 300 }),
  seed: fc.nat(250),
})

const share = fc.double({ min: 0, max: 1, noNaN: true })
const otherwise = fc.oneof(
  fc.record({
    kind: fc.constant('gallery'),
    shown: share,
    use: fc.constantFrom('gallery.delete', 'gallery.stage', 'gallery.input'),
  }),
  fc.record({ kind: fc.constant('select'), at: share }),
  fc.record({
    kind: fc.constant('layer'),
    opacity: share,
    visible: fc.boolean(),
    blend: fc.constantFrom(...blendModes),
  }),
  fc.record({
    kind: fc.constant('crop'),
    left: fc.integer({ min: -40, max: 100 }),
    top: fc.integer({ min: -40, max: 100 }),
    right: fc.integer({ min: 130, max: 360 }),
    bottom: fc.integer({ min: 130, max: 360 }),
  }),
  fc.record({
    kind: fc.constant('frame'),
    width: fc.integer({ min: 5, max: 400 }),
    angle: fc.integer({ min: -180, max: 180 }),
  }),
)
const step = fc.oneof(
  { arbitrary: drawing, weight: 4 },
  { arbitrary: acting, weight: 8 },
  { arbitrary: result, weight: 2 },
  { arbitrary: otherwise, weight: 3 },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function draw(
  editor: Editor & ToolContext,
  { tool: id, points, cancelled, brushSize, hardness, joining, ...keys }: Drawing,
): void {
  editor.view.setState({ tool: id })
  changeTools(editor.settings, { brushSize, hardness, joining, penSize: brushSize / 4 })
  const tool = createTools[id](editor)
  const pointer = (point: Drawing['points'][number]): ToolPointer => ({ ...point, ...keys, path: [point] })
  const [first, ...rest] = points.map(pointer)
  if (!first) return
  tool.down(first)
  for (const each of rest) tool.move(each)
  if (cancelled) tool.cancel()
  else tool.up(rest.at(-1) ?? first)
}

function perform(editor: Editor & ToolContext, step: Step): void {
  const { layers, activeLayer } = editor.document.getState()
  if ('tool' in step) draw(editor, step)
  else if ('id' in step) {
    const action = actionOf(step.id)
    if (isEnabled(action, editor)) action.run(editor)
  } else if ('shown' in step) {
    const results = shownResults(editor.gallery.getState(), editor.document.getState())
    editor.view.setState({ viewedResult: results[Math.floor(step.shown * results.length)]?.id })
    const action = actionOf(step.use)
    if (isEnabled(action, editor)) action.run(editor)
  } else if ('seed' in step) {
    const made = pixels(step.width, 40, step.seed)
    placeResult(editor, { type: 'done', job: 'j', pixels: made, recipe, seconds: 1, overhead: 0, notes: [] })
  } else if ('at' in step) {
    const layer = layers[Math.floor(step.at * layers.length)]
    if (layer) selectLayer(editor, layer.id)
  } else if ('opacity' in step) {
    if (activeLayer === undefined) return
    setLayerOpacity(editor, activeLayer, step.opacity, 'g')
    setLayerVisible(editor, activeLayer, step.visible)
    setLayerBlend(editor, activeLayer, step.blend)
    renameLayer(editor, activeLayer, `${step.opacity}`)
  } else if ('left' in step) {
    const { left, top, right, bottom } = step
    editor.view.setState({ crop: { left, top, right, bottom } })
    actionOf('tool.applyCrop').run(editor)
  } else changeFrame(editor, { width: step.width, angle: step.angle })
}

/** An editor that refuses, as the page does, what would be too large for the memory; any other failure is thrown. */
function refusingEditor(): Editor & ToolContext {
  const fail = (error: unknown) => {
    if (!(error instanceof PalimpsestError && error.report.id === 'shared.tooLarge')) throw error
  }
  return Object.assign(headlessEditor(), { fail })
}

/** What the document shows, and every byte that it names, as digests. Choosing another layer is nothing to undo. */
function contentOf({ document, bitmaps }: Editor) {
  const { activeLayer: _, ...state } = document.getState()
  const digest = (bytes: Uint8Array | Uint8ClampedArray | undefined) =>
    bytes && createHash('sha1').update(bytes).digest('hex')
  return {
    state,
    picture: digest(composePicture(state, bitmaps).data),
    mask: digest(composeMask(state, bitmaps)?.data),
    tiles: bitmapsOf(document.getState()).map((id) => bitmaps.get(id).tiles.map(digest)),
  }
}

function undoAll({ history }: Editor): void {
  while (history.store.getState().position > 0) history.undo()
}
function redoAll({ history }: Editor): void {
  while (history.store.getState().position < history.steps().length) history.redo()
}

// A picture is open: what works on it has been read.
beforeAll(() => work.read())

describe('gestures and actions', () => {
  it('can all be undone and redone, to the byte, and lose no result', () => {
    const used = new Set<string>()
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 24, size: 'max' }), (steps) => {
        const editor = refusingEditor()
        const first = contentOf(editor)
        for (const each of steps) perform(editor, each)
        redoAll(editor)
        const last = contentOf(editor)
        for (const { name } of editor.history.steps()) used.add(name)
        undoAll(editor)
        expect(contentOf(editor)).toEqual(first)
        const made = steps.filter((each) => 'seed' in each).length
        expect(editor.gallery.getState().results).toHaveLength(made)
        for (const { bitmap } of editor.gallery.getState().results)
          expect(editor.bitmaps.has(bitmap)).toBe(true)
        redoAll(editor)
        expect(contentOf(editor)).toEqual(last)
      }),
      { numRuns: 200 },
    )
    // The sequences really reached what this is about.
    for (const name of [
      'history.maskPaint',
      'history.maskErase',
      'history.maskShape',
      'history.maskLasso',
      'history.maskWand',
      'history.maskInvert',
      'history.maskFeather',
      'history.sketch',
      'history.moveLayer',
      'history.transformLayer',
      'history.crop',
      'history.extend',
      'history.orderLayer',
      'history.layerBlend',
      'history.mergeLayer',
      'action.flipLayer.across',
      'action.turn.left',
      'action.fill',
      'history.deleteLayer',
      'history.generated',
      'history.accept',
      'history.discard',
      'history.useAsInput',
      'history.stage',
      'history.deleteResult',
    ])
      expect(used, name).toContain(name)
    // Twenty seconds on a machine that has nothing else to do.
  }, 400_000)

  it.each(Object.keys(createTools) as ToolId[])('leave a result that comes meanwhile: %s', (id) => {
    const editor = headlessEditor()
    editor.view.setState({ tool: id })
    const tool = createTools[id](editor)
    const at = (x: number, y: number): ToolPointer => {
      const path = [{ x, y, pressure: 1 }]
      return { x, y, pressure: 1, path, shift: false, alt: false, ctrl: false, coarse: false }
    }
    tool.down(at(40, 50))
    tool.move(at(120, 60))
    perform(editor, { kind: 'result', width: 100, seed: 1 })
    tool.move(at(160, 150))
    tool.up(at(90, 200))
    expect(editor.document.getState().candidates).toHaveLength(1)
  })

  it('leave no trace when they are cancelled', () => {
    fc.assert(
      fc.property(drawing, (each) => {
        const editor = headlessEditor()
        const before = editor.document.getState()
        draw(editor, { ...each, cancelled: true })
        expect(editor.document.getState()).toBe(before)
      }),
      { numRuns: 100 },
    )
  })
})
