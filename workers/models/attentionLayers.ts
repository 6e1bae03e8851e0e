// The attention layers of a UNet, by the module paths that taps name.
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import type { UNetConfig } from './unetConfig'

/** Every attention layer, in the order in which the UNet runs them. */
export function attentionLayers(config: UNetConfig): readonly AttentionLayer[] {
  const levels = config.blockOutChannels.map((_, level) => level)
  const deepest = levels.length - 1
  const block = (path: string, level: number, place: AttentionLayer['place'], layers: number) =>
    Array.from({ length: layers }, (_, layer) =>
      Array.from({ length: config.transformerLayers[level]! }, (_, depth) =>
        (['self', 'cross'] as const).map((kind) => ({
          path: `${path}.attentions.${layer}.transformer_blocks.${depth}.${kind === 'self' ? 'attn1' : 'attn2'}`,
          kind,
          level,
          place,
          heads: config.heads[level]!,
        })),
      ),
    ).flat(2)
  return [
    ...levels
      .filter((level) => config.downBlockTypes[level] === 'CrossAttnDownBlock2D')
      .flatMap((level) => block(`down_blocks.${level}`, level, 'down', config.layersPerBlock[level]!)),
    ...(config.hasMidBlock ? block('mid_block', deepest, 'mid', 1) : []),
    ...levels
      .toReversed()
      .filter((_, at) => config.upBlockTypes[at] === 'CrossAttnUpBlock2D')
      .flatMap((level) =>
        block(`up_blocks.${deepest - level}`, level, 'up', config.layersPerBlock[level]! + 1),
      ),
  ]
}
