// A batch as a process: what its signals, its output and its exit code do.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folder, processTimeoutMs } from '../fixtures/commandLine.node'
import { readPicture } from '../picture'
import { job, newFolder } from './fixtures/jobs.node'

describe('the process of a batch', () => {
  const program = ['--import', 'tsx', 'tools/recipe/recipe.ts']
  const ended = (child: ChildProcess) =>
    new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)))
  const begin = (out: string, ...jobs: readonly object[]) => {
    const args = [...program, '--lines', '-', '--out', out, '--threads', '1']
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    for (const one of jobs) child.stdin.write(`${JSON.stringify(one)}\n`)
    return child
  }

  it(
    'ends when nobody reads its results any more',
    async () => {
      const out = newFolder()
      const child = begin(out, job('a', 1))
      const exit = ended(child)
      await once(child.stdout, 'data')
      child.stdout.destroy()
      for (const id of ['b', 'c', 'd', 'e', 'f']) child.stdin.write(`${JSON.stringify(job(id, 2))}\n`)
      expect(await exit).toBe(75)
      const results = (await readFile(join(out, 'results.jsonl'), 'utf8')).trimEnd().split('\n')
      expect(results.length).toBeLessThan(6)
    },
    processTimeoutMs,
  )

  it(
    'ends at a second signal although a server does not answer',
    async () => {
      const out = newFolder()
      const silent = createServer(() => {}).listen(0, '127.0.0.1')
      await once(silent, 'listening')
      const address = silent.address() as AddressInfo
      const asked = once(silent, 'request')
      const child = begin(out, job('a', 1, { pictures: { in: `http://127.0.0.1:${address.port}/a.png` } }))
      const exit = ended(child)
      await asked
      child.kill('SIGINT')
      await once(child.stderr, 'data')
      child.kill('SIGINT')
      expect(await exit).toBe(75)
      expect(await readdir(out)).toEqual(['results.jsonl'])
      silent.closeAllConnections()
      silent.close()
    },
    processTimeoutMs,
  )

  it(
    'lets the running job end on SIGTERM, says so by its exit code, and another one finishes',
    async () => {
      const out = newFolder()
      const path = join(folder, 'many.jsonl')
      const count = 40
      const jobs = Array.from({ length: count }, (_, at) => JSON.stringify(job(`job-${at}`, at)))
      await writeFile(path, jobs.join('\n'))
      const args = [...program, '--lines', path, '--out', out, '--threads', '1']
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
      const lines: string[] = []
      child.stdout.on('data', (chunk: Buffer) => {
        lines.push(...chunk.toString().trimEnd().split('\n'))
        // A second signal would end the running job, too.
        if (!child.killed) child.kill('SIGTERM')
      })
      expect(
        await new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code))),
      ).toBe(75)
      const pictures = (await readdir(out)).filter((name) => name.endsWith('.png'))
      expect(pictures).toHaveLength(lines.length)
      expect(lines.length).toBeLessThan(count)
      for (const name of pictures) expect(await readPicture(join(out, name))).toMatchObject({ width: 90 })
      const rest = await new Promise<string>((resolve) => {
        execFile(process.execPath, args, (_, __, stderr) => resolve(stderr))
      })
      expect(rest.trim()).toBe(`${count - lines.length} done, ${lines.length} done before, 0 failed.`)
    },
    processTimeoutMs,
  )
})
