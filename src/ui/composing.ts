interface KeyEvent {
  readonly isComposing: boolean
  readonly keyCode: number
}

/**
 * Whether an input method has this key for itself: it chooses among characters, or ends a word. Safari ends the composition before it
 * sends the key, which then has this code alone (UI Events, 7.3.1).
 */
export const belongsToInputMethod = ({ isComposing, keyCode }: KeyEvent): boolean =>
  isComposing || keyCode === 229
