// ONNX Runtime in Chromium: backends, the device's self-test, and every network against diffusers' numbers.
import { expect, test } from 'playwright/test'
import type { Placement } from '../tools/harness/placement'
import { openHarness, type Harness } from '../tools/harness/openHarness'
import cases from '../workers/models/fixtures/cases.json' with { type: 'json' }
import controlCases from '../workers/models/fixtures/controlNetworks/cases.json' with { type: 'json' }
import { trainingCases } from '../workers/training/fixtures/trainingCases'
import gradientCases from '../workers/models/fixtures/gradientCases.json' with { type: 'json' }

/** Largest error of a network's output as a share of its largest value. */
const TOLERANCE = 1e-4
/** The same of gradients. Measured on WebGPU: 2.4e-5. With the kernel of InstanceNormalization, by which nothing is standardised there, it was 1.3e-3. */
const GRADIENT_TOLERANCE = 1e-3

/** Shaders are compiled on the CPU here, so that of each kind one is tried; wasm runs them all. */
const casesOnWebGpu = [
  'sd1 text_encoder, clip skip 1',
  'sd2 text_encoder, clip skip 0',
  'sd1 unet, residuals and adapter, odd size',
  'sd2 unet, odd size, tap',
  'instruct unet',
  'inpaint unet',
  'lcm unet',
  'sd1 vae_encoder',
  'sd1 vae_decoder',
  'tiny-vae vae_encoder',
  'tiny-vae vae_decoder',
]

const controlCasesOnWebGpu = ['controlnet-pooled controlnet, odd size', 'adapter-full t2i_adapter, odd size']

/** Handed on as they are, and put together on the device in every way; workers/jobs/residualsOnDevice.test.ts has them all. */
const residualCasesOnWebGpu = ['one network, as it is', 'of two networks, one within a mask']

/** Between them: every operator of a backward pass. */
const gradientCasesOnWebGpu = [
  'sd1 unet, odd size, taps',
  'sd1 text_encoder',
  'sd1 vae_encoder',
  'adapter-full t2i_adapter',
]

/** The whole UNet's shaders are compiled for minutes; `WEBGPU_TRAININGS=1` is the run by hand. */
const trainingCasesOnWebGpu =
  process.env['WEBGPU_TRAININGS'] === '1' ? trainingCases.map(({ name }) => name) : ['lora']

/** Graphs whose nodes' places are read, by kind: of a case or of a checkpoint. Their sessions are made and not run, so there is time for all. */
const placed: readonly (readonly [kind: string, name: string])[] = [
  ...cases.map(({ name }) => ['network', name] as const),
  ...controlCases.map(({ name }) => ['control', name] as const),
  ...gradientCases.map(({ name }) => ['gradient', name] as const),
  ['attendAndExcite', 'sd1'],
  ['pix2PixZero', 'sd1'],
  ['lora', 'sd1'],
]

const worker = 'tools/harness/runtimeWorker.ts'
let harness: Harness

interface Opened {
  readonly name: string
  readonly description: string
  readonly whyNotWebGpu?: string
}
let opened: Opened

/** Each group has a browser and a backend of its own, whichever of its tests runs first. */
async function open(choice: 'auto' | 'wasm' | 'webgpu', options?: { readonly webGpu: boolean }) {
  harness = await openHarness(worker, options)
  opened = await harness.call<Opened>('open', choice)
}

test.setTimeout(300_000)

/** What `trainingErrors` of the fixtures finds. */
type TrainingErrors = Readonly<Record<'loss' | 'gradients' | 'parameters' | 'moved', number>>

async function expectTrained(name: string): Promise<void> {
  const errors = await harness.call<TrainingErrors>('trainingCase', name)
  console.log(`${opened.name}, three steps of ${name}: ${JSON.stringify(errors)}`)
  expect(errors.loss).toBeLessThan(GRADIENT_TOLERANCE)
  expect(errors.gradients).toBeLessThan(GRADIENT_TOLERANCE)
  expect(errors.parameters).toBeLessThan(GRADIENT_TOLERANCE)
  expect(errors.moved).toBeGreaterThan(GRADIENT_TOLERANCE)
}

async function expectRightNumbers(name: string, task = 'networkCase', tolerance = TOLERANCE): Promise<void> {
  const errors = await harness.call<Record<string, number>>(task, name)
  expect(Object.keys(errors).length).toBeGreaterThan(0)
  for (const [output, error] of Object.entries(errors)) expect(error, output).toBeLessThanOrEqual(tolerance)
  const worst = Math.max(...Object.values(errors))
  console.log(`${opened.name}, ${task} ${name}: ${worst.toExponential(1)} at worst`)
}

test('where wasm has too little memory for one network more, the others make room for it', async () => {
  const short = await openHarness('tools/harness/shortMemoryWorker.ts', { webGpu: false })
  try {
    const counts = await short.call<readonly number[]>('runUntilRoomIsMade')
    console.log(`Networks that were loaded after each run: ${counts.join(', ')}`)
    expect(counts.length).toBeGreaterThan(2)
    expect(counts.at(-1)).toBe(1)
  } finally {
    await short.close()
  }
})

