// A newer version of the installed program: it is offered, waits until the person lets it in, and what they made is there after
// it. Two builds, served one after the other at one address.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from 'playwright/test'
import { build, preview } from 'vite'
import { canvasOf, drag, historyOf, openExample, drawnHash } from './editorPage'

test.use({ serviceWorkers: 'allow' })

let folder: string
test.beforeAll(async () => {
  test.setTimeout(300_000)
  folder = await mkdtemp(join(tmpdir(), 'palimpsest-update-'))
  // Without the checkpoints, which are no part of this.
  const publicDir = join(folder, 'public')
  for (const name of ['pictures', 'icon.svg', 'icon-192.png', 'icon-512.png'])
    await cp(join('public', name), join(publicDir, name), { recursive: true })
  // Playwright's own environment would have React's development build bundled.
  process.env['NODE_ENV'] = 'production'
  for (const name of ['first', 'second'])
    await build({
      logLevel: 'error',
      publicDir,
      build: { outDir: join(folder, name), emptyOutDir: true },
      plugins: [
        {
          name: 'names-the-build',
          transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'build', content: name } }],
        },
      ],
    })
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

async function serve(name: string, port?: number) {
  const server = await preview({
    build: { outDir: join(folder, name) },
    preview: { port: port ?? 0, strictPort: true },
  })
  const address = server.httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no address.')
  return { port: address.port, close: () => server.close() }
}

const shownBuild = (page: Page) => page.locator('meta[name="build"]').getAttribute('content')

test('a newer version waits until it is let in, and loses nothing', async ({ page }) => {
  test.setTimeout(300_000)
  const first = await serve('first')
  await page.goto(`http://localhost:${first.port}/?backend=wasm`)
  await expect(page.getByText('Palimpsest starts without a network from now on')).toBeVisible({
    timeout: 120_000,
  })
  await openExample(page, 'make the cat blue')
  await page.keyboard.press('b')
  await drag(page, [0.4, 0.3], [0.4, 0.7])

  await first.close()
  const second = await serve('second', first.port)
  // As when the person comes back to the tab.
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('heading', { name: 'A newer version is ready' })).toBeVisible({
    timeout: 120_000,
  })
  expect(await shownBuild(page)).toBe('first')

  await drag(page, [0.6, 0.3], [0.6, 0.7])
  const shown = await drawnHash(page)
  // A stroke that is not saved yet when the page is left.
  await drag(page, [0.5, 0.3], [0.5, 0.4])
  await page.getByRole('button', { name: 'Reload', exact: true }).click()

  await expect.poll(() => shownBuild(page).catch(() => ''), { timeout: 60_000 }).toBe('second')
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  expect((await historyOf(page)).steps).toEqual(['Start', 'Open', 'Paint mask', 'Paint mask', 'Paint mask'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => drawnHash(page)).toBe(shown)
  await second.close()
})
