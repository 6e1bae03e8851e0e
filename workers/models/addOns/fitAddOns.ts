// Add-ons on a checkpoint: what lies over which weight of which network, how strongly, and which words texts may hold.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Note } from '../../../src/shared/message'
import { tensor, type Tensor } from '../../tensor/tensor'
import { readTensor } from '../../weights/safetensors'
import type { LearnedWord } from '../../text/learnedWords'
import type { Checkpoint } from '../checkpoint'
import type { OpenedNetwork } from '../openNetwork'
import type { Overlay, Overlays } from '../overlays/overlay'
import type { VaeConfig } from '../vaeConfig'
import type { AddOn, Autoencoder } from './addOn'
import { fitAutoencoder } from './fitAutoencoder'
import { fitLora } from './fitLora'
import { fitReplacements } from './fitReplacements'
import { messages } from './messages'
import { isWordKnown, refuseWordsKnown, type Learned } from './refuseWordsKnown'

/** An add-on as it is used. */
export interface AddOnUse {
  /** By which the person knows it. */
  readonly id: string
  readonly addOn: AddOn
  /** 1 as it was trained. Embeddings have none. */
  readonly strength: { readonly unet: number; readonly textEncoder: number }
  /** Name of the picture that says where it acts; absent: everywhere. */
  readonly mask?: string
}

/** What lies over one network. */
export interface NetworkOverlays {
  /** The same for the same add-ons in the same order, whatever their strengths. */
  readonly key: string
  readonly overlays: Overlays
  /** By the names of the graph's inputs. */
  readonly strengths: ReadonlyMap<string, number>
}

export interface FittedAddOns {
  readonly unet: NetworkOverlays
  /** What lies over the UNet inside of a mask: all that acts there, what acts everywhere included. */
  readonly masked?: readonly MaskedOverlays[]
  readonly textEncoder: NetworkOverlays
  readonly secondTextEncoder: NetworkOverlays
  /** Words that the tokenizers are to know besides their own, and their vectors [n, D] one after the other, for each encoder. */
  readonly words: readonly LearnedWord[]
  readonly vectors: Tensor
  readonly secondVectors?: Tensor
  /** In place of the checkpoint's own. */
  readonly vae?: OpenedNetwork<VaeConfig>
  readonly preview?: OpenedNetwork<VaeConfig>
  /** What the person should know, a sentence each. */
  readonly notes: readonly Note[]
}

export interface MaskedOverlays {
  /** Name of a picture. */
  readonly mask: string
  readonly unet: NetworkOverlays
}

/** What one add-on lays over the networks, its strengths named. */
export interface Fit {
  readonly unet: ReadonlyMap<string, Overlay>
  readonly textEncoder: ReadonlyMap<string, Overlay>
  readonly secondTextEncoder: ReadonlyMap<string, Overlay>
  /** Keys of its file that fit nothing. */
  readonly unused: readonly string[]
}

/**
 * Fits add-ons, in their order, to a checkpoint.
 * @throws PalimpsestError('recipe' or 'weights') that names the add-on and the two numbers that disagree.
 */
export async function fitAddOns(uses: readonly AddOnUse[], checkpoint: Checkpoint): Promise<FittedAddOns> {
  refuseTwice(uses)
  const unet = new NetworkFit('unet')
  const textEncoder = new NetworkFit('text')
  const secondTextEncoder = new NetworkFit('second_text')
  const embeddings: Learned[] = []
  const autoencoders: { readonly id: string; readonly addOn: Autoencoder }[] = []
  const notes: Note[] = []
  const masks = [...new Set(uses.flatMap(({ mask }) => mask ?? []))]
  const masked = masks.map((mask) => ({ mask, unet: new NetworkFit('unet') }))
  for (const { id, addOn, strength, mask } of uses) {
    refuseOtherFamily(id, addOn, checkpoint)
    if (mask !== undefined && !('differences' in addOn) && !('replacements' in addOn))
      throw new PalimpsestError(messages.noMaskTaken({ addOn: id }))
    if (addOn.kind === 'embedding') {
      embeddings.push({ id, words: addOn.words })
      if (addOn.unread.length > 0) notes.push(unusedNote(id, addOn.unread))
      continue
    }
    if (addOn.kind === 'vae' || addOn.kind === 'preview-decoder') {
      autoencoders.push({ id, addOn })
      continue
    }
    const fitted =
      addOn.kind === 'lora' ? fitLora(id, addOn, checkpoint) : fitReplacements(id, addOn, checkpoint)
    if (mask === undefined) unet.add(addOn.serial, fitted.unet, strength.unet)
    for (const one of masked)
      if (mask === undefined || mask === one.mask) one.unet.add(addOn.serial, fitted.unet, strength.unet)
    if (mask !== undefined && fitted.textEncoder.size + fitted.secondTextEncoder.size > 0)
      notes.push(messages.textUnmasked({ addOn: id }))
    textEncoder.add(addOn.serial, fitted.textEncoder, strength.textEncoder)
    secondTextEncoder.add(addOn.serial, fitted.secondTextEncoder, strength.textEncoder)
    if (fitted.unused.length > 0) notes.push(unusedNote(id, fitted.unused))
    if (addOn.kind === 'lora' && addOn.words) {
      const known = addOn.words.filter(({ word }) => isWordKnown(word, checkpoint.tokenizer))
      notes.push(...known.map(({ word }) => messages.bundledKnown({ addOn: id, word })))
      embeddings.push({ id, words: addOn.words.filter((word) => !known.includes(word)) })
    }
  }
  refuseWordsKnown(embeddings, checkpoint)
  const words = await wordsOf(embeddings, checkpoint)
  return {
    unet,
    ...(masked.length > 0 && { masked }),
    textEncoder,
    secondTextEncoder,
    notes,
    ...words,
    ...fitAutoencoder(autoencoders, checkpoint),
  }
}

