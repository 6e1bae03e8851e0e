// `<lora:name:0.8>` of a prompt, as AUTOMATIC1111 writes it.
import { matchAt } from './matchAt'
import { messages } from './messages'
import { numberIn } from './numbers'
import type { AddOnReference } from './promptSyntax'

const reference = /<(?:lora|lyco):([^:<>]{1,200})(?::([^<>]{0,40}))?>/iy
const likeOne = /<(lora|lyco|hypernet):[^<>]{0,300}>?/iy

/** An add-on that a prompt names at a place, without that place. */
export interface WrittenAddOn {
  readonly name: string
  /** 1 where it says none, or none that can be read. */
  readonly strength: AddOnReference['strength']
  readonly length: number
  readonly problem?: ReturnType<typeof messages.strengthNotANumber>
}

/** The add-on that is named at a place of a text. */
export function addOnAt(text: string, at: number): WrittenAddOn | undefined {
  const match = matchAt(reference, text, at)
  if (!match) return undefined
  const [{ length }, name = '', written] = match
  const strength = written === undefined ? 1 : strengthIn(written)
  if (strength !== undefined) return { name, strength, length }
  return {
    name,
    strength: 1,
    length,
    problem: messages.strengthNotANumber({ strength: written!, addOn: name }),
  }
}

/** What at this place begins like an add-on and names none, or one of a kind that is not used here. */
export function likeAddOnAt(
  text: string,
  at: number,
): { written: string; hypernetwork: boolean } | undefined {
  const [written, kind] = matchAt(likeOne, text, at) ?? []
  return written === undefined || kind === undefined
    ? undefined
    : { written, hypernetwork: kind.toLowerCase() === 'hypernet' }
}

/** "0.8", "0.8:0.5" (text encoder, UNet) or "te=0.8:unet=0.5"; undefined where it is none of them. */
function strengthIn(written: string): AddOnReference['strength'] | undefined {
  const parts = written.split(':')
  if (parts.length === 1) return numberIn(written)
  const [first, second] = parts.map((part) => numberIn(part.replace(/^\s*(?:te|unet)=/i, '')))
  if (parts.length > 2 || first === undefined || second === undefined) return undefined
  return /^\s*unet=/i.test(written)
    ? { unet: first, textEncoder: second }
    : { unet: second, textEncoder: first }
}
