// How strongly a LoRA is to act: alpha / rank. alpha stands in the file as a tensor (kohya), in its header (diffusers since 0.34),
// beside it in adapter_config.json (PEFT), or nowhere, which means the rank.
import { PalimpsestError } from '../../../src/shared/errors'
import { isRecord } from '../../../src/shared/isRecord'
import { JsonError, parseJson } from '../../weights/parseJson'
import type { Part } from './addOn'
import { messages } from './messages'

type Json = Readonly<Record<string, unknown>>

/** Where diffusers keeps PEFT's configuration of all parts: {"unet.r": 4, "unet.lora_alpha": 8 ...}. */
const HEADER_KEY = 'lora_adapter_metadata'

export class LoraScales {
  private constructor(private readonly configOf: (part: Part) => Json) {}

  /**
   * @param metadata of the file.
   * @param adapterConfig parsed adapter_config.json, where there is one.
   */
  static from(metadata: Readonly<Record<string, string>>, adapterConfig: unknown): LoraScales {
    if (isRecord(adapterConfig)) return new LoraScales(() => adapterConfig)
    const header = parsed(metadata[HEADER_KEY])
    return new LoraScales((part) =>
      Object.fromEntries(
        Object.entries(header)
          .filter(([name]) => name.startsWith(`${part}.`))
          .map(([name, value]) => [name.slice(part.length + 1), value]),
      ),
    )
  }

  /**
   * @param of.rank undefined where the difference is made of whole factors.
   * @param of.alpha the tensor in the file, where there is one.
   */
  scaleOf(of: {
    readonly part: Part
    readonly module: string
    readonly rank: number | undefined
    readonly alpha?: number | undefined
  }): number {
    const config = this.configOf(of.part)
    // PEFT divides by the rank that was asked for even then; LyCORIS takes them as they are.
    const rank = of.rank ?? (config['peft_type'] === 'LOKR' ? config['r'] : undefined)
    if (typeof rank !== 'number') return 1
    const named = patternValue(config['alpha_pattern'], of.module) ?? config['lora_alpha'] ?? config['alpha']
    const alpha = of.alpha ?? (typeof named === 'number' ? named : rank)
    // Rank-stabilised LoRA (Kalajdzievski 2023, arXiv:2312.03732).
    return alpha / (config['use_rslora'] === true ? Math.sqrt(rank) : rank)
  }
}

/** PEFT's patterns are expressions for the end of a module's path; in files they are plain paths, and only those are read. */
function patternValue(patterns: unknown, module: string): unknown {
  if (!isRecord(patterns)) return undefined
  return Object.entries(patterns).find(([pattern]) => {
    const path = pattern.replaceAll('\\.', '.')
    if (/[*+?()[\]{}|^$\\]/.test(path)) throw new PalimpsestError(messages.patternRead({ pattern }))
    return `.${module}`.endsWith(`.${path}`)
  })?.[1]
}

/** @throws PalimpsestError('weights') since without it the strength would be wrong. */
function parsed(text: string | undefined): Json {
  if (text === undefined) return {}
  try {
    const json = parseJson(text, 'configuration')
    if (isRecord(json)) return json
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
  }
  throw new PalimpsestError(messages.headerNotAnObject({ entry: HEADER_KEY }))
}
