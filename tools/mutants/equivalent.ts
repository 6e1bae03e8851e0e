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
    file: 'workers/graph/lowering/emitter.ts',
    mutant:
      "return this.node('Pad', [x, this.ints([...ends.map(() => 0), ...ends])], { mode: 'constant' }) | { mode: 'constant' } -> {}",
    why: 'It is what ONNX takes where nothing is said.',
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
  {
    file: 'workers/jobs/attentionLossOf.ts',
    mutant: 'for (let first = 0; first < tokens; first += chunk) | first < tokens -> first <= tokens',
    why: 'It writes behind the end of an array, which does nothing, and at the last token, which is left out already.',
  },
  {
    file: 'workers/jobs/attentionSums.ts',
    mutant:
      'for (let at = 0; at < area; at++) all[at] = all[at]! + data[head * area + at]! | at < area -> at <= area',
    why: 'It writes behind the end of an array, which does nothing.',
  },
  {
    file: 'workers/jobs/attentionSums.ts',
    mutant:
      'for (let first = 0; first < maps.length; first += pixels) { | first < maps.length -> first <= maps.length',
    why: 'It writes behind the end of an array, which does nothing.',
  },
  {
    file: 'workers/jobs/circularDecoding.ts',
    mutant:
      'for (let row = 0; row < channels * rows; row++) | row < channels * rows -> row <= channels * rows',
    why: 'It copies nothing to the end of an array.',
  },
  {
    file: 'workers/jobs/controlSessions.ts',
    mutant: 'const batch = length < 0 ? most : most.slice(0, length) | length < 0 -> length <= 0',
    why: 'The first of them has its own shapes.',
  },
  {
    file: 'workers/jobs/engine.ts',
    mutant: 'private orders: TrainingOrder[] = [] | [] -> ["Stryker was here"]',
    why: 'Each training begins with none.',
  },
  {
    file: 'workers/jobs/engine.ts',
    mutant: 'if (long) this.orders = [] | [] -> ["Stryker was here"]',
    why: 'Nothing is done at an order of no kind.',
  },
  {
    file: 'workers/jobs/engine.ts',
    mutant: 'const doing = `${event.stage} ${event.step > 0}` | event.step > 0 -> event.step <= 0',
    why: 'Only whether it differs from the one before counts.',
  },
  {
    file: 'workers/jobs/finishEdit.ts',
    mutant:
      'if (!picture || !region) return enlargedResult(edited, edit) | !picture || !region -> !picture && !region',
    why: 'They are both there, or neither is.',
  },
  {
    file: 'workers/jobs/keeping.ts',
    mutant: 'if (this.running === own) this.running = undefined | this.running === own -> false',
    why: 'To abort what has ended does nothing.',
  },
  {
    file: 'workers/jobs/reportedTraining.ts',
    mutant: 'if (!store) return | !store -> false',
    why: 'What cannot be read counts as none.',
  },
  {
    file: 'workers/jobs/sampleLearned.ts',
    mutant: 'if (laidOver.length === 0) return { checkpoint } | laidOver.length === 0 -> false',
    why: 'None of no add-ons changes anything.',
  },
  {
    file: 'workers/jobs/seenSamples.ts',
    mutant:
      'distinct.length < calls.length && calls.every(({ timestep }) => timestep === calls[0]?.timestep) | calls[0]?.timestep -> calls[0].timestep',
    why: 'There is one, or nothing is asked of it.',
  },
  {
    file: 'workers/jobs/seenSamples.ts',
    mutant:
      'a === b || (a.data.length === b.data.length && a.data.every((value, at) => value === b.data[at])) | a === b -> false',
    why: 'Its numbers are the same, found not as fast.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.saveEvery > 0 && step % plan.saveEvery === 0) await keep() | plan.saveEvery > 0 -> true',
    why: 'No remainder by 0 is 0.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.sampleEvery > 0 && step % plan.sampleEvery === 0) await sample(step) | plan.sampleEvery > 0 -> true',
    why: 'No remainder by 0 is 0.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.saveEvery > 0 && step % plan.saveEvery === 0) await keep() | plan.saveEvery > 0 -> plan.saveEvery >= 0',
    why: 'No remainder by 0 is 0.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.sampleEvery > 0 && step % plan.sampleEvery === 0) await sample(step) | plan.sampleEvery > 0 -> plan.sampleEvery >= 0',
    why: 'No remainder by 0 is 0.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant: 'for (const order of (await means.between?.()) ?? []) { | [] -> ["Stryker was here"]',
    why: 'Nothing is done at an order of no kind.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.samplePrompts.length > 0) await sample(plan.steps) | plan.samplePrompts.length > 0 -> true',
    why: 'Without prompts there is nothing to make, found later.',
  },
  {
    file: 'workers/jobs/trainJob.ts',
    mutant:
      'if (plan.samplePrompts.length > 0) await sample(plan.steps) | plan.samplePrompts.length > 0 -> plan.samplePrompts.length >= 0',
    why: 'Without prompts there is nothing to make, found later.',
  },
]
