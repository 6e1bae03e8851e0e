// The one set of listeners on the canvas. It pans and zooms by itself, and hands everything else to the chosen tool.
import { holdsMod, isMac, letterOf } from '../shared/keyCombinations'
import type { Point } from './kernels/fillPolygon'
import { clampView, pinch, toPicture, zoomAbout, type ViewTransform } from './kernels/viewTransform'
import type { Tool, ToolPointer } from './tools/tool'

interface Size {
  readonly width: number
  readonly height: number
}

export interface PointerInputOptions {
  readonly element: HTMLElement
  readonly placement: () => ViewTransform
  readonly place: (placement: ViewTransform) => void
  readonly picture: () => Size
  readonly viewport: () => Size
  /** The tool that gets the next gesture; undefined while nothing may be drawn. */
  readonly tool: () => Tool | undefined
  readonly onHover: (point: Point | undefined) => void
  readonly onCursor: (cursor: string) => void
  /** A menu is asked for, at a point of the window in CSS pixels. */
  readonly onMenu: (at: Point) => void
  /** A staged comparison takes drags before the tools do. */
  readonly splitDrag: (point: Point, phase: 'start' | 'move') => boolean
}

interface Held {
  /** Of the pointer. */
  readonly id: number
  /** The bit of `buttons` that began it. */
  readonly button: number
}

type Gesture =
  | (Held & { readonly kind: 'tool'; readonly tool: Tool; readonly beganAtMs: number; last: ToolPointer })
  | (Held & { readonly kind: 'pan' | 'split'; last: Point })
  | { readonly kind: 'pinch'; last: readonly [Point, Point] }

/** A second finger after this time is no pinch: it would take away a stroke that was meant. */
const pinchWithinMs = 350

/** Two fingers go on scrolling, whatever they send, until they have rested this long. */
const sameScrollMs = 250

/** `button` of a pen's eraser (Pointer Events, section 10.1.3). */
const eraserButton = 5

/** The bits of `buttons` by `button`, of those that begin a gesture. */
const bitOf: Readonly<Record<number, number>> = { 0: 1, 1: 4, [eraserButton]: 32 }

