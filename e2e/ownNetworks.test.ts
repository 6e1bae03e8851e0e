// Networks and models of one's own, from folders, files and the Hub: listed with size and family, refused with the numbers that
// disagree, and used.
import { expect, test, type Locator, type Page } from 'playwright/test'
import { engineReady, openEditor, openExample, promptOf, resultsOf, runButton, setSteps } from './editorPage'
import { addGuide, cardOf } from './guidePanel'
import { serveHub } from './serveHub'

const networks = 'workers/models/fixtures/controlNetworks'
const models = 'workers/hub/fixtures'

async function generate(page: Page, checkpoint?: string): Promise<void> {
  // The system's dialogs cannot be answered where the page has file system access.
  await page.addInitScript(() => {
    for (const name of ['showOpenFilePicker', 'showDirectoryPicker']) Reflect.deleteProperty(window, name)
  })
  await openEditor(page, checkpoint === undefined ? {} : { checkpoint })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await page.getByRole('group', { name: 'What to do' }).getByRole('button', { name: 'Generate' }).click()
  await promptOf(page).fill('a red cat')
  await setSteps(page, 2)
}

/** Opens a network in the field of a card, as a person chooses it in the system's dialog. */
async function choose(
  page: Page,
  within: Page | Locator,
  field: string,
  what: 'file' | 'folder',
  paths: string | string[],
): Promise<void> {
  await within.getByRole('button', { name: `${field}: Open a network` }).click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: `Choose a ${what}` }).click()
  await (await chooser).setFiles(paths)
}

async function lookUp(page: Page, within: Locator, field: string, repository: string): Promise<void> {
  await within.getByRole('button', { name: `${field}: Open a network` }).click()
  await page.getByRole('textbox', { name: /Hub/ }).fill(repository)
  await page.getByRole('textbox', { name: /Hub/ }).press('Enter')
}

async function runs(page: Page): Promise<void> {
  await expect(runButton(page)).toBeEnabled()
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Discard' }).click()
}

test('a ControlNet is opened from a folder, from a file with its configuration and from the Hub, and leads', async ({
  page,
}, { outputDir }) => {
  await serveHub(page, 'someone/tiny-controlnet', `${networks}/controlnet`)
  await generate(page, 'sd1')
  await addGuide(page, 'ControlNet')
  const card = cardOf(page, 'ControlNet')
  const network = card.getByRole('combobox', { name: 'Network' })
  await expect(card).toContainText('ControlNet: choose “Network”.')

  await choose(page, card, 'Network', 'folder', `${networks}/controlnet`)
  await expect(network).toHaveText('controlnet')
  await runs(page)

  const weights = `${networks}/controlnet/diffusion_pytorch_model.safetensors`
  await choose(page, card, 'Network', 'file', [weights, `${networks}/controlnet/config.json`])
  await expect(network).toHaveText('diffusion_pytorch_model')
  await runs(page)

  await lookUp(page, card, 'Network', 'someone/tiny-controlnet')
  await expect(network).toHaveText('someone/tiny-controlnet')
  await runs(page)

  // Each with what it was made for and its size; those that come with the program are Toyland's.
  await network.click()
  const option = (name: RegExp) => page.getByRole('option', { name })
  await expect(option(/^someone\/tiny-controlnet/)).toContainText(/another kind, .*kB/)
  await expect(option(/^controlnet/)).toContainText(/another kind, .*kB/)
  await expect(option(/^Canny edges/)).toContainText('Toyland, 8 MB on its first use')
  await page.screenshot({ path: `${outputDir}/networks.png` })
  await option(/^Canny edges/).click()
  await expect(card.getByRole('alert')).toContainText(
    'It was made for another kind of checkpoint: it reads 128 numbers for each token of the text, and sd1 gives 24.',
  )
  await expect(runButton(page)).toBeDisabled()
})

