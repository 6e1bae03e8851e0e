// Addresses with characters of any kind: of the page's own parameters, and of the Hub's folders.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'playwright/test'
import { canvasOf, engineReady, fixtures, openEditor, openExample } from './editorPage'

test('pictures and checkpoints are found by addresses with spaces, percent signs, Hangul, # and emoji in them', async ({
  page,
}) => {
  const asked: string[] = []
  const picture = await readFile('src/files/fixtures/rgb-8.png')
  await page.route('https://pictures.test/**', (route) => {
    asked.push(route.request().url())
    return route.fulfill({ body: picture, headers: { 'access-control-allow-origin': '*' } })
  })
  const address = 'https://pictures.test/사진 🐈/50% #1 & more.png'
  const escaped = encodeURI(address).replace('#', '%23')
  for (const given of [encodeURIComponent(escaped), escaped.replace('&', '%26')]) {
    await page.goto(`/?backend=wasm&image=${given}`)
    await expect(canvasOf(page)).toHaveAccessibleName(/50% #1 & more, 19 by 17 pixels/)
  }
  // A signed address, written into a link as it is.
  await page.goto('/?backend=wasm&image=https://pictures.test/a.png?expires=9&signature=a%2Fb%3D')
  await expect(canvasOf(page)).toHaveAccessibleName(/a, 19 by 17 pixels/)
  expect(asked.at(-1)).toBe('https://pictures.test/a.png?expires=9&signature=a%2Fb%3D')

  await page.goto('/?backend=wasm&checkpoint=https://[nowhere/model')
  await expect(
    page.getByText('"https://[nowhere/model" is not an address of a checkpoint.').first(),
  ).toBeVisible()
  await expect(page.getByText('Something went wrong')).toHaveCount(0)
})

test('a folder of the Hub is opened by its name, whatever that is, and kept', async ({ page }) => {
  const folder = '모형 #1/100% 🐈'
  await page.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    const headers = {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Content-Range, ETag',
    }
    const prefix = `/someone/many/resolve/main/${folder}/`
    const path = decodeURIComponent(pathname)
    if (path.startsWith('/api/')) return route.fulfill({ headers, json: [] })
    const inside = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
    const body = inside && (await readFile(join(fixtures, 'instruct', inside)).catch(() => undefined))
    if (!body) return route.fulfill({ status: 404, headers })
    const [start, last] = (/bytes=(\d+)-(\d+)/.exec(route.request().headers()['range'] ?? '') ?? [0, 0, 1e9])
      .slice(1)
      .map(Number) as [number, number]
    const end = Math.min(last, body.length - 1)
    return route.fulfill({
      status: 206,
      headers: {
        ...headers,
        ETag: `"${encodeURIComponent(inside)}"`,
        'Content-Range': `bytes ${start}-${end}/${body.length}`,
      },
      body: body.subarray(start, end + 1),
    })
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  const dialog = page.getByRole('dialog', { name: 'Open a checkpoint' })
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  const link = `https://huggingface.co/someone/many/tree/main/${folder.split('/').map(encodeURIComponent).join('/')}`
  await dialog.getByRole('textbox', { name: 'From the Hugging Face Hub' }).fill(link)
  await dialog.getByRole('button', { name: 'Look it up' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText(`someone/many/${folder}`)
  await page.getByRole('button', { name: 'Open a checkpoint…' }).click()
  await dialog.getByRole('button', { name: /^Keep on this machine/ }).click()
  await expect(dialog.getByText('Kept on this machine; works offline.')).toBeVisible({ timeout: 100_000 })
})
