// Brackets of a prompt and what they do to the pieces of text inside of them. They may nest ten thousand deep, so nothing here
// calls itself, and a piece's weight is a running product instead of one that is multiplied again for each bracket.
import type { SourceRange } from './promptSyntax'

/** A piece of a prompt's text, not yet weighted. */
export interface Piece extends SourceRange {
  readonly text: string
  readonly breakBefore?: true
}

/** Pieces `open` to `close` (exclusive) are weighted together, and said in a part of the steps only. */
export interface Group {
  readonly open: number
  close: number
  factor: number
  from: number
  until: number
}

/** What holds for one piece. */
export interface Effect {
  readonly weight: number
  readonly from: number
  readonly until: number
}

export class PromptGroups {
  /** By the piece at which they open, outer ones first. */
  private readonly openingAt = new Map<number, Group[]>()

  /** A group of the pieces from `open` on, so far without end or effect. */
  add(open: number): Group {
    const group = { open, close: Infinity, factor: 1, from: 0, until: 1 }
    const others = this.openingAt.get(open)
    if (others) others.push(group)
    else this.openingAt.set(open, [group])
    return group
  }

  /** A group around those that are known to open at the same piece. */
  addAround(open: number, close: number): Group {
    const group = { open, close, factor: 1, from: 0, until: 1 }
    this.openingAt.set(open, [group, ...(this.openingAt.get(open) ?? [])])
    return group
  }

  /** The effect of all groups on each of `count` pieces. */
  effects(count: number): Effect[] {
    const stack: { readonly close: number; readonly effect: Effect }[] = []
    const none: Effect = { weight: 1, from: 0, until: 1 }
    return Array.from({ length: count }, (_, at) => {
      while (stack.length > 0 && stack.at(-1)!.close <= at) stack.pop()
      for (const { close, factor, from, until } of this.openingAt.get(at) ?? []) {
        if (close <= at) continue
        const outer = stack.at(-1)?.effect ?? none
        const effect = {
          weight: outer.weight * factor,
          from: Math.max(outer.from, from),
          until: Math.min(outer.until, until),
        }
        stack.push({ close, effect })
      }
      return stack.at(-1)?.effect ?? none
    })
  }
}
