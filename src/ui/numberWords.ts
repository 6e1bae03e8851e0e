import { createContext } from 'react'

/** What a number field says of what was typed. */
export interface NumberWords {
  readonly unreadable: (typed: string) => string
  readonly least: (least: string) => string
  readonly most: (most: string) => string
}

/** In the page's language, which this folder does not know. */
export const NumberWordsContext = createContext<NumberWords>({
  unreadable: () => '',
  least: () => '',
  most: () => '',
})
