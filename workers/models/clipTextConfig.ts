import type { ConfigReader } from './configReader'

/** `text_encoder/config.json` of a CLIPTextModel. */
export interface ClipTextConfig {
  readonly vocabSize: number
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly maxPositions: number
  readonly hiddenAct: 'quick_gelu' | 'gelu'
  readonly layerNormEps: number
}

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readClipTextConfig(reader: ConfigReader): ClipTextConfig {
  reader.only('model_type', 'clip_text_model')
  reader.only('architectures', 'CLIPTextModel')
  // What training and the pooled output use, which Stable Diffusion does not read.
  reader.harmless('dtype', 'torch_dtype', 'attention_dropout', 'dropout', 'initializer_factor')
  reader.harmless('initializer_range', 'projection_dim', 'bos_token_id', 'eos_token_id', 'pad_token_id')
  const config = {
    vocabSize: reader.integer('vocab_size', 49408),
    hiddenSize: reader.integer('hidden_size', 512),
    intermediateSize: reader.integer('intermediate_size', 2048),
    layers: reader.integer('num_hidden_layers', 12),
    heads: reader.integer('num_attention_heads', 8),
    maxPositions: reader.integer('max_position_embeddings', 77),
    hiddenAct: reader.word('hidden_act', ['quick_gelu', 'gelu'], 'quick_gelu'),
    layerNormEps: reader.positive('layer_norm_eps', 1e-5),
  }
  reader.done()
  if (config.hiddenSize % config.heads !== 0)
    throw reader.error(`has ${config.heads} attention heads, which do not divide ${config.hiddenSize}`)
  return config
}
