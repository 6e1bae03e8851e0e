// Installs what the program and its tests need, each only when it is missing.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { run } from './process.mjs'

const stamp = 'node_modules/.palimpsest-installed'

/** npm packages, from the lock file; skipped while the lock file has not changed. */
export async function installPackages() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages ...')
  const { code } = await run('npm', ['ci', '--no-audit', '--no-fund'])
  if (code !== 0) throw new Error('npm ci failed: see its messages above.')
  mkdirSync('node_modules', { recursive: true })
  writeFileSync(stamp, wanted)
}

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  process.env.CHROMIUM_PATH,
]

/** A Chromium for the browser tests: the one that is there, else Debian's. Returns its path. */
export async function installBrowser() {
  const found = () => browsers.find((path) => path && existsSync(path))
  if (!found()) {
    console.log('Installing Chromium ...')
    await run('apt-get', ['update', '-q'])
    await run('apt-get', [
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      'chromium',
      'fonts-dejavu-core',
      'fonts-noto-cjk',
    ])
  }
  const path = found()
  if (!path) throw new Error('No Chromium found: install it and name it in CHROMIUM_PATH.')
  return path
}
