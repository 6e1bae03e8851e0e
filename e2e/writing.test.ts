// Texts that models write: what a picture shows, and sentences about a concept.
import { expect, test } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf } from './editorPage'
import { addGuide, cardOf } from './guidePanel'
import { serveHub } from './serveHub'

test('Toyland’s captioner describes the picture, is fetched only then, and what stood there can be put back', async ({
  page,
}) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    if (/toyland\/captioner/.test(request.url())) fetched.push(request.url())
  })
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  // An instruction says what to do: nothing describes there.
  await expect(page.getByRole('button', { name: 'Describe the picture: Prompt' })).toBeHidden()
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('a dog')
  expect(fetched).toEqual([])
  await page.getByRole('button', { name: 'Describe the picture: Prompt' }).click()
  await expect(promptOf(page)).toHaveValue(/orange cat.* in a meadow/, { timeout: 120_000 })
  expect(fetched.some((address) => address.endsWith('decoder_model_merged.onnx'))).toBe(true)
  await page.getByRole('button', { name: 'Put back what stood here' }).click()
  await expect(promptOf(page)).toHaveValue('a dog')
  await expect(page.getByRole('button', { name: 'Put back what stood here' })).toBeHidden()
})

test('a language model of the Hub writes sentences about a concept, which can be changed', async ({
  page,
}) => {
  const hub = await serveHub(page, 'someone/small-t5', 'workers/hub/fixtures/t5')
  await openEditor(page)
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await addGuide(page, 'Turn one thing into another')
  const card = cardOf(page, 'Turn one thing into another')
  // The page was scrolled to the card, and stands where it stood.
  expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0)
  await card.getByRole('button', { name: /^More/ }).click()
  const sentences = card.getByRole('textbox', { name: 'Sentences about the first' })
  await card.getByRole('button', { name: 'Sentences about the first: By a language model' }).click()
  const popover = page.getByRole('dialog', { name: 'By a language model' })
  await expect(popover.getByRole('button', { name: 'Name the concept first' })).toBeDisabled()
  await page.keyboard.press('Escape')

  await card.getByRole('textbox', { name: 'From', exact: true }).fill('cat')
  await sentences.fill('my own cat')
  await card.getByRole('button', { name: 'Sentences about the first: By a language model' }).click()
  const write = popover.getByRole('button', { name: 'Write 16 sentences about “cat”' })
  await expect(write).toBeDisabled()
  await popover.getByRole('button', { name: 'Sentences written by: Open a network' }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill('someone/small-t5')
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
  await page.keyboard.press('Escape')
  await expect(popover.getByRole('combobox', { name: 'Sentences written by' })).toHaveText('someone/small-t5')
  expect(hub.wholeFiles()).not.toContain('onnx/encoder_model.onnx')
  await write.click()
  await expect(sentences).toHaveValue(/^my own cat\n.*cat/, { timeout: 120_000 })
  const lines = (await sentences.inputValue()).split('\n')
  expect(lines.every((line) => line.includes('cat'))).toBe(true)
  expect(new Set(lines).size).toBe(lines.length)
  await page.keyboard.press('Escape')
  await sentences.fill(`${lines[1]}\nanother cat`)
  await expect(sentences).toHaveValue(`${lines[1]}\nanother cat`)
})
