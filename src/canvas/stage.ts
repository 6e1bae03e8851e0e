// The canvas on the page: renderer, pointer input and tools, tied to the stores. Imperative; React only gives the element.
import type { JobsStore } from '../state/jobs'
import type { Affine } from './kernels/affine'
import type { TiledBitmap } from './kernels/tiledBitmap'
import { fitView, toPicture, type ViewTransform } from './kernels/viewTransform'
import type { Point } from './kernels/fillPolygon'
import { drawChangingMaps } from './changingMaps'
import { listenToPointers } from './pointerInput'
import { Renderer } from './renderer'
import { sceneOf } from './scene'
import { drawWord } from './wordLight'
import type { ToolId } from '../state/toolId'
import { createTools } from './tools/registry'
import type { Tool, ToolContext, ToolPointer } from './tools/tool'

export interface StageSources extends Omit<ToolContext, 'showInstead' | 'showTransformed' | 'redraw'> {
  readonly jobs: JobsStore
  /** A menu is asked for, at a point of the window in CSS pixels. */
  readonly openMenu: (at: Point) => void
}

/** Jobs' states that are seen on the canvas. */
const drawn = ['jobs', 'shown', 'wordMaps', 'live'] as const
/** Distance in CSS pixels at which the comparison's line can be grabbed. */
const splitReach = 16

/** Shows the document on a canvas until the result is called. */
export function mountStage(element: HTMLCanvasElement, sources: StageSources): () => void {
  const { document, view, jobs, settings, bitmaps } = sources
  const renderer = new Renderer(element)
  const instead = new Map<string, TiledBitmap>()
  const transforms = new Map<string, Affine>()
  const tools = new Map<ToolId, Tool>()
  const tearDown: (() => void)[] = []
  let hover: Point | undefined
  let frame = 0

  const redraw = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      const state = view.getState()
      const scene = sceneOf({
        document: document.getState(),
        view: state,
        jobs: jobs.getState(),
        bitmaps,
        instead,
        transforms,
      })
      renderer.draw(scene, (context) => {
        if (scene.width > 0 && settings.getState().previews)
          drawChangingMaps(context, state, jobs.getState(), bitmaps)
        if (scene.width > 0) drawWord(context, state, jobs.getState().wordMaps, shownResult())
        if (scene.width > 0) currentTool().drawOverlay?.(context, state, hover)
      })
    })
  }
  /** A staged result, else the active layer. */
  const shownResult = () => {
    const { candidates, activeLayer } = document.getState()
    return candidates.find(({ id }) => id === view.getState().candidate)?.id ?? activeLayer
  }
  const context: ToolContext = {
    ...sources,
    showInstead(layer, bitmap) {
      if (bitmap) instead.set(layer, bitmap)
      else instead.delete(layer)
      redraw()
    },
    showTransformed(layer, transform) {
      if (transform) transforms.set(layer, transform)
      else transforms.delete(layer)
      redraw()
    },
    redraw,
  }

  function currentTool(): Tool {
    const id = view.getState().tool
    const tool = tools.get(id) ?? createTools[id](context)
    tools.set(id, tool)
    return tool
  }

  /** The tool, whose strokes the view hears of. */
  function strokesTold(tool: Tool): Tool {
    const told = (act: (pointer: ToolPointer) => void, stroking: boolean) => (pointer: ToolPointer) => {
      act(pointer)
      view.setState({ stroking })
    }
    const ended = (act: () => void) => () => {
      act()
      view.setState({ stroking: false })
    }
    return {
      ...tool,
      down: told(tool.down, true),
      up: told(tool.up, false),
      cancel: ended(tool.cancel),
      ...(tool.interrupt && { interrupt: ended(tool.interrupt) }),
    }
  }

  function splitDrag({ x }: Point, phase: 'start' | 'move'): boolean {
    const { candidate, compare, split, ...place } = view.getState()
    const { width, candidates } = document.getState()
    if (compare !== 'split' || !candidates.some(({ id }) => id === candidate)) return false
    const line = place.x + split * width * place.scale
    if (phase === 'start' && Math.abs(x - line) > splitReach) return false
    view.setState({ split: Math.min(1, Math.max(0, toPicture(place, { x, y: 0 }).x / width)) })
    return true
  }

  const resize = new ResizeObserver(() => {
    const { clientWidth, clientHeight } = element
    const density = window.devicePixelRatio
    element.width = Math.round(clientWidth * density)
    element.height = Math.round(clientHeight * density)
    const before = view.getState()
    const picture = document.getState()
    const size = { viewportWidth: clientWidth, viewportHeight: clientHeight }
    // A picture that is seen whole stays so; any other view keeps its middle.
    const seenWhole = picture.width > 0 && samePlace(before, fitted(picture, before))
    view.setState({
      ...size,
      x: before.x + (clientWidth - before.viewportWidth) / 2,
      y: before.y + (clientHeight - before.viewportHeight) / 2,
      ...(seenWhole && fitted(picture, size)),
    })
    redraw()
  })
  resize.observe(element)
  tearDown.push(() => resize.disconnect())

  tearDown.push(
    document.subscribe((state, before) => {
      // A canvas of another size is shown whole.
      if (state.width !== before.width || state.height !== before.height)
        view.setState(fitted(state, view.getState()))
      redraw()
    }),
    view.subscribe((state, before) => {
      if (state.tool !== before.tool) element.style.cursor = currentTool().cursor
      redraw()
    }),
    jobs.subscribe((state, before) => {
      if (drawn.some((key) => state[key] !== before[key])) redraw()
    }),
    settings.subscribe(redraw),
    listenToPointers({
      element,
      placement: () => view.getState(),
      place: (placement: ViewTransform) => view.setState(placement),
      picture: () => document.getState(),
      viewport: () => ({ width: view.getState().viewportWidth, height: view.getState().viewportHeight }),
      tool: () => (document.getState().width > 0 ? strokesTold(currentTool()) : undefined),
      onHover(point) {
        hover = point
        if (view.getState().wordsOf !== undefined) view.setState({ pointed: point })
        redraw()
      },
      onCursor: (cursor) => (element.style.cursor = cursor),
      splitDrag,
      onMenu: sources.openMenu,
    }),
    () => cancelAnimationFrame(frame),
  )
  element.style.cursor = currentTool().cursor
  redraw()
  return () => {
    for (const stop of tearDown.toReversed()) stop()
  }
}

const samePlace = (a: ViewTransform, b: ViewTransform) => a.scale === b.scale && a.x === b.x && a.y === b.y

/** CSS pixels at the lower edge that the results' bar takes, so that it covers nothing of a picture that is seen whole. */
const resultBar = 48

/** The view in which a document is seen whole; small pictures at a whole factor, so that their pixels stay even. */
export function fitted(
  picture: { readonly width: number; readonly height: number },
  { viewportWidth, viewportHeight }: { readonly viewportWidth: number; readonly viewportHeight: number },
): ViewTransform {
  const viewport = { width: viewportWidth, height: Math.max(1, viewportHeight - resultBar) }
  const exact = fitView(picture, viewport)
  const even = exact.scale >= 2 ? fitView(picture, viewport, 32, Math.floor(exact.scale)) : exact
  return { scale: even.scale, x: Math.round(even.x), y: Math.round(even.y) }
}
