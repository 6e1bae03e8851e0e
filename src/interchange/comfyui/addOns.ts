// Add-ons as ComfyUI's nodes, and the words of embeddings as its prompts have them.
import type { ComfyGraph, ComfyLink } from '../../shared/comfyPart'
import { PalimpsestError } from '../../shared/errors'
import { messages } from '../messages'
import type { UsedAddOn } from '../usedAddOns'

interface Loaded {
  readonly model: ComfyLink
  readonly clip: ComfyLink
  readonly vae: ComfyLink
}

/**
 * Lays add-ons over what was loaded.
 * @throws PalimpsestError('recipe') for one that ComfyUI does not load
 */
export function withAddOns(
  loaded: Loaded,
  addOns: readonly UsedAddOn[],
  { add, fileOf }: Pick<ComfyGraph, 'add' | 'fileOf'>,
): Loaded {
  return addOns.reduce(({ model, clip, vae }, { id, kind, strength, triggerWords }) => {
    switch (kind) {
      case 'lora': {
        const strengths = { strength_model: strength.unet, strength_clip: strength.textEncoder }
        const laid = add('LoraLoader', { model, clip, lora_name: fileOf(id), ...strengths })
        return { model: laid(0), clip: laid(1), vae }
      }
      case 'vae':
        return { model, clip, vae: add('VAELoader', { vae_name: fileOf(id) })() }
      case 'unet': {
        const own = add('UNETLoader', { unet_name: fileOf(id), weight_dtype: 'default' })()
        if (strength.unet === 1) return { model: own, clip, vae }
        if (strength.unet < 0 || strength.unet > 1)
          throw new PalimpsestError(messages.comfyShare({ addOn: id, strength: strength.unet }))
        const merged = add('ModelMergeSimple', { model1: own, model2: model, ratio: strength.unet })
        return { model: merged(), clip, vae }
      }
      case 'embedding':
        if (triggerWords.length > 1) throw new PalimpsestError(messages.comfyWords({ addOn: id }))
        if (/\s/.test(fileOf(id))) throw new PalimpsestError(messages.comfySpaces({ addOn: id }))
        return { model, clip, vae }
      case 'custom-diffusion':
        throw new PalimpsestError(messages.comfyCustomDiffusion({ addOn: id }))
      case 'preview-decoder':
        return { model, clip, vae }
    }
  }, loaded)
}

/** A text in which the words of embeddings are ComfyUI's: the name of the file, said to be one. */
export function withEmbeddings(
  text: string,
  addOns: readonly UsedAddOn[],
  fileOf: (name: string) => string,
): string {
  const words = addOns.flatMap(({ id, kind, triggerWords: [word] }) =>
    kind === 'embedding' && word !== undefined ? [[word.toLowerCase(), id] as const] : [],
  )
  if (words.length === 0) return text
  const files = new Map(words)
  const anyWord = [...files.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
  // It reads words between spaces.
  return text.replaceAll(new RegExp(anyWord.join('|'), 'gi'), (word, at: number) => {
    const file = fileOf(files.get(word.toLowerCase())!).replace(/\.\w+$/, '')
    const before = /\S/.test(text[at - 1] ?? '') ? ' ' : ''
    const behind = /[^\s,]/.test(text[at + word.length] ?? '') ? ' ' : ''
    return `${before}embedding:${file}${behind}`
  })
}
