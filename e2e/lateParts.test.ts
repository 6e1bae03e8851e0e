// What is read behind the first sight of the page: it moves nothing, what was asked for meanwhile is done, and a part that cannot be
// read is told in one sentence and asked for again.
import { expect, test, type Page, type Route } from 'playwright/test'
import { canvasOf, engineReady, resultsOf, runButton, setSteps } from './editorPage'

/** Holds the answers to addresses until they are let go. */
async function hold(page: Page, addresses: string): Promise<() => Promise<void>> {
  const held: Route[] = []
  let free = false
  await page.route(addresses, (route) => (free ? route.continue() : void held.push(route)))
  return async () => {
    free = true
    await Promise.all(held.map((route) => route.continue()))
  }
}

/** Where everything stands that can be read or pressed, but for the status line, which counts on. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input, textarea, h1, h2, h3, p, img, li, [role="tab"]')]
      .filter((element) => !element.closest('footer'))
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return `${element.textContent || element.getAttribute('aria-label')} ${[x, y, width, height].map(Math.round).join()}`
      }),
  )

test('what is read behind the first sight moves nothing, and is waited for by who asks for it', async ({
  page,
}) => {
  const letGo = await hold(page, '**/assets/work-*')
  // Without the engine: what it says of its checkpoints comes when it comes.
  await hold(page, '**/models/**')
  // The page's own "load" waits for what is held.
  await page.goto('/?backend=wasm', { waitUntil: 'commit' })
  const example = page.getByRole('button', { name: 'make the cat blue' })
  await expect(example.getByRole('img')).toBeVisible()
  await expect(page.getByRole('contentinfo', { name: 'Status' }).getByText(/^wasm/)).toBeVisible()
  const before = await places(page)
  expect(before.length).toBeGreaterThan(30)
  await example.click()
  await expect(canvasOf(page)).toBeHidden()
  expect(await places(page)).toEqual(before)
  const seen = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new MutationObserver(() => document.querySelector('[data-canvas]') && resolve()).observe(
          document.body,
          { childList: true, subtree: true },
        )
      }),
  )
  // The picture is held back, so that the parts alone arrive.
  const letPictureGo = await hold(page, '**/pictures/cat-meadow.png')
  await letGo()
  await seen
  expect(await places(page)).toEqual(before)
  await letPictureGo()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
})

test('a part that cannot be read is told once, and asked for again', async ({ page }) => {
  const notices = page.locator('[data-notices]')
  const sentence = 'A part of the page could not be read.'
  const missing = '**/assets/ShortcutList-*.js'
  await page.route(missing, (route) => route.abort())
  await page.goto('/?backend=wasm')
  await expect(canvasOf(page)).toBeAttached()
  await page.keyboard.press('?')
  await expect(notices.getByText(sentence)).toHaveCount(1)
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeHidden()
  await page.unroute(missing)
  await page.keyboard.press('?')
  await expect(page.getByRole('heading', { name: 'View' })).toBeVisible()
})

test('a page whose connection breaks off behind the first sight goes on when it is back', async ({
  page,
}) => {
  const parts = '**/assets/work-*.js'
  await page.route(parts, (route) => route.abort())
  await page.goto('/?backend=wasm')
  await expect(page.locator('[data-notices]').getByText('A part of the page could not be read.')).toHaveCount(
    1,
  )
  await page.unroute(parts)
  await page.getByRole('button', { name: 'make the cat blue' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
})

/** What a server answers for the files of a version that it no longer has. */
const gone = (route: Route) => route.fulfill({ status: 404, body: 'Not found' })

test('where the program was updated meanwhile, what is missing says so, and offers to reload', async ({
  page,
}) => {
  await page.goto('/?backend=wasm')
  await engineReady(page)
  await page.getByRole('button', { name: 'make the cat blue' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  const notices = page.locator('[data-notices]')
  const sentence = /Palimpsest was updated while this tab was open/
  const close = async () => {
    await expect(notices.getByText(sentence)).toHaveCount(1)
    await notices.getByRole('button', { name: 'Close' }).first().click()
    await expect(notices.getByText(sentence)).toHaveCount(0)
  }
  await page.route('**/assets/**', gone)
  await page.route('**/models/**', gone)

  // A part of the page.
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export layers as PSD' }).click()
  await close()

  // A network of its own.
  await page.getByRole('button', { name: 'Mask', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Select the subject' }).click()
  await close()

  // The engine, which is wanted anew.
  await page.getByRole('contentinfo').getByRole('button', { name: /^wasm/ }).click()
  await page.getByRole('button', { name: 'Start the engine again' }).click()
  await page.keyboard.press('Escape')
  await expect(notices.getByText(sentence)).toHaveCount(1)
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Engine failed' })).toBeVisible()

  await page.unrouteAll()
  await notices.getByRole('button', { name: 'Reload' }).click()
  await engineReady(page)
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
})

test('the library of an upscaler that is gone with an older version is not taken for the upscaler’s fault', async ({
  page,
}) => {
  // The engine has been read, and is no longer on the server.
  await page.route('**/assets/inference-*.js', (route) =>
    route.request().method() === 'HEAD' ? gone(route) : route.continue(),
  )
  let asked = 0
  await page.route('**/assets/transformers*.js', (route) => {
    asked += 1
    return gone(route)
  })
  await page.goto('/?backend=wasm')
  await engineReady(page)
  await page.getByRole('button', { name: 'make the cat blue' }).click()
  await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: .+, \d+ by \d+ pixels/)
  await setSteps(page, 1)
  await runButton(page).click()
  const notices = page.locator('[data-notices]')
  await expect(notices.getByText('Palimpsest was updated while this tab was open').first()).toBeVisible({
    timeout: 120_000,
  })
  await expect(notices.getByText('transformers.js')).toHaveCount(0)
  await expect(resultsOf(page)).toBeVisible()
  expect(asked).toBeGreaterThan(0)
})

test('an engine that cannot be read is told once, and not asked for without end', async ({ page }) => {
  let asked = 0
  await page.route('**/assets/inference-*.js', (route) => {
    asked += 1
    return route.abort()
  })
  await page.goto('/?backend=wasm')
  await expect(page.locator('[data-notices]').getByText('The engine could not be read')).toHaveCount(1)
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Engine failed' })).toBeVisible()
  expect(asked).toBe(1)
})
