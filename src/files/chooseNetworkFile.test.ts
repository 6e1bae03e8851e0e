import { describe, expect, it } from 'vitest'
import { networkOf } from './chooseNetworkFile'

const file = (name: string, text = '') => new File([text], name)

describe('the network of chosen files', () => {
  it('is a file alone', () => {
    const weights = file('control_v11p.fp16.safetensors')
    expect(networkOf([weights])).toEqual({
      name: 'control_v11p.fp16',
      source: { kind: 'file', file: weights },
    })
  })

  it('is a file and its configuration, called as in a folder', async () => {
    const { name, source } = networkOf([file('my adapter.safetensors', 'w'), file('config (1).json', '{}')])
    expect(name).toBe('my adapter')
    if (source.kind !== 'files') throw new Error(source.kind)
    expect(source.files.map((one) => one.name)).toEqual([
      'config.json',
      'diffusion_pytorch_model.safetensors',
    ])
    expect(await Promise.all(source.files.map((one) => one.text()))).toEqual(['{}', 'w'])
  })

  it('is a model of transformers.js and its settings, called as in a folder', async () => {
    const files = [
      file('depth preprocessor_config.json', 'p'),
      file('depth_quantized.onnx', 'w'),
      file('c.json', 'c'),
    ]
    const { name, source } = networkOf(files)
    expect(name).toBe('depth_quantized')
    if (source.kind !== 'files') throw new Error(source.kind)
    const texts = await Promise.all(source.files.map(async (one) => [one.name, await one.text()]))
    expect(texts).toEqual([
      ['config.json', 'c'],
      ['preprocessor_config.json', 'p'],
      ['model.onnx', 'w'],
    ])
  })

  it.each([
    [['config.json'], 'holds no weights'],
    [['a.safetensors', 'b.safetensors'], '2 files'],
    [['a.safetensors', 'b.json', 'c.json'], '3 files'],
    [['a.safetensors', 'config.json', 'preprocessor_config.json'], '3 files'],
    [['encoder_model.onnx', 'decoder_model_merged.onnx', 'config.json'], '3 files'],
  ])('is refused of %j', (names, sentence) =>
    expect(() => networkOf(names.map((name) => file(name)))).toThrow(sentence),
  )
})
