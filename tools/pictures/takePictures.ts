// `npm run pictures`: takes the pictures of the README, of the built page in Chromium (`npm run build` first; CHROMIUM_PATH). The
// edits in them are real ones, by the bundled checkpoint as it is.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { preview } from 'vite'
import { quiet } from '../harness/chromiumFlags'
import { tellHelp } from '../command/tellHelp.mjs'

tellHelp(import.meta.url)

const folder = 'docs/pictures'
const mostBytes = 300_000
const editMs = 240_000

const server = await preview({ preview: { port: 0 }, logLevel: 'error' })
const listening = server.httpServer.address()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [...quiet],
})

async function openPage(colorScheme: 'dark' | 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 0.8,
    colorScheme,
    locale: 'en-US',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  const port = typeof listening === 'object' && listening ? listening.port : 0
  await page.goto(`http://localhost:${port}/?backend=wasm`)
  await page.getByRole('button', { name: 'make the cat blue' }).waitFor()
  await page.locator('footer').getByText('wasm').first().waitFor({ timeout: editMs })
  return page
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`)
  await page.mouse.move(2, 400)
  await page.screenshot({ path })
  const { size } = await stat(path)
  console.log(`${path}: ${Math.round(size / 1000)} kB`)
  if (size > mostBytes) throw new Error(`${path} is larger than ${mostBytes / 1000} kB.`)
}

/** Opens a bundled picture and runs the instruction that suits it. */
async function edit(page: Page, suggestion: string): Promise<void> {
  await page.getByRole('button', { name: suggestion }).click()
  await page.locator('[data-canvas][aria-label*=" by "]').waitFor()
  // A little smaller than it fits: what is edited hardly compresses.
  await page.keyboard.press('-')
  await page
    .getByRole('textbox', { name: 'Instruction' })
    .and(page.locator('textarea'))
    .press('Control+Enter')
}

/** Four results of one press, side by side. */
async function takeGrid(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Discard', exact: true }).click()
  const prompt = page.getByRole('textbox', { name: 'Instruction' }).and(page.locator('textarea'))
  await prompt.fill('turn the cat into a dog')
  await page.getByRole('textbox', { name: 'Results' }).fill('4')
  await prompt.press('Control+Enter')
  await page
    .locator('[data-result]')
    .nth(3)
    .waitFor({ timeout: 4 * editMs })
  await page.locator('[data-result]').nth(1).press('Space')
  await take(page, 'results')
}

try {
  for (const colours of ['dark', 'light'] as const) {
    const page = await openPage(colours)
    await take(page, colours === 'dark' ? 'start' : 'start-light')

    await edit(page, 'make the cat blue')
    const progress = page.getByRole('list', { name: 'Progress' })
    await progress.getByText(/Step 1\d of/).waitFor({ timeout: editMs })
    if (colours === 'dark') await take(page, 'editing')

    await page.getByRole('button', { name: 'Accept', exact: true }).waitFor({ timeout: editMs })
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await take(page, colours === 'dark' ? 'compared' : 'compared-light')
    if (colours === 'dark') await takeGrid(page)
    await page.context().close()
  }
} finally {
  await browser.close()
  await server.close()
}
