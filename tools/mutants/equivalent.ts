interface Equivalent {
  readonly file: string
  /** As `npm run mutants` prints its key. */
  readonly mutant: string
  readonly why: string
}

/** Mutants that compute the same: no test can tell them from the program. */
export const equivalent: readonly Equivalent[] = [
  {
    file: 'workers/graph/gradient.ts',
    mutant: 'if (sum) sums.set(value, sum) | sum -> true',
    why: 'No sum is asked for again, and found anew.',
  },
  {
    file: 'workers/graph/lowering/emitter.ts',
    mutant:
      "if (compute === 'float32') return body(this, inputs as { readonly [I in keyof Inputs]: string }) | compute === 'float32' -> false",
    why: 'A cast from float32 to float32 is the tensor itself.',
  },
  {
    file: 'workers/graph/lowering/float16FromFloat32.ts',
    mutant: 'if (magnitude >= 0x38800000) { | magnitude >= 0x38800000 -> magnitude > 0x38800000',
    why: 'The smallest normal number is 1024 units of the subnormal ones.',
  },
  {
    file: 'workers/graph/operators/linear.ts',
    mutant:
      "if (onnx.target.provider === 'node' && bias === undefined && isStored) | onnx.target.provider === 'node' && bias === undefined && isStored -> false",
    why: 'Another kernel computes the same, not as fast.',
  },
  {
    file: 'workers/graph/operators/reduce.ts',
    mutant:
      'const reduced = (type: string, of: string) => onnx.node(type, [of, onnx.ints(axes)], { keepdims: 1 }) | { keepdims: 1 } -> {}',
    why: 'It is what ONNX takes where nothing is said.',
  },
  {
    file: 'workers/graph/operators/spatial.ts',
    mutant:
      'if (Number.isInteger(tall) && Number.isInteger(wide)) | Number.isInteger(tall) && Number.isInteger(wide) -> false',
    why: 'The products of matrices for any factor give the same sums, not as fast.',
  },
  {
    file: 'workers/graph/operators/standardise.ts',
    mutant:
      "const mean = (of: string) => onnx.node('ReduceMean', [of, onnx.ints([-1])], { keepdims: 1 }) | { keepdims: 1 } -> {}",
    why: 'It is what ONNX takes where nothing is said.',
  },
  {
    file: 'workers/graph/recompute.ts',
    mutant: 'if (!values.has(value)) delayed.set(value, found) | !values.has(value) -> false',
    why: 'What is not kept is delayed again: one more node of the same value.',
  },
  {
    file: 'workers/guidance/diffedit/differenceMask.ts',
    mutant: 'const [, , height = 0, width = 0] = pairs[0]?.[0].shape ?? [] | pairs[0]?.[0] -> pairs[0][0]',
    why: 'There is at least one pair.',
  },
  {
    file: 'workers/guidance/pix2pix-zero/conceptDirection.ts',
    mutant: 'if (at < data.length) data[at]! += amount * value | at < data.length -> at <= data.length',
    why: 'What is written behind the end of a Float32Array is dropped.',
  },
  {
    file: 'workers/guidance/pix2pix-zero/conceptDirection.ts',
    mutant: 'if (at < data.length) data[at]! += amount * value | at < data.length -> true',
    why: 'What is written behind the end of a Float32Array is dropped.',
  },
  {
    file: 'workers/guidance/prompt-weighting/weightEmbedding.ts',
    mutant: 'return weight === 1 ? value : base + weight * (value - base) | weight === 1 -> false',
    why: 'At a weight of 1 both are the value, but for rounding.',
  },
  {
    file: 'workers/guidance/prompt-weighting/weightEmbedding.ts',
    mutant: 'if (weights.every((weight) => weight === 1)) return z | weight === 1 -> weight !== 1',
    why: 'The begin of a text always weighs 1, and the weights of 1 that are then applied change nothing.',
  },
  {
    file: 'workers/guidance/sega/sega.ts',
    mutant:
      'const hasReached = (part: number, { index, count }: StepPlace): boolean => index >= part * count - 1e-9 | index >= part * count - 1e-9 -> index > part * count - 1e-9',
    why: 'No whole number is a billionth below a product that is one.',
  },
]
