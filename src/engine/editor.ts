// Everything that the page's parts share: the stores, the pixels, the engine. Made once, in main.tsx.
import type { EngineContext } from './engineContext'
import type { EngineLink } from './engineLink'

export interface Editor extends EngineContext {
  readonly engine: EngineLink
}
