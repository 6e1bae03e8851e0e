// The installed program: after the first visit it starts without a network, and edits with the bundled checkpoint.
import { expect, test } from 'playwright/test'
import { canvasOf, engineReady, openExample } from './editorPage'

test.use({ serviceWorkers: 'allow' })

test('after the first visit the page starts and edits without a network', async ({ page, context }) => {
  await page.goto('/?backend=wasm')
  await expect(page.getByText('Palimpsest starts without a network from now on')).toBeVisible({
    timeout: 120_000,
  })
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: /^Keep for offline use \(\d+ MB\)$/ }).click()
  await expect(page.getByText('Kept on this machine')).toBeVisible({ timeout: 120_000 })
  await page.keyboard.press('Escape')

  await context.setOffline(true)
  await page.reload()
  await engineReady(page)
  await openExample(page, 'make the cat blue')
  const steps = page.getByRole('textbox', { name: 'Steps' })
  await steps.fill('2')
  await steps.press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible({ timeout: 120_000 })
  await expect(canvasOf(page)).toBeVisible()

  // A network that was never used before.
  const opened = await page.evaluate(() =>
    fetch('models/toyland/controlnet-canny/diffusion_pytorch_model.safetensors').then(
      async (response) => (await response.arrayBuffer()).byteLength,
    ),
  )
  expect(opened).toBeGreaterThan(8_000_000)
})
