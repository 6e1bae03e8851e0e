// Texts of several encoders: the same words between each tokenizer's own ends and padding.
import type { ClipTokenizer } from './clipTokenizer'

type Framing = Pick<ClipTokenizer, 'frame'>

/** Ids as `from` frames them, as `to` does: Stable Diffusion XL's second tokenizer pads with another token. */
export function reframed(ids: Int32Array, from: Framing, to: Framing): Int32Array {
  const [, end, pad] = from.frame([])
  let length = ids.length
  while (length > 1 && ids[length - 1] === pad) length--
  if (pad !== end && ids[length - 1] === end) length--
  // A full text has an end, and no padding.
  return to.frame([...ids.subarray(1, length)])
}

/** 1 at the end of the text and 0 elsewhere. */
export function endOf(ids: Int32Array, { frame }: Framing): Float32Array {
  const [, end] = frame([])
  const at = ids.indexOf(end!, 1)
  return Float32Array.from(ids, (_, place) => (place === at ? 1 : 0))
}
