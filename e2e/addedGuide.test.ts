// "A folder and its entry in the list": a copy of the program gets a guide that way, and nothing else of it is touched. The guide
// is then in the recipe, the command line, and the page: gallery, card, fields, Korean, result.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { openEditor, openExample, engineReady, resultsOf, runButton, setSteps } from './editorPage'

const run = promisify(execFile)
const port = Number(process.env['E2E_PORT'] ?? 4199) + 100
test.use({ baseURL: `http://localhost:${port}/` })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

const files = {
  'meta.ts': `import { defineMeta } from '../../../src/shared/guideMeta'
export const meta = defineMeta({
  id: 'turn-down',
  label: 'Turn down',
  summary: 'Takes less of the noise off at every step.',
  paper: 'of this test',
  role: 'correction',
  fields: {
    share: { kind: 'strength', label: 'Share', help: 'Further right takes less.', min: 0, max: 1, step: 0.1, default: 0.5 },
  },
})
`,
  'turnDown.ts': `import { scale } from '../../tensor/arithmetic'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'
export const turnDown = defineGuide(meta, ({ share }) => ({
  afterCombine: async (noise, step) => scale(noise, 1 - share.at(step)),
}))
`,
  'korean.ts': `import type { GuideTexts } from '../../../src/shared/guideTexts'
export const korean: GuideTexts = {
  label: '줄이기',
  summary: '단계마다 노이즈를 덜 걷어 냅니다.',
  fields: { share: { label: '몫', help: '오른쪽일수록 덜 걷어 냅니다.' } },
}
`,
}

let copy = ''
let server: ChildProcess | undefined

test.beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'palimpsest-added-'))
  for (const part of [
    'src',
    'workers',
    'tools',
    'index.html',
    'package.json',
    'vite.config.ts',
    'offline.config.ts',
  ])
    await cp(part, join(copy, part), { recursive: true })
  for (const name of ['base', 'node', 'page', 'worker'])
    await cp(`tsconfig.${name}.json`, join(copy, `tsconfig.${name}.json`))
  for (const part of ['node_modules', 'public']) await symlink(join(process.cwd(), part), join(copy, part))

  const folder = join(copy, 'workers/guidance/turn-down')
  await mkdir(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const list = join(copy, 'workers/guidance/list.ts')
  const entry = `  {
    meta: turnDown,
    load: async () => (await import('./turn-down/turnDown')).turnDown,
    korean: async () => (await import('./turn-down/korean')).korean,
  },
]

/** What is known`
  const text = await readFile(list, 'utf8')
  await writeFile(
    list,
    `import { meta as turnDown } from './turn-down/meta'\n${text.replace(/\]\n\n\/\*\* What is known/, entry)}`,
  )
  await run('npx', ['vite', 'build', '--logLevel', 'warn', '--outDir', 'built'], { cwd: copy })
  server = spawn('npx', ['vite', 'preview', '--outDir', 'built', '--port', String(port), '--strictPort'], {
    cwd: copy,
    detached: true,
    stdio: 'ignore',
  })
  await expect
    .poll(
      () =>
        fetch(`http://localhost:${port}/`)
          .then(({ ok }) => ok)
          .catch(() => false),
      { timeout: 60_000 },
    )
    .toBe(true)
})

test.afterAll(async () => {
  if (server?.pid) process.kill(-server.pid)
  await rm(copy, { recursive: true, force: true })
})

test('it is run by the command line, from a recipe', async () => {
  const pixels = async (guides: readonly object[]) => {
    const recipe = {
      version: 2,
      checkpoint: 'tiny-vae',
      prompt: 'a tree',
      seed: 1,
      steps: 2,
      width: 64,
      height: 64,
      guides,
    }
    await writeFile(join(copy, 'edit.json'), JSON.stringify(recipe))
    const checkpoint = 'workers/models/fixtures/checkpoints/tiny-vae'
    await run(
      'npx',
      ['tsx', 'tools/recipe/recipe.ts', 'edit.json', '--checkpoint', checkpoint, '--out', 'out.png'],
      {
        cwd: copy,
      },
    )
    return readFile(join(copy, 'out.png'))
  }
  const [plain, turned] = [await pixels([]), await pixels([{ id: 'turn-down', values: { share: 0.8 } }])]
  expect(turned.equals(plain)).toBe(false)
})

test('it is in the page: gallery, card, field, result', async ({ page }) => {
  await openEditor(page, { checkpoint: 'instruct' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('button', { name: 'Add a guide' }).click()
  const gallery = page.getByRole('dialog', { name: 'Add a guide' })
  await expect(gallery.getByText('Takes less of the noise off at every step.')).toBeVisible()
  await gallery.getByRole('button', { name: 'Add Turn down', exact: true }).click()
  const card = page.getByRole('region', { name: 'Turn down', exact: true })
  await expect(card.getByText('Further right takes less.')).toBeVisible()
  await setSteps(page, 1)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
})

test('it speaks Korean', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'ko-KR', baseURL: `http://localhost:${port}/` })
  const page = await context.newPage()
  await openEditor(page, { checkpoint: 'instruct' })
  await page
    .getByRole('button', { name: /고양이|make the cat blue/ })
    .first()
    .click()
  await page.getByRole('button', { name: '가이드 추가' }).click()
  await expect(page.getByText('단계마다 노이즈를 덜 걷어 냅니다.')).toBeVisible()
  await context.close()
})
