// A UNet and a ControlNet in one graph, as the ControlNet is trained: what it adds is no input, but computed from the hint.
import { Graph } from '../graph/graph'
import type { ControlNetConfig } from './controlNetConfig'
import { buildControlNet, buildHintEncoder, controlNetKeys } from './controlNetGraph'
import { KeyedWeights } from './keyedWeights'
import type { OpenedNetwork } from './openNetwork'
import type { UNetConfig } from './unetConfig'
import { buildUNet } from './unetGraph'

/** What the names of the ControlNet's weights begin with, which has the UNet's keys. */
export const CONTROL_PREFIX = 'controlnet.'

interface ControlledOptions {
  readonly batch: number
  /** In latent pixels. */
  readonly height: number
  readonly width: number
  /** Tokens of the text. */
  readonly length: number
}

/**
 * Inputs: the UNet's, `hint` [B, 3 or 1, H, W] in [0, 1], and every weight of the ControlNet under its key behind `CONTROL_PREFIX`. Output: the UNet's.
 * @throws PalimpsestError('checkpoint') when weights of the UNet are missing or misshapen.
 */
export function controlledUNetGraph(
  unet: OpenedNetwork<UNetConfig>,
  control: ControlNetConfig,
  options: ControlledOptions,
): Graph {
  const graph = new Graph()
  const weightInputs = [...controlNetKeys(control).keys()]
  const ofControl = new KeyedWeights(graph, 'controlnet', new Map(), {
    weightInputs,
    inputPrefix: CONTROL_PREFIX,
  })
  const { batch, height, width } = options
  const { conditioningChannels: channels, scaleFactor } = control
  const hint = graph.input('hint', [batch, channels, height * scaleFactor, width * scaleFactor])
  const encoded = buildHintEncoder(control, ofControl, hint)
  const residuals = buildControlNet(control, ofControl, encoded, options)
  const ofUNet = new KeyedWeights(graph, 'unet', unet.weights)
  buildUNet(unet.config, ofUNet, options, residuals)
  ofControl.requireFound()
  ofUNet.requireFound()
  return graph
}
