// What may be wrong with a plan, its pictures or its folder: one sentence, and what is in the folder stays.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseTrainingPlan } from '../../src/shared/trainingPlan'
import { checkpointFolder } from '../../workers/jobs/fixtures/tinyNetworks.node'
import { picture } from '../../workers/jobs/fixtures/tinyTrainings.node'
import { folderStore } from '../../workers/training/folderStore.node'
import { saveLesson } from '../../workers/training/savedTraining'
import { writePng } from '../recipe/picture'
import { errorLine } from '../command/errorLine'
import { trainCommand } from './trainCommand'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'train-'))
  for (const [name, side] of Object.entries({ one: 64, two: 80, small: 20 }))
    await writePng(join(folder, `${name}.png`), picture(side))
  await writePng(join(folder, 'again.png'), picture(64))
})
afterAll(() => rm(folder, { recursive: true }))

const complete = {
  version: 1,
  checkpoint: checkpointFolder('tiny-vae'),
  kind: 'lora',
  word: 'sks',
  className: 'ball',
  pictures: ['one.png', 'two.png'],
  steps: 2,
  size: 64,
  rank: 2,
  convolutions: false,
}
let commands = 0

/** Runs the command on a plan with these parts. @returns its lines, or the one by which it was refused */
async function train(
  parts: object,
  further: readonly string[] = [],
  out = `out-${++commands}`,
  memory?: number,
) {
  const path = join(folder, `plan-${++commands}.json`)
  await writeFile(path, JSON.stringify({ ...complete, ...parts }))
  const [told, warned]: [string[], string[]] = [[], []]
  const saying = {
    tell: (line: string) => void told.push(line),
    warn: (line: string) => void warned.push(line),
  }
  const args = [path, '--out', join(folder, out), ...further]
  const refused = await trainCommand(args, saying, memory).then(() => undefined, errorLine)
  return { told, warned, refused, out: join(folder, out) }
}

describe('npm run train', { timeout: 180_000 }, () => {
  it('learns, says that one picture is few, and leaves the files alone', async () => {
    const { told, warned, refused, out } = await train({ pictures: ['one.png'] })
    expect(refused).toBeUndefined()
    expect(warned).toEqual([expect.stringMatching(/^One picture does not tell what belongs to the thing/)])
    expect(told[0]).toMatch(/^About \d+ (?:s|min), \d+\.\d GB of memory\.$/)
    expect(told.at(-1)).toContain('pytorch_lora_weights.safetensors')
    expect(await readdir(out)).toEqual(['pytorch_lora_weights.safetensors'])
    expect(await folderStore(join(out, 'state')).read('lesson')).toBeUndefined()
  })

  it('tells the time of pairs too, by edits of the first picture', async () => {
    const { told, refused } = await train({
      checkpoint: checkpointFolder('instruct'),
      before: ['two.png', 'one.png'],
      captions: ['make it larger', 'make it smaller'],
    })
    expect(refused).toBeUndefined()
    expect(told[0]).toMatch(/^About \d+ (?:s|min), \d+\.\d GB of memory\.$/)
  })

  it('lets a ControlNet go on from one in a folder', async () => {
    const network = 'workers/models/fixtures/controlNetworks/controlnet'
    const plan = {
      checkpoint: checkpointFolder('sd1'),
      kind: 'controlnet',
      hints: ['two.png', 'one.png'],
      network,
    }
    const { refused, out } = await train(plan)
    expect(refused).toBeUndefined()
    expect((await readdir(out)).toSorted()).toEqual(['config.json', 'diffusion_pytorch_model.safetensors'])
    expect((await train({ ...plan, network: join(folder, 'nowhere') })).refused).toMatch(/nowhere/)
    expect((await train({ ...plan, network: 'toyland/controlnet-canny' })).refused).toMatch(
      /"[^"]*controlnet-canny" does not go with/,
    )
  })

  it.each([
    ['a picture that is not there', { pictures: ['none.png'] }, /none\.png/],
    [
      'a picture of 20 pixels',
      { pictures: ['small.png'] },
      /"small\.png" is 20x20 pixels, too small .* at least 64x64/,
    ],
    [
      'two that are the same',
      { pictures: ['one.png', 'again.png'] },
      /"one\.png" and "again\.png" are the same\. Leave one/,
    ],
    ['a word that is known', { kind: 'word', word: 'ball' }, /The word "ball" is one that the tokenizer/],
    ['a rank above a width', { rank: 128 }, /A rank of 128 is above the width/],
    ['a setting that there is none of', { stepps: 3 }, /stepps/],
    ['a class without a name', { className: '', classPictures: 2 }, /the plan gives none/],
    ['a checkpoint that is not there', { checkpoint: 'nowhere' }, /model_index\.json|nowhere/],
  ])('refuses %s in one line, and writes nothing', async (_, parts, said) => {
    const { told, refused, out } = await train(parts)
    expect(refused).toMatch(said)
    expect(refused).not.toContain('\n')
    expect(told.join()).not.toMatch(/step|safetensors/)
    expect(await readdir(out).catch(() => [])).toEqual([])
  })

  it('refuses what does not fit into memory before anything is loaded, and says what would fit', async () => {
    const refusedAt = async (memory: number) =>
      (await train({ checkpoint: 'toyland/base', size: 128, batch: 16 }, [], undefined, memory)).refused
    const said =
      /^Teaching this takes about (\d+\.\d) GB of memory, and there are 0\.2\. Take at most (\d+) picture/
    const [, needed, fewer] = said.exec((await refusedAt(0.2e9))!)!
    expect(Number(needed)).toBeGreaterThan(0.2)
    expect(Number(fewer)).toBeLessThan(16)
    expect(await refusedAt(1e6)).toMatch(/and there are 0\.0\. Take a smaller checkpoint\. The command line/)
  })

  it('refuses what is no command, plan or folder', async () => {
    const said = (...args: string[]) =>
      trainCommand(args, { tell: () => {}, warn: () => {} }).then(() => undefined, errorLine)
    expect(await said('--out', 'x')).toMatch(/^The plan is missing\. Usage: npm run train/)
    expect(await said('plan.json')).toMatch(/^--out is missing\./)
    expect(await said('plan.json', '--out', 'x', '--steps', '3')).toMatch(/--steps/)
    expect(await said(join(folder, 'none.json'), '--out', 'x')).toMatch(
      /none\.json cannot be read\. Check its path/,
    )
    expect(await said(join(folder, 'one.png'), '--out', 'x')).toMatch(/one\.png is not JSON\./)
    const { refused } = await train({}, [], 'one.png/below')
    expect(refused).toMatch(/The folder .*below cannot be made\. Choose another/)
  })

  it('overwrites no training that is not finished, and goes on by no other plan', async () => {
    expect((await train({}, ['--go-on'])).refused).toMatch(/There is no training to go on with/)
    const kept = parseTrainingPlan({ ...complete, learningRate: 2e-3 })
    const store = folderStore(join(folder, 'kept', 'state'))
    await saveLesson(store, { plan: kept, subjects: [], kept: [] })
    expect((await train({}, [], 'kept')).refused).toMatch(
      /kept has a training that is not finished\. Go on with it by --go-on/,
    )
    expect((await train({ steps: 9, rank: 4 }, ['--go-on'], 'kept')).refused).toMatch(
      /begun by another plan than .*: "steps", "rank" is another\. Take the plan as it was/,
    )
    expect(await store.read('lesson')).toBeDefined()
  })
})
