import type { OutTensor } from './pipe'

/**
 * Draws the next word by its probability from the likeliest ones, and leaves no other to choose. transformers.js has sampling of its
 * own, which runs an operator of a runtime of its own.
 * @param random from 0 to below 1
 */
export const drawnWord =
  (likeliest: number, random: () => number) =>
  (_before: unknown, logits: OutTensor): OutTensor => {
    const scores = logits.data as Float32Array
    const best = Array.from(scores.keys())
      .sort((a, b) => scores[b]! - scores[a]!)
      .slice(0, likeliest)
    const shares = best.map((word) => Math.exp(scores[word]! - scores[best[0]!]!))
    let left = random() * shares.reduce((sum, share) => sum + share, 0)
    const at = shares.findIndex((share) => (left -= share) < 0)
    const drawn = best[at === -1 ? 0 : at]!
    scores.fill(-Infinity)
    scores[drawn] = 0
    return logits
  }