/** The overlays of several add-ons over one network. */
class NetworkFit implements NetworkOverlays {
  readonly overlays = new Map<string, Overlay[]>()
  readonly strengths = new Map<string, number>()
  private readonly serials: number[] = []

  constructor(private readonly name: string) {}

  get key(): string {
    return this.serials.join(' ')
  }

  add(serial: number, overlays: ReadonlyMap<string, Overlay>, strength: number): void {
    if (overlays.size === 0) return
    const input = `${this.name}_strength_${this.serials.length}`
    this.serials.push(serial)
    this.strengths.set(input, strength)
    for (const [key, overlay] of overlays)
      this.overlays.set(key, [...(this.overlays.get(key) ?? []), { ...overlay, strength: input }])
  }
}

function refuseTwice(uses: readonly AddOnUse[]): void {
  const seen = new Map<number | string, string>()
  for (const { id, addOn } of uses) {
    const other = seen.get(addOn.hash ?? addOn.serial)
    if (other !== undefined)
      throw new PalimpsestError(
        other === id ? messages.twice({ addOn: id }) : messages.sameFile({ first: other, second: id }),
      )
    seen.set(addOn.hash ?? addOn.serial, id)
  }
}

/** The widths of the text tell the families apart. */
function refuseOtherFamily(id: string, { textWidth }: AddOn, { unet, label }: Checkpoint): void {
  const { crossAttentionDim } = unet.config
  if (textWidth === undefined || textWidth === crossAttentionDim) return
  throw new PalimpsestError(
    messages.otherFamily({
      addOn: id,
      width: textWidth,
      checkpoint: label,
      checkpointWidth: crossAttentionDim,
    }),
  )
}

/** As many keys as a note names. */
const NAMED = 4

function unusedNote(addOn: string, keys: readonly string[]): Note {
  const named = {
    addOn,
    keys: keys
      .slice(0, NAMED)
      .map((key) => `"${key}"`)
      .join(', '),
  }
  return keys.length > NAMED
    ? messages.moreUnused({ ...named, count: keys.length - NAMED })
    : messages.unused(named)
}

async function wordsOf(
  embeddings: readonly Learned[],
  { textEncoder, secondText }: Checkpoint,
): Promise<Pick<FittedAddOns, 'words' | 'vectors' | 'secondVectors'>> {
  const width = textEncoder.config.hiddenSize
  const words: LearnedWord[] = []
  const numbers: number[] = []
  const secondNumbers: number[] = []
  for (const { words: learned } of embeddings)
    for (const { word, vectors, secondVectors } of learned) {
      const data = await readTensor(vectors)
      words.push({
        word,
        firstId: textEncoder.config.vocabSize + numbers.length / width,
        count: data.length / width,
      })
      numbers.push(...data)
      if (secondVectors) secondNumbers.push(...(await readTensor(secondVectors)))
    }
  return {
    words,
    vectors: rowsOf(numbers, width),
    ...(secondText && { secondVectors: rowsOf(secondNumbers, secondText.encoder.config.hiddenSize) }),
  }
}

const rowsOf = (numbers: readonly number[], width: number): Tensor =>
  tensor(Float32Array.from(numbers), [numbers.length / width, width])
