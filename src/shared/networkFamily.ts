import type { NetworkFamily } from './protocol/summaries'

/**
 * The family that a UNet, ControlNet or adapter belongs to.
 * @param levels channels of each level
 * @param textWidth numbers per token of the text that it reads; undefined where it reads none
 */
export function familyOf(levels: readonly number[], textWidth: number | undefined): NetworkFamily {
  switch (levels.join()) {
    case '320,640,1280,1280':
      return textWidth === undefined ? 'sd' : textWidth === 768 ? 'sd1' : textWidth === 1024 ? 'sd2' : 'other'
    case '320,640,1280':
      // Adapters for Stable Diffusion XL read no text.
      return textWidth === undefined || textWidth === 2048 ? 'sdxl' : 'other'
    case '64,128,192':
      return 'toyland'
    default:
      return 'other'
  }
}
