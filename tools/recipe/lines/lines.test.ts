// Batches: what one run leaves, the next one finishes; every line has its result, and every picture is that of `npm run recipe`.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../../src/shared/errors'
import { checkpoint, fixture, folder, instruct, run, withInstruct } from '../fixtures/commandLine.node'
import { readPicture } from '../picture'
import { job, newFolder } from './fixtures/jobs.node'
import { parseLineOptions, type LineOptions } from './lineOptions'
import type { Result } from './results'
import { runLines, type LinesHooks } from './runLines'

const hashOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
async function batch(lines: readonly unknown[], out: string, rest: Partial<LineOptions & LinesHooks> = {}) {
  const path = join(folder, 'jobs.jsonl')
  await writeFile(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  const results: Result[] = []
  const { part, input, drain, lines: from = path, write } = rest
  const outcome = await runLines(
    { lines: from, out, threads: 1, ...(part && { part }) },
    {
      write: (line) => {
        results.push(JSON.parse(line) as Result)
        write?.(line)
      },
      ...(input && { input }),
      ...(drain && { drain }),
    },
  )
  return {
    outcome,
    results,
    reasons: results.flatMap((r) => (r.status === 'failed' ? [r.error.message] : [])),
  }
}
const done = (count: number, before = 0, failed = 0, drained = false) => ({
  done: count,
  before,
  failed,
  drained,
})

describe('a batch', () => {
  it('gives the pictures of the single runs, and a result for every line, failed ones too', async () => {
    const out = newFolder()
    const { outcome, results, reasons } = await batch(
      [
        job('first', 1),
        '{"id": "torn", ',
        job('second', 2),
        job('no-picture', 3, { pictures: { in: '/nowhere/a.png' } }),
        { ...job('stepz', 3), recipe: { ...instruct, stepz: 3 } },
        job('second', 9),
        job('../up', 9),
        { ...job('extra', 9), pictures: { in: fixture('picture.png'), other: fixture('mask.png') } },
        { ...job('later', 9), guides: { 'instruct-pix2pix': 7 } },
        job('Katze-grün', 9),
        job('COM1.a', 9),
      ],
      out,
    )
    expect(outcome).toEqual(done(2, 0, 9))
    expect(reasons).toEqual([
      'The line is not a JSON object.',
      'The picture /nowhere/a.png cannot be read.',
      expect.stringMatching(/"stepz"/),
      'Line 3 has the id "second" too, for another job.',
      expect.stringMatching(/^The line's "id" has to be of letters/),
      'The recipe does not ask for a picture "other".',
      'The line was written for version 7 of the guide "instruct-pix2pix", and this program has version 1.',
      expect.stringMatching(/^The line's "id" has to be of letters/),
      'The line\'s "id" is the name of a device on Windows, where no file can have it.',
    ])
    expect(results.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    const kept = (await readFile(join(out, 'results.jsonl'), 'utf8')).trimEnd().split('\n')
    expect(kept.map((line) => JSON.parse(line) as unknown)).toEqual(results)
    expect(results[0]).toMatchObject({
      id: 'first',
      status: 'done',
      picture: 'first.png',
      guides: { 'instruct-pix2pix': 1 },
      seconds: { open: expect.any(Number), edit: expect.any(Number), write: expect.any(Number) },
    })
    for (const [id, seed] of [
      ['first', 1],
      ['second', 2],
    ] as const) {
      const alone = await run({ ...instruct, seed }, withInstruct('--image', fixture('picture.png')))
      expect(await readPicture(join(out, `${id}.png`))).toEqual(await readPicture(alone))
    }
    expect((await readdir(out)).toSorted()).toEqual(['first.png', 'results.jsonl', 'second.png'])
  })

  it('does only what is missing when it is run again', async () => {
    const out = newFolder()
    const jobs = [job('a', 1), job('b', 2), job('c', 3)]
    await batch(jobs, out)
    const times = async () =>
      Promise.all(['a', 'b', 'c'].map(async (id) => (await stat(join(out, `${id}.png`))).mtimeMs))
    const before = await times()
    const again = await batch([...jobs, job('a', 1)], out)
    expect(again.outcome).toEqual(done(0, 4))
    expect(again.results.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'a'])
    expect(await times()).toEqual(before)

    // A lost picture, a job that changed, and a process that died while it wrote its result.
    await rm(join(out, 'b.png'))
    await appendFile(join(out, 'results.jsonl'), '{"id":"c","status":"do')
    const rest = await batch([job('a', 1), job('c', 4), job('b', 2)], out)
    expect(rest.outcome).toEqual(done(2, 1))
    const afterwards = await times()
    expect(afterwards[0]).toBe(before[0])
    expect(afterwards[2]).not.toBe(before[2])
    expect((await batch([job('a', 1), job('c', 4), job('b', 2)], out)).outcome).toEqual(done(0, 3))
  })

  it('is cut into parts, which have each line once', async () => {
    const out = newFolder()
    const jobs = ['a', 'b', 'c'].map((id, at) => job(id, at))
    const first = await batch(jobs, out, { part: { index: 0, count: 2 } })
    const second = await batch(jobs, out, { part: { index: 1, count: 2 } })
    expect([first, second].map(({ results }) => results.map(({ id }) => id))).toEqual([['a', 'c'], ['b']])
    expect((await readdir(out)).filter((name) => name.startsWith('results'))).toHaveLength(2)
    expect((await batch(jobs, out)).outcome).toEqual(done(0, 3))
  })

  it('reads standard input, and begins no job once it is told to end', async () => {
    const out = newFolder()
    const drain = new AbortController()
    const jobs = ['a', 'b', 'c'].map((id, at) => `${JSON.stringify(job(id, at))}\n`)
    const { outcome } = await batch([], out, {
      lines: '-',
      input: Readable.from(jobs),
      drain: drain.signal,
      write: () => drain.abort(),
    })
    expect(outcome).toEqual(done(1, 0, 0, true))
    expect(await readdir(out)).toEqual(['a.png', 'results.jsonl'])
    expect((await batch([], out, { lines: '-', input: Readable.from(jobs) })).outcome).toEqual(done(2, 1))
  })

  it('holds pictures and weights against their hashes', async () => {
    const out = newFolder()
    const picture = { address: fixture('picture.png'), sha256: await hashOf(fixture('picture.png')) }
    const file = 'unet/diffusion_pytorch_model.safetensors'
    const weights = await hashOf(join(checkpoint('instruct'), file))
    const wrong = '0'.repeat(64)
    const at = (sha256: unknown) => ({ address: checkpoint('instruct'), sha256 })
    const { outcome, reasons } = await batch(
      [
        job('right', 1, { pictures: { in: picture }, checkpoint: at({ [file]: weights }) }),
        job('picture', 1, { pictures: { in: { ...picture, sha256: wrong } } }),
        job('weights', 1, { checkpoint: at({ [file]: wrong }) }),
        job('folder', 1, { checkpoint: at(weights) }),
        job('missing', 1, { checkpoint: at({ 'unet/nothing': weights }) }),
      ],
      out,
    )
    expect(outcome).toEqual(done(1, 0, 4))
    expect(reasons).toEqual([
      expect.stringMatching(/picture\.png is another file than/),
      expect.stringMatching(/diffusion_pytorch_model\.safetensors is another file than/),
      expect.stringMatching(/is a folder, and the line gives one hash/),
      expect.stringMatching(/unet\/nothing cannot be read/),
    ])
  })

  it('ends where there is no room for results, and fails alone a job whose picture cannot have its name', async () => {
    const out = newFolder()
    await mkdir(join(out, 'folder.png'))
    const { outcome, reasons } = await batch([job('folder', 1), job('other', 1)], out)
    expect(outcome).toEqual(done(1, 0, 1))
    expect(reasons).toEqual([`${join(out, 'folder.png')} cannot be written.`])

    const lost = newFolder()
    const ending = batch([job('a', 1), job('b', 2), job('c', 3)], lost, {
      write: () => rmSync(lost, { recursive: true }),
    })
    await expect(ending).rejects.toThrow(`${join(lost, 'b.png')} cannot be written.`)
  })

  it('says of lines in UTF-16 what they are', async () => {
    const path = join(folder, 'utf-16.jsonl')
    await writeFile(path, Buffer.from(`\uFEFF${JSON.stringify(job('a', 1))}`, 'utf16le'))
    const { reasons } = await batch([], newFolder(), { lines: path })
    expect(reasons).toEqual(['The line is not text in UTF-8.'])
  })

  it('takes pictures from "data:" addresses', async () => {
    const out = newFolder()
    const data = `data:image/png;base64,${(await readFile(fixture('picture.png'))).toString('base64')}`
    await batch([job('data', 1, { pictures: { in: data } }), job('file', 1)], out)
    expect(await readFile(join(out, 'data.png'))).toEqual(await readFile(join(out, 'file.png')))
  })
})
describe('the command line', () => {
  it.each<[readonly string[], RegExp]>([
    [['--lines', '', '--out', 'x'], /--lines is empty/],
    [['--lines', 'a.jsonl'], /--out is missing/],
    [['--lines', 'a.jsonl', '--out', 'x', '--part', '1'], /not of the form INDEX\/COUNT/],
    [['--lines', 'a.jsonl', '--out', 'x', '--part', '2/2'], /part 2 of 2/],
    [['--lines', 'a.jsonl', '--out', 'x', '--threads', '0'], /whole number from 1/],
    [['--lines', 'a.jsonl', '--out', 'x', '--image', 'a.png'], /Unknown option '--image'/],
  ])('%j is refused', (args, sentence) => {
    expect(() => parseLineOptions(args)).toThrow(sentence)
  })

  it.each(['/nowhere/jobs.jsonl', folder])('says which lines it cannot read: %s', async (lines) => {
    await expect(batch([], newFolder(), { lines })).rejects.toThrow(
      new PalimpsestError('recipe', `The lines ${lines} cannot be read.`, 'Check the path.'),
    )
  })
})