test('adapters are opened from a folder, a file and the Hub, and one of other channels is refused with both numbers', async ({
  page,
}) => {
  await serveHub(page, 'someone/tiny-adapter', `${networks}/adapter-full`)
  await generate(page, 'sd1')
  await addGuide(page, 'T2I-Adapter')
  const card = cardOf(page, 'T2I-Adapter')
  const adapter = card.getByRole('combobox', { name: 'Adapter' })
  await choose(page, card, 'Adapter', 'folder', `${networks}/adapter-full`)
  await runs(page)
  const weights = `${networks}/adapter-full/diffusion_pytorch_model.safetensors`
  await choose(page, card, 'Adapter', 'file', [weights, `${networks}/adapter-full/config.json`])
  await expect(adapter).toHaveText('diffusion_pytorch_model')
  await runs(page)
  await lookUp(page, card, 'Adapter', 'someone/tiny-adapter')
  await expect(adapter).toHaveText('someone/tiny-adapter')
  await runs(page)

  await choose(page, card, 'Adapter', 'folder', `${networks}/adapter-xl`)
  await expect(page.locator('#run-obstacle')).toContainText(
    'level 0 of the network has 32, that of the checkpoint 64',
  )
  await expect(runButton(page)).toBeDisabled()
  await choose(page, card, 'Adapter', 'folder', `${networks}/adapter-light`)
  await expect(card.getByRole('alert')).toContainText('its level 2 has 16 channels, and that of sd1 has 8.')
  await expect(card).toContainText('T2I-Adapter: adapter-light does not go with sd1.')
  await expect(runButton(page)).toBeDisabled()
})

test('what is no network for a field says so in the card, and is not run', async ({ page }) => {
  await generate(page, 'sd1')
  await addGuide(page, 'T2I-Adapter')
  const card = cardOf(page, 'T2I-Adapter')
  await choose(page, card, 'Adapter', 'folder', `${networks}/controlnet`)
  await expect(card).toContainText(
    'T2I-Adapter: controlnet is a model for “controlnet”, and “Adapter” needs one for “t2i-adapter”.',
  )
  await expect(runButton(page)).toBeDisabled()
  await choose(page, card, 'Adapter', 'file', `${networks}/adapter-full/diffusion_pytorch_model.safetensors`)
  await expect(card.getByRole('alert')).toContainText(
    'is neither a ControlNet nor a T2I-Adapter in the original layout. Choose the folder that holds it with its config.json',
  )
  await expect(card).toContainText('T2I-Adapter: diffusion_pytorch_model could not be opened.')
  await expect(runButton(page)).toBeDisabled()
  await choose(page, card, 'Adapter', 'file', `${networks}/adapter-full/config.json`)
  await expect(page.getByRole('heading', { name: 'What was chosen holds no weights.' })).toBeVisible()
  await card.getByRole('combobox', { name: 'Adapter' }).click()
  await page.getByRole('option', { name: 'None' }).click()
  await expect(card).toContainText('T2I-Adapter: choose “Adapter”.')
})

test('models that estimate depth, tell things apart and enlarge are opened from folders and files, and used', async ({
  page,
}, { outputDir }) => {
  await generate(page)
  await addGuide(page, 'ControlNet')
  const card = cardOf(page, 'ControlNet')
  await card.getByRole('button', { name: /^More/ }).click()
  const shown = card.getByRole('list', { name: /ControlNet: / }).getByRole('listitem')
  async function hintFrom(kind: string, field: string, name: string, files?: string[]): Promise<string> {
    await card.getByRole('combobox', { name: 'Network' }).click()
    await page.getByRole('option', { name: new RegExp(`^${kind}`) }).click()
    await choose(page, card, field, files ? 'file' : 'folder', files ?? `${models}/${name}`)
    await expect(card.getByRole('combobox', { name: field })).toHaveText(name)
    await card.getByRole('button', { name: 'Show it before the run' }).click()
    await expect(shown).toHaveText(/^HintMade before the run/, { timeout: 120_000 })
    await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden({ timeout: 120_000 })
    const seen = shown.locator('canvas').first()
    return seen.evaluate((element: HTMLCanvasElement) => element.toDataURL())
  }
  const depth = await hintFrom('Depth', 'Depth seen by', 'depth-anything')
  const kinds = await hintFrom('Segmentation', 'Things seen by', 'segformer')
  expect(kinds).not.toBe(depth)
  // The same model by its files.
  const files = ['config.json', 'preprocessor_config.json', 'onnx/model.onnx']
  const again = await hintFrom(
    'Depth',
    'Depth seen by',
    'model',
    files.map((file) => `${models}/depth-anything/${file}`),
  )
  expect(again).toBe(depth)
  await page.screenshot({ path: `${outputDir}/kinds.png` })

  // One for something else is refused by its name, before the run.
  await choose(page, card, 'Depth seen by', 'folder', `${models}/segformer`)
  await expect(card).toContainText(
    'ControlNet: segformer is a model for “image-segmentation”, and “Depth seen by” needs one for “depth-estimation”.',
  )
  await expect(runButton(page)).toBeDisabled()
  await page.getByRole('button', { name: 'Remove ControlNet' }).click()

  await choose(page, page, 'Upscaler', 'folder', 'public/models/toyland/upscaler')
  await expect(page.getByRole('combobox', { name: 'Upscaler' })).toHaveText('upscaler')
  await runs(page)
})
