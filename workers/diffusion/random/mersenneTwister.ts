// MT19937 (Matsumoto & Nishimura 1998, "Mersenne Twister"), seeded with one 32-bit number as PyTorch's CPU generator is.

const length = 624
const middle = 397

export class MersenneTwister {
  private readonly words: Uint32Array
  private next: number

  constructor(seed: number | MersenneTwister) {
    if (seed instanceof MersenneTwister) {
      this.words = seed.words.slice()
      this.next = seed.next
      return
    }
    this.words = new Uint32Array(length)
    this.words[0] = seed
    for (let i = 1; i < length; i++) {
      const before = this.words[i - 1] as number
      this.words[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
    }
    this.next = length
  }

  /** Where it stands: its 624 words and the next of them; `restore` takes it back. */
  state(): { readonly words: readonly number[]; readonly next: number } {
    return { words: [...this.words], next: this.next }
  }

  restore({ words, next }: ReturnType<MersenneTwister['state']>): void {
    this.words.set(words)
    this.next = next
  }

  /** The next whole number, 0 to 2^32 - 1. */
  uint32(): number {
    if (this.next === length) this.refill()
    let y = this.words[this.next++] as number
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  private refill(): void {
    const { words } = this
    for (let i = 0; i < length; i++) {
      const y = ((words[i] as number) & 0x80000000) | ((words[(i + 1) % length] as number) & 0x7fffffff)
      words[i] = (words[(i + middle) % length] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.next = 0
  }
}
