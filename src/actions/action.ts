import type { Editor } from '../engine/editor'
import type { TextKey } from '../strings/text'

/** Something that a person can do. Menus, buttons, the palette, shortcuts and tooltips all read it. */
export interface Action {
  readonly id: string
  readonly label: TextKey
  readonly group: 'file' | 'edit' | 'view' | 'tool' | 'mask' | 'layer' | 'result' | 'help'
  /** "Mod+Shift+Z", "B", "["; Mod is Ctrl, or Command on a Mac. The first is shown. */
  readonly keys?: readonly string[]
  /** Begins a part of its menu: a line is drawn above it. */
  readonly begins?: true
  /** Goes on while the key is held. */
  readonly repeats?: boolean
  /** False for another form of an action that is listed already. */
  readonly listed?: false
  readonly enabled?: (editor: Editor) => boolean
  /** Why it cannot be used on what it is meant for, in the language of the page; empty where it can. */
  readonly obstacle?: (editor: Editor) => string
  readonly run: (editor: Editor) => void
}
