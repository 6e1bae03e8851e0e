// Undo and redo. A step is the document before and after it, which are small: their pixels are named, and shared.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TextKey } from '../strings/text'
import { bitmapsOf, type DocumentState, type DocumentStore } from './document'
import type { BitmapId, BitmapTable } from './bitmapTable'
import { stepDetail } from './stepDetail'

export interface Step {
  readonly name: TextKey
  readonly before: DocumentState
  readonly after: DocumentState
  /** Changes of one gesture (a slider that is dragged) carry one key and become one step. */
  readonly gesture: string | undefined
}

/** A step as it is listed. */
export interface StepSummary {
  readonly name: TextKey
  /** What it was about, in the person's own words. */
  readonly detail: string | undefined
}

export interface HistoryState {
  readonly steps: readonly StepSummary[]
  /** Steps that are done; the ones from here on can be redone. */
  readonly position: number
  /** Bytes of pixels that only undo and redo still need. */
  readonly bytes: number
}

export interface History {
  readonly store: StoreApi<HistoryState>
  /** One undoable step from the present document to another. */
  commit(name: TextKey, next: DocumentState, gesture?: string): void
  undo(): void
  redo(): void
  /** Goes to the state in which `position` steps are done. */
  goTo(position: number): void
  /** A new document: nothing before it can be undone. */
  reset(next: DocumentState): void
  /** The steps with their documents, to be saved. */
  steps(): readonly Step[]
  /** Takes saved work over in place of what is there; its bitmaps must be in the table. */
  restore(next: DocumentState, steps: readonly Step[], position: number): void
  /** Drops pixels that neither the document, its history nor `alsoKeep` names. */
  sweep(): void
}

const summaries = new WeakMap<Step, StepSummary>()

/** Steps never change: each is looked at once. */
function summaryOf(step: Step): StepSummary {
  const known = summaries.get(step)
  if (known) return known
  const summary = { name: step.name, detail: stepDetail(step.before, step.after) }
  summaries.set(step, summary)
  return summary
}

interface HistoryOptions {
  readonly document: DocumentStore
  readonly bitmaps: BitmapTable
  /** Bytes of pixels kept for undo alone; the oldest steps are forgotten above it. */
  readonly budgetBytes: () => number
  /** Bitmaps outside of the document that are still in use (previews). */
  readonly alsoKeep: () => Iterable<BitmapId>
}

export function createHistory({ document, bitmaps, budgetBytes, alsoKeep }: HistoryOptions): History {
  let steps: Step[] = []
  let position = 0
  const store = createStore<HistoryState>(() => ({ steps: [], position: 0, bytes: 0 }))

  const named = () => steps.flatMap(({ before, after }) => [...bitmapsOf(before), ...bitmapsOf(after)])

  function settle(): void {
    const current = bitmapsOf(document.getState())
    const shown = bitmaps.bytesOf(current)
    const forUndo = () => bitmaps.bytesOf([...named(), ...current]) - shown
    let bytes = forUndo()
    while (bytes > budgetBytes() && position > 1) {
      steps = steps.slice(1)
      position -= 1
      bytes = forUndo()
    }
    sweep()
    store.setState({ steps: steps.map(summaryOf), position, bytes })
  }

  function sweep(): void {
    bitmaps.sweep(new Set([...named(), ...bitmapsOf(document.getState()), ...alsoKeep()]))
  }

  function show(next: DocumentState): void {
    document.setState(next, true)
    settle()
  }

  function goTo(target: number): void {
    const wanted = Math.min(Math.max(target, 0), steps.length)
    if (wanted === position) return
    const next = wanted < position ? steps[wanted]?.before : steps[wanted - 1]?.after
    if (!next) return
    position = wanted
    show(next)
  }

  return {
    store,
    commit(name, next, gesture) {
      const before = document.getState()
      if (next === before) return
      const last = steps[position - 1]
      const continues = gesture !== undefined && last?.gesture === gesture && position === steps.length
      const step = { name, before: continues ? last.before : before, after: next, gesture }
      steps = [...steps.slice(0, continues ? position - 1 : position), step]
      position = steps.length
      show(next)
    },
    undo: () => goTo(position - 1),
    redo: () => goTo(position + 1),
    goTo,
    reset(next) {
      steps = []
      position = 0
      show(next)
    },
    steps: () => steps,
    restore(next, restored, at) {
      steps = [...restored]
      position = at
      show(next)
    },
    sweep,
  }
}
