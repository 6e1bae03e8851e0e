// Asks for a network in one file: a ControlNet or adapter, alone or with its config.json, or a model of transformers.js with its settings.
import { PalimpsestError } from '../shared/errors'
import type { CheckpointSource } from '../shared/protocol/sources'
import { chooseFiles } from './fileDialogs'
import { messages } from './messages'

interface ChosenNetwork {
  /** Of its weights. */
  readonly name: string
  readonly source: CheckpointSource
}

/** Undefined when the person changes their mind. @throws PalimpsestError where it is not one network */
export async function chooseNetworkFile(): Promise<ChosenNetwork | undefined> {
  const files = await chooseFiles('network')
  return files && networkOf(files)
}

/** @throws PalimpsestError where they are not one network */
export function networkOf(files: readonly File[]): ChosenNetwork {
  const configs = files.filter(({ name }) => /\.json$/i.test(name))
  const [weights, ...others] = files.filter((file) => !configs.includes(file))
  if (!weights) throw new PalimpsestError(messages.noNetworkFile())
  const isModel = /\.onnx$/i.test(weights.name)
  const processor = isModel ? configs.find(({ name }) => /preprocessor/i.test(name)) : undefined
  const [config, ...more] = configs.filter((file) => file !== processor)
  if (others.length > 0 || more.length > 0)
    throw new PalimpsestError(messages.severalNetworks({ count: files.length }))
  const [, name = weights.name, ending = ''] = /^(.+)(\.[^.]*)$/.exec(weights.name) ?? []
  if (!config) return { name, source: { kind: 'file', file: weights } }
  // Called as in a folder, whatever they were renamed to.
  const called = (file: File, as: string) => new File([file], as, { lastModified: file.lastModified })
  const folder = [
    called(config, 'config.json'),
    ...(processor ? [called(processor, 'preprocessor_config.json')] : []),
    called(weights, isModel ? 'model.onnx' : `diffusion_pytorch_model${ending}`),
  ]
  return { name, source: { kind: 'files', files: folder } }
}
