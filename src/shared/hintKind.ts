// What the networks that are led by a picture were trained on.

/** Thin edges, thick outlines, nearness in grey, flat colours of kinds of things, or squares of colour. */
export type HintKind = 'canny' | 'scribble' | 'depth' | 'segmentation' | 'colour'

/** A hint of a kind, and the network that it is for; '' for any. */
export interface DrawnHint {
  readonly kind: HintKind
  readonly network: string
}

/** What a network's name says that its hints are. */
export function hintKindOf(network: string): HintKind | undefined {
  if (/canny/i.test(network)) return 'canny'
  if (/scribble|sketch/i.test(network)) return 'scribble'
  if (/depth/i.test(network)) return 'depth'
  if (/segment|[-_]seg\b/i.test(network)) return 'segmentation'
  return /colou?r|palette/i.test(network) ? 'colour' : undefined
}