test.describe('wasm', () => {
  test.beforeAll(() => open('auto', { webGpu: false }))
  test.afterAll(() => harness.close())

  test('is what a browser without WebGPU gets, with threads', () => {
    expect(opened).toMatchObject({ name: 'wasm', target: { provider: 'wasm', compute: 'float32' } })
    expect(opened.description).toMatch(/^wasm with \d+ threads/)
    expect(opened.whyNotWebGpu).toMatch(/WebGPU/)
  })

  test('holds weights of every type as the numbers that they are', async () => {
    expect(await harness.call('misreadTypes')).toEqual([])
  })

  test('attends over more products than 32 bits count', async () => {
    expect(await harness.call('longAttention')).toBeLessThan(1e-5)
  })

  for (const { name } of cases)
    test(`${name} is what diffusers computes`, async () => {
      await expectRightNumbers(name)
    })

  for (const { name } of controlCases)
    test(`${name} is what diffusers computes`, async () => {
      await expectRightNumbers(name, 'controlCase')
    })

  for (const { name } of gradientCases)
    test(`the gradients of ${name} are those of PyTorch`, async () => {
      await expectRightNumbers(name, 'gradientCase', GRADIENT_TOLERANCE)
    })

  for (const { name } of trainingCases)
    test(`three steps of training are PyTorch's: ${name}`, async () => {
      await expectTrained(name)
    })
})

test.describe('WebGPU that is only emulated', () => {
  test.beforeAll(() => open('auto'))
  test.afterAll(() => harness.close())

  test('is not chosen by itself', () => {
    expect(opened).toMatchObject({ name: 'wasm', whyNotWebGpu: expect.stringContaining('emulated') })
  })

  // SwiftShader's subgroups are 4 wide, for which the kernel of MultiHeadAttention is not made.
  test('with subgroups has a wrong kernel, which the self-test finds', async () => {
    const outcome = await harness.call<Record<string, string>>('selfTest', ['subgroups'])
    expect(outcome.fused).toMatch(/Attention is off by/)
    expect(outcome.plain).toBeUndefined()
  })
})

test.describe('On WebGPU, in either precision, with its own kernels or plain ones,', () => {
  // No backend is opened beside it: that would make a session of its own at the same time.
  test.beforeAll(async () => {
    harness = await openHarness(worker)
  })
  test.afterAll(() => harness.close())

  /** Of each way to lower a graph: what each provider of ONNX Runtime is given. */
  const placement = (kind: string, name: string) =>
    harness.call<Record<string, Placement>>('placement', kind, name)

  test('an operator without a kernel there is seen to fall back to the CPU', async () => {
    for (const { CPUExecutionProvider, WebGpuExecutionProvider } of Object.values(
      await placement('foreign', ''),
    )) {
      expect(CPUExecutionProvider).toEqual({ nodes: 1, operators: ['Round'] })
      expect(WebGpuExecutionProvider!.operators).toContain('Add')
    }
  })

  for (const [kind, name] of placed)
    test(`no operator falls back to the CPU: ${kind}, ${name}`, async () => {
      const ways = Object.entries(await placement(kind, name))
      expect(ways).toHaveLength(4)
      for (const [way, providers] of ways) {
        expect(providers['CPUExecutionProvider']?.operators ?? [], way).toEqual([])
        expect(Object.keys(providers), way).toEqual(['WebGpuExecutionProvider'])
        expect(providers['WebGpuExecutionProvider']!.nodes, way).toBeGreaterThan(0)
      }
    })
})

test.describe('WebGPU', () => {
  test.beforeAll(() => open('webgpu'))
  test.afterAll(() => harness.close())

  test('runs its own kernels once they have passed the self-test', () => {
    expect(opened).toEqual({
      name: 'webgpu',
      description: 'WebGPU on google swiftshader, float32 with fused kernels',
      target: { provider: 'webgpu', compute: 'float32', fused: true },
    })
  })

  test('holds weights of every type as the numbers that they are', async () => {
    expect(await harness.call('misreadTypes')).toEqual([])
  })

  for (const name of casesOnWebGpu)
    test(`${name} is what diffusers computes`, async () => {
      await expectRightNumbers(name)
    })

  for (const name of controlCasesOnWebGpu)
    test(`${name} is what diffusers computes`, async () => {
      await expectRightNumbers(name, 'controlCase')
    })

  for (const name of gradientCasesOnWebGpu)
    test(`the gradients of ${name} are those of PyTorch`, async () => {
      await expectRightNumbers(name, 'gradientCase', GRADIENT_TOLERANCE)
    })

  for (const name of trainingCasesOnWebGpu)
    test(`three steps of training are PyTorch's: ${name}`, async () => {
      test.setTimeout(name === 'lora' ? 600_000 : 2_400_000)
      await expectTrained(name)
    })

  for (const name of residualCasesOnWebGpu)
    test(`residuals that stay on the device change nothing and leave nothing there: ${name}`, async () => {
      const { error, made, held } = await harness.call<Record<'error' | 'made' | 'held', number>>(
        'residualCase',
        name,
      )
      console.log(`${made} tensors left on the device, off by ${error.toExponential(1)}`)
      expect(error).toBeLessThan(TOLERANCE)
      expect(made).toBeGreaterThan(0)
      expect(held).toBe(0)
    })

  test('is rebuilt after the device was lost in a run', async () => {
    const { reason, run, disposal } = await harness.call<Record<string, string>>(
      'loseDevice',
      'inpaint vae_decoder',
    )
    expect(reason).toContain('destroyed')
    expect(run).not.toBe('hangs')
    expect(disposal).toBe('done')
    opened = await harness.call('open', 'webgpu')
    await expectRightNumbers('sd1 text_encoder, clip skip 1')
  })
})
