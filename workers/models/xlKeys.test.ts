// Stable Diffusion XL's networks at their real size: the published configurations give as many weights as diffusers' networks have, of
// the same names and shapes (tools/reference/sdxl_keys.py).
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import configs from '../../tools/full-size/stableDiffusionXl.json'
import type { Shape } from '../graph/graph'
import { sizeOf } from '../tensor/tensor'
import { readClipTextConfig, readProjectingClipTextConfig } from './clipTextConfig'
import { clipTextShapes } from './clipTextGraph'
import { ConfigReader } from './configReader'
import { readControlNetConfig } from './controlNetConfig'
import { controlNetKeys } from './controlNetGraph'
import expected from './fixtures/xlKeys.json'
import { messages } from './messages'
import { readT2IAdapterConfig } from './t2iAdapterConfig'
import { t2iAdapterKeys } from './t2iAdapterGraph'
import { readUNetConfig } from './unetConfig'
import { unetShapes } from './unetGraph'
import { readVaeConfig } from './vaeConfig'
import { vaeShapes } from './vaeGraph'

const reader = (json: object) => new ConfigReader(messages.networkFile({ file: 'a config' }), json)
const unetOf = (changes: object) => unetShapes(readUNetConfig(reader({ ...configs.unet, ...changes })))

const shapes: Record<keyof typeof expected, () => ReadonlyMap<string, Shape>> = {
  unet: () => unetOf({}),
  'unet, 8 channels': () => unetOf({ in_channels: 8 }),
  'unet, 9 channels': () => unetOf({ in_channels: 9 }),
  vae: () => vaeShapes(readVaeConfig(reader(configs.vae))),
  text_encoder: () => clipTextShapes(readClipTextConfig(reader(configs.text_encoder))),
  text_encoder_2: () => clipTextShapes(readProjectingClipTextConfig(reader(configs.text_encoder_2))),
  controlnet: () => controlNetKeys(readControlNetConfig(reader(configs.controlnet))),
  adapter: () => t2iAdapterKeys(readT2IAdapterConfig(reader(configs.adapter))),
}

describe('the weights of Stable Diffusion XL’s', () => {
  it.each(Object.entries(expected))('%s are those of diffusers', (name, { keys, parameters, sha256 }) => {
    const found = shapes[name as keyof typeof expected]()
    const lines = [...found].map(([key, shape]) => `${key} ${shape.join()}`)
    expect(lines).toHaveLength(keys)
    expect([...found.values()].reduce((sum, shape) => sum + sizeOf(shape), 0)).toBe(parameters)
    expect(createHash('sha256').update(lines.sort().join('\n')).digest('hex')).toBe(sha256)
  })
})
