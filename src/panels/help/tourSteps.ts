import type { TextKey } from '../../strings/text'

export interface TourStep {
  /** What it points at. The first one of these that is on the page. */
  readonly at: string
  readonly title: TextKey
  readonly text: TextKey
}

/** The way of an edit, from the words to the result. */
export const tourSteps: readonly TourStep[] = [
  { at: '[data-prompt]', title: 'tour.prompt', text: 'tour.promptText' },
  { at: '[data-tour="tools"]', title: 'tour.mask', text: 'tour.maskText' },
  { at: '[data-run]', title: 'tour.run', text: 'tour.runText' },
  { at: '[data-canvas]', title: 'tour.results', text: 'tour.resultsText' },
  { at: '[data-tour="side"]', title: 'tour.side', text: 'tour.sideText' },
  { at: '[data-tour="guides"]', title: 'tour.guides', text: 'tour.guidesText' },
  { at: '[data-tour="find"]', title: 'tour.find', text: 'tour.findText' },
]
