import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { offline } from '../../offline.config'
import { bundledCheckpoints } from './bundledCheckpoints'
import { bundledNetworks, bundledTraits, type BundledNetwork } from './bundledNetworks'
import { bundledAddOns } from './fewSteps'
import { filesOf } from './offlineNetworks'

const models = 'public/models'

describe('the networks that come with the program', () => {
  it('are the folders beside the checkpoints that are always kept', () => {
    const folders = readdirSync(`${models}/toyland`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `toyland/${name}`)
    const known = [...bundledNetworks, ...bundledAddOns].map(({ id }) => id)
    expect([...known, ...bundledCheckpoints].sort()).toEqual(folders.sort())
  })

  it('are kept with the page where the service worker keeps them with it', () => {
    const ids = bundledNetworks.flatMap(({ id, keptWithPage }) => (keptWithPage ? [id] : []))
    const names = [...bundledCheckpoints, ...ids].map((id) => id.replace('toyland/', '')).sort()
    expect(offline.workbox?.globIgnores).toContain(`models/toyland/!(${names.join('|')})/**`)
  })

  it.each([...bundledNetworks, ...bundledAddOns])('$id says what its weights take', ({ id, bytes }) => {
    expect(weightsOf(`${models}/${id}`)).toBe(bytes)
  })

  it.each(bundledNetworks)('$id is read by these files alone', ({ id, kind }) => {
    const files = readdirSync(`${models}/${id}`, { recursive: true, encoding: 'utf8' })
    expect(files.filter((file) => /\.(json|safetensors|onnx|txt)$/.test(file)).sort()).toEqual(
      [...filesOf(kind)].sort(),
    )
  })

  it.each(bundledNetworks)('$id is what its configuration says', ({ id, kind }) => {
    const read = (file: string) => JSON.parse(readFileSync(`${models}/${id}/${file}`, 'utf8'))
    const name = existsSync(`${models}/${id}/model_index.json`)
      ? read('model_index.json')['_class_name']
      : (read('config.json')['_class_name'] ?? read('config.json')['architectures'][0])
    expect(name).toMatch(classes[kind] ?? /^a kind that is known$/)
  })
})

describe('what the networks share with the checkpoint', () => {
  const steering = bundledNetworks.flatMap(({ id, kind }) =>
    kind === 'controlnet' || kind === 't2i-adapter' ? [{ id, kind }] : [],
  )
  it.each(steering)('is said of $id as its configuration says it', ({ id, kind }) => {
    const config = JSON.parse(readFileSync(`${models}/${id}/config.json`, 'utf8'))
    expect(bundledTraits(kind)).toEqual({
      kind,
      levels: config['block_out_channels'] ?? config['channels'],
      ...(kind === 'controlnet' && { textWidth: config['cross_attention_dim'] }),
    })
  })
})

const classes: Readonly<Partial<Record<BundledNetwork['kind'], RegExp>>> = {
  controlnet: /^ControlNetModel$/,
  't2i-adapter': /^T2IAdapter$/,
  checkpoint: /^StableDiffusionDepth2ImgPipeline$/,
  'depth-estimation': /ForDepthEstimation$/,
  'image-segmentation': /ForSemanticSegmentation$/,
  'image-to-image': /ForImageSuperResolution$/,
  'image-to-text': /^VisionEncoderDecoderModel$/,
}

function weightsOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(safetensors|onnx)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}
