import type { ComfyPart } from '../../../src/shared/comfyPart'
import { noCurve } from '../../../src/shared/diffusersPart'
import { comfyHint, hintLacks } from '../../../src/shared/hintFields'

export const comfyui: ComfyPart = {
  lacks: (uses) =>
    uses.some(({ values }) => values['mode'] !== 'balanced')
      ? 'another mode than the balanced one'
      : (noCurve('weight')(uses) ?? hintLacks(uses)),
  hasRange: true,
  apply: (graph, uses) => {
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
  },
}
