// Networks that are led by a hint, in ComfyUI, which opens adapters as it opens ControlNets.
import type { ComfyGraph, ComfyLink } from './comfyPart'
import type { GuideValues } from './guideFields'
import { hintLacks } from './hintFields'
import type { Message } from './message'
import { messages } from './messages'
import type { GuideUse } from './recipe'

/** What of a hint a workflow does not have; nothing where it has all. */
export const comfyHintLacks = (uses: readonly GuideUse[]): Message | undefined =>
  uses.some(({ values }) => values['preprocessor'] === 'colour') ? messages.colourPatches() : hintLacks(uses)

/** Lets each use's network act on both texts, one after the other. */
export function followHints(graph: ComfyGraph, uses: readonly GuideUse[]): void {
  for (const { values, range } of uses) {
    const { positive, negative } = graph
    const led = graph.add('ControlNetApplyAdvanced', {
      positive,
      negative,
      control_net: graph.add('ControlNetLoader', {
        control_net_name: graph.fileOf(String(values['network'])),
      })(),
      image: comfyHint(graph, values),
      strength: Number(values['weight']),
      start_percent: range[0],
      end_percent: range[1],
    })
    graph.positive = led(0)
    graph.negative = led(1)
  }
}

/** The hint of a use in ComfyUI. Its Canny takes thresholds from 0 to 1 of 255. */
function comfyHint(graph: ComfyGraph, values: GuideValues): ComfyLink {
  const picture = graph.picture(String(values['hint']))
  const finds =
    values['preprocessor'] === 'canny' ||
    (values['preprocessor'] === 'auto' && /canny/i.test(String(values['network'])))
  if (!finds) return picture
  const share = (value: unknown) => Math.min(0.99, Math.max(0.01, Number(value) / 255))
  const { low, high } = values
  return graph.add('Canny', { image: picture, low_threshold: share(low), high_threshold: share(high) })()
}
