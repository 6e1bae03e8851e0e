// Whether a ControlNet or adapter can go with a checkpoint, as far as the page knows. The engine looks closer.
import { familyOf } from '../shared/networkFamily'
import type { CheckpointSummary, NetworkSummary } from '../shared/protocol/summaries'
import type { JobsState } from '../state/jobs'
import { text } from '../strings/text'
import type { Language } from '../strings/translation'
import { bundledNetworks, bundledTraits } from './bundledNetworks'

type Traits = Pick<NetworkSummary, 'kind' | 'levels' | 'textWidth'>
type Partner = Pick<CheckpointSummary, 'levels' | 'textWidth'>

/** The first two numbers that disagree; a level is counted from 1. */
type Misfit =
  | { readonly what: 'text' | 'levels'; readonly own: number; readonly given: number }
  | { readonly what: 'level'; readonly level: number; readonly own: number; readonly given: number }

/** What keeps a network from a checkpoint; nothing where they go together. */
export function misfitOf({ kind, levels, textWidth }: Traits, checkpoint: Partner): Misfit | undefined {
  // A model of another task reads pictures, whatever they are made with.
  if (!levels) return undefined
  if (textWidth !== undefined && textWidth !== checkpoint.textWidth)
    return { what: 'text', own: textWidth, given: checkpoint.textWidth }
  // A light adapter gives its last level once more, which a UNet need not have. None is for Stable Diffusion XL, whose levels are the
  // first three of 1's and 2's.
  const isLeftOver =
    levels.length === checkpoint.levels.length + 1 &&
    levels.at(-1) === levels.at(-2) &&
    familyOf(checkpoint.levels, checkpoint.textWidth) !== 'sdxl'
  const read = kind === 't2i-adapter' && isLeftOver ? levels.slice(0, -1) : levels
  if (read.length !== checkpoint.levels.length)
    return { what: 'levels', own: read.length, given: checkpoint.levels.length }
  const level = read.findIndex((channels, at) => channels !== checkpoint.levels[at])
  return level < 0
    ? undefined
    : { what: 'level', level: level + 1, own: read[level]!, given: checkpoint.levels[level]! }
}

/** The same in words. */
export function misfitText(
  language: Language,
  network: Traits,
  checkpoint: Pick<CheckpointSummary, 'id' | 'levels' | 'textWidth'>,
): string | undefined {
  const misfit = misfitOf(network, checkpoint)
  if (!misfit) return undefined
  const { what, ...numbers } = misfit
  return text(language, `network.misfit.${what}`, { checkpoint: checkpoint.id, ...numbers })
}

/** What is known of a network by its id: of one that a person opened, or that comes with the program. */
export function traitsOf(id: string, networks: JobsState['networks']): Traits | undefined {
  const opened = networks.find((entry) => entry.id === id)?.summary
  if (opened) return opened
  const bundled = bundledNetworks.find((one) => one.id === id)
  return bundled?.kind === 'controlnet' || bundled?.kind === 't2i-adapter'
    ? bundledTraits(bundled.kind)
    : undefined
}
