// Child processes for the two top commands. Plain JavaScript: it runs before anything is installed.
import { spawn } from 'node:child_process'

/**
 * Runs a command and shows its output as it comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ capture?: boolean, env?: NodeJS.ProcessEnv }} [options] with `capture`, standard output is returned too
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { capture = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['inherit', capture ? 'pipe' : 'inherit', 'inherit'], env })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
      process.stdout.write(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