/** Starts listening; the result stops it. */
export function listenToPointers(options: PointerInputOptions): () => void {
  const { element, placement, place, picture, viewport } = options
  const abort = new AbortController()
  const touches = new Map<number, Point>()
  let gesture: Gesture | undefined
  let spaceHeld = false
  let penEnd: 'tip' | 'eraser' = 'tip'
  let scrolledAtMs = -Infinity
  /** By how much Safari's pinch has zoomed so far. */
  let pinchedBy = 1
  /** Who has a pen draws with it; a single finger, or the palm of the hand, moves the view then. */
  let penSeen = false

  const local = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const placeWithin = (next: ViewTransform) => place(clampView(next, picture(), viewport()))
  const panBy = (by: Point) => {
    const { scale, x, y } = placement()
    placeWithin({ scale, x: x + by.x, y: y + by.y })
  }
  const showCursor = () =>
    options.onCursor(
      gesture?.kind === 'pan' ? 'grabbing' : spaceHeld ? 'grab' : (options.tool()?.cursor ?? 'default'),
    )

  function pointerOf(event: PointerEvent): ToolPointer {
    const coalesced = event.getCoalescedEvents?.() ?? []
    const path = (coalesced.length > 0 ? coalesced : [event]).map((each) => ({
      ...toPicture(placement(), local(each)),
      // A mouse has no pressure, and a finger's is not what it presses.
      pressure: each.pointerType === 'pen' ? each.pressure : 1,
    }))
    const last = path.at(-1) as (typeof path)[number]
    return {
      ...last,
      path,
      shift: event.shiftKey,
      // The other end of a pen takes away, as Alt does.
      alt: event.altKey || penEnd === 'eraser',
      ctrl: event.ctrlKey || event.metaKey,
      coarse: event.pointerType === 'touch',
    }
  }

  function startPinch(): void {
    if (gesture?.kind === 'tool') gesture.tool.cancel()
    gesture = { kind: 'pinch', last: firstTwo(touches) }
  }

  function down(event: PointerEvent): void {
    if (event.pointerType === 'touch') touches.set(event.pointerId, local(event))
    penSeen ||= event.pointerType === 'pen'
    const mayPinch =
      gesture?.kind !== 'tool' ||
      (touches.has(gesture.id) && event.timeStamp - gesture.beganAtMs < pinchWithinMs)
    if (touches.size === 2 && mayPinch) return startPinch()
    if (gesture) return
    element.setPointerCapture(event.pointerId)
    element.focus({ preventScroll: true })
    // As a click on any text does it: what is copied next is the picture.
    getSelection()?.removeAllRanges()
    const point = local(event)
    const held: Held = { id: event.pointerId, button: bitOf[event.button] ?? 0 }
    // On a Mac that is a click with the right button, and opens the menu.
    if (event.button === 0 && event.ctrlKey && isMac()) return
    const moves = spaceHeld || (penSeen && event.pointerType === 'touch')
    if (event.button === 1 || (event.button === 0 && moves)) {
      event.preventDefault()
      gesture = { ...held, kind: 'pan', last: point }
    } else if (event.button === 0 && options.splitDrag(point, 'start'))
      gesture = { ...held, kind: 'split', last: point }
    else if (event.button === 0 || event.button === eraserButton) {
      penEnd = event.button === eraserButton ? 'eraser' : 'tip'
      const tool = options.tool()
      if (!tool) return
      const last = pointerOf(event)
      gesture = { ...held, kind: 'tool', tool, beganAtMs: event.timeStamp, last }
      tool.down(last)
    }
    showCursor()
  }

  function move(event: PointerEvent): void {
    const point = local(event)
    options.onHover(event.pointerType === 'touch' ? undefined : toPicture(placement(), point))
    if (touches.has(event.pointerId)) touches.set(event.pointerId, point)
    if (gesture?.kind === 'pinch') return pinchFurther(gesture)
    if (!gesture || gesture.id !== event.pointerId) return
    // Its button went up where we did not hear of it: in another window, or while another button was held.
    if ((event.buttons & gesture.button) === 0) return end(event)
    if (gesture.kind === 'tool') return gesture.tool.move((gesture.last = pointerOf(event)))
    if (gesture.kind === 'split') return void options.splitDrag(point, 'move')
    panBy({ x: point.x - gesture.last.x, y: point.y - gesture.last.y })
    gesture.last = point
  }

  function pinchFurther(pinched: Extract<Gesture, { kind: 'pinch' }>): void {
    if (touches.size < 2) return
    const now = firstTwo(touches)
    placeWithin(pinch(placement(), pinched.last, now))
    pinched.last = now
  }

  function up(event: PointerEvent): void {
    touches.delete(event.pointerId)
    if (gesture?.kind === 'pinch') {
      if (touches.size === 0) gesture = undefined
      return
    }
    if (gesture?.id === event.pointerId) end(event)
  }

  function end(event: PointerEvent): void {
    const ended = gesture
    gesture = undefined
    if (ended?.kind === 'tool') {
      if (event.type === 'pointercancel') interrupt(ended)
      else ended.tool.up(pointerOf(event))
    }
    showCursor()
  }

  /** The event of a pointer that the browser took says nothing of where it was. */
  function interrupt({ tool, last }: Extract<Gesture, { kind: 'tool' }>): void {
    if (tool.interrupt) tool.interrupt()
    else tool.up({ ...last, path: last.path.slice(-1) })
  }

  /** Two fingers on a trackpad move the view, a pinch and a mouse's wheel zoom; a key makes any wheel do the one or the other. */
  function wheel(event: WheelEvent): void {
    event.preventDefault()
    if (picture().width === 0) return
    const turn = turnOf(event)
    const withKey = event.ctrlKey || event.metaKey || event.altKey
    if (event.shiftKey && !withKey) return panBy({ x: -turn.y - turn.x, y: 0 })
    const scrolls = !turn.ofNotches || event.timeStamp - scrolledAtMs < sameScrollMs
    if (!withKey && scrolls) {
      scrolledAtMs = event.timeStamp
      return panBy({ x: -turn.x, y: -turn.y })
    }
    place(zoomAbout(placement(), local(event), wheelFactor(turn.y, withKey)))
  }

  /** Safari's own pinch on a trackpad, in place of a wheel with Ctrl: `scale` is since its beginning. */
  function trackpadPinch(event: Event): void {
    event.preventDefault()
    const { scale, clientX, clientY } = event as MouseEvent & { readonly scale: number }
    // Two fingers on glass are told as touches as well.
    if (touches.size > 0 || picture().width === 0) return
    if (event.type === 'gesturechange')
      place(zoomAbout(placement(), local({ clientX, clientY }), scale / pinchedBy))
    pinchedBy = scale
  }

  /** The right button, or the key of menus. A finger that rests asks for none, and a gesture goes on. */
  function menu(event: MouseEvent): void {
    if (picture().width === 0) return
    event.preventDefault()
    if (gesture || (event instanceof PointerEvent && event.pointerType === 'touch')) return
    const { left, top, width, height } = element.getBoundingClientRect()
    const byKey = event.button !== 2 && !event.ctrlKey
    options.onMenu(
      byKey ? { x: left + width / 2, y: top + height / 2 } : { x: event.clientX, y: event.clientY },
    )
  }

  function key(event: KeyboardEvent): void {
    if (event.code !== 'Space' || event.repeat) return
    if (event.type === 'keydown' && isTyping(event.target)) return
    spaceHeld = event.type === 'keydown'
    if (spaceHeld) event.preventDefault()
    showCursor()
  }

  const { signal } = abort
  element.addEventListener('pointerdown', down, { signal })
  element.addEventListener('pointermove', move, { signal })
  element.addEventListener('pointerup', up, { signal })
  element.addEventListener('pointercancel', up, { signal })
  element.addEventListener('pointerenter', showCursor, { signal })
  element.addEventListener('pointerleave', () => options.onHover(undefined), { signal })
  element.addEventListener('contextmenu', menu, { signal })
  element.addEventListener('wheel', wheel, { signal, passive: false })
  for (const type of ['gesturestart', 'gesturechange', 'gestureend'])
    element.addEventListener(type, trackpadPinch, { signal, passive: false })
  window.addEventListener('keydown', key, { signal })
  window.addEventListener('keyup', key, { signal })
  window.addEventListener('blur', () => (spaceHeld = false), { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (gesture?.kind !== 'tool' || !takesBack(event)) return
      gesture.tool.cancel()
      gesture = undefined
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    { signal, capture: true },
  )
  return () => abort.abort()
}

/** Escape, or undo, which means what is being drawn and not what was drawn before. */
const takesBack = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' ||
  (letterOf(event) === 'Z' && holdsMod(event, isMac()) && !event.shiftKey && !event.altKey)

const firstTwo = (touches: ReadonlyMap<number, Point>) => [...touches.values()].slice(0, 2) as [Point, Point]

const within = (value: number, most: number) => Math.min(Math.max(value, -most), most)

/** CSS pixels of a line and a page, where a browser counts in these. */
const pixelsOf = [1, 40, 800] as const

/**
 * By how much a wheel was turned, in CSS pixels, and whether it is one with notches. Firefox counts these in lines, if it is asked for the
 * mode first. Elsewhere a notch is 120 of `wheelDeltaY`, and for smooth scrolling that is three times the pixels: where both hold, as for
 * mice on a Mac, it cannot be told from a trackpad, and counts as one.
 */
function turnOf(event: WheelEvent): Point & { readonly ofNotches: boolean } {
  const { deltaMode } = event
  const [x, y] = [event.deltaX, event.deltaY].map((delta) => delta * (pixelsOf[deltaMode] ?? 1)) as [
    number,
    number,
  ]
  // Not in the standard, and in every browser.
  const { wheelDeltaY = 0 } = event as WheelEvent & { readonly wheelDeltaY?: number }
  const inNotches = wheelDeltaY !== 0 && wheelDeltaY % 120 === 0 && wheelDeltaY !== -3 * event.deltaY
  return { x, y, ofNotches: x === 0 && (deltaMode !== 0 || inNotches) }
}

/** The factor of a turn of the wheel. A trackpad's pinch comes with Ctrl in small turns; a mouse's wheel with Ctrl held, in large ones. */
const wheelFactor = (deltaY: number, withCtrl: boolean) =>
  Math.exp(-(withCtrl ? within(deltaY, 20) * 0.01 : within(deltaY, 240) * 0.0015))

/** Whether a key belongs to a control that has the focus (Space presses buttons, too). */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, button, [contenteditable], [role]') !== null &&
  !target.matches('[data-canvas]')
