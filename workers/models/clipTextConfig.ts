import { MAX_LAYERS, type ConfigReader } from './configReader'
import { messages } from './messages'

/** `config.json` of a CLIPTextModel or a CLIPTextModelWithProjection. */
export interface ClipTextConfig {
  readonly vocabSize: number
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly maxPositions: number
  readonly hiddenAct: 'quick_gelu' | 'gelu'
  readonly layerNormEps: number
  /** Width of the embedding of the whole text, which only a model with a projection gives. */
  readonly projectionDim?: number
}

/** What early versions of transformers wrote for every model: for other tasks, or without meaning for a text encoder. */
const OF_OTHER_TASKS = `
  id2label label2id problem_type tokenizer_class prefix return_dict use_cache max_length min_length num_beams num_beam_groups
  num_return_sequences temperature top_k top_p typical_p length_penalty repetition_penalty diversity_penalty
  no_repeat_ngram_size encoder_no_repeat_ngram_size chunk_size_feed_forward tie_word_embeddings sep_token_id
  decoder_start_token_id`

/** Of a CLIPTextModel. @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readClipTextConfig(reader: ConfigReader): ClipTextConfig {
  // Written of every model; this one projects nothing.
  reader.harmless('projection_dim')
  return readConfig(reader, 'CLIPTextModel')
}

/** Of a CLIPTextModelWithProjection. @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readProjectingClipTextConfig(reader: ConfigReader): ClipTextConfig {
  const projectionDim = reader.integer('projection_dim', 512)
  return { ...readConfig(reader, 'CLIPTextModelWithProjection'), projectionDim }
}

function readConfig(given: ConfigReader, architecture: string): ClipTextConfig {
  // The configuration of the whole of CLIP has the text encoder's within it; transformers reads that one.
  const reader = given.says('model_type', 'clip') ? given.within('text_config') : given
  // What remains of CLIP's other half, or of a nesting that was flattened.
  reader.harmless('text_config', 'text_config_dict', 'vision_config', 'vision_config_dict')
  reader.harmless('logit_scale_init_value', 'projection_dim')
  reader.only('model_type', 'clip_text_model')
  reader.only('architectures', architecture, null)
  // What training uses; the ends of texts are told by the tokenizer.
  reader.harmless('dtype', 'torch_dtype', 'attention_dropout', 'dropout', 'initializer_factor')
  reader.harmless('initializer_range', 'bos_token_id', 'eos_token_id', 'pad_token_id')
  reader.harmless(...OF_OTHER_TASKS.trim().split(/\s+/))
  const config = {
    vocabSize: reader.integer('vocab_size', 49408),
    hiddenSize: reader.integer('hidden_size', 512),
    intermediateSize: reader.integer('intermediate_size', 2048),
    layers: reader.integer('num_hidden_layers', 12, { max: MAX_LAYERS }),
    heads: reader.integer('num_attention_heads', 8),
    maxPositions: reader.integer('max_position_embeddings', 77),
    hiddenAct: reader.word('hidden_act', ['quick_gelu', 'gelu'], 'quick_gelu'),
    layerNormEps: reader.positive('layer_norm_eps', 1e-5),
  }
  reader.done()
  if (config.hiddenSize % config.heads !== 0)
    throw reader.error(messages.textHeadsDoNotDivide({ heads: config.heads, width: config.hiddenSize }))
  return config
}
