// Guides: added from their gallery, set, folded, masked, bent over the steps, removed; and all of it there again after a reload.
import { expect, test, type Page } from 'playwright/test'
import { violationsOf } from './axe'
import {
  drag,
  engineReady,
  openEditor,
  openExample,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { addGuide, cardOf, guideGallery } from './guidePanel'

async function openPicture(page: Page): Promise<void> {
  await openEditor(page, { checkpoint: 'sd1' })
  await openExample(page, 'make the cat blue')
  await engineReady(page)
  await promptOf(page).fill('a blue cat')
}

test('the gallery says what each guide does, needs and comes from, and why one cannot be added', async ({
  page,
}) => {
  await openPicture(page)
  await page.getByRole('button', { name: 'Add a guide' }).click()
  const sega = guideGallery(page).getByRole('listitem').filter({ hasText: 'Concepts (SEGA)' })
  await expect(sega).toContainText('Adds things to the picture or takes them out')
  await expect(sega).toContainText('Paper: Brack et al. 2023, arXiv:2301.12247')
  expect(await violationsOf(page)).toEqual([])
  await sega.getByRole('button', { name: 'Add Concepts (SEGA)' }).click()
  await expect(guideGallery(page)).toBeHidden()

  await page.getByRole('button', { name: 'Add a guide' }).click()
  await expect(sega).toContainText('It is in use already.')
  await expect(sega.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await sega.getByRole('button').click({ force: true })
  await expect(guideGallery(page)).toBeVisible()
})

test('guides that do not go together are greyed, with the reason', async ({ page }, { outputDir }) => {
  await openPicture(page)
  await addGuide(page, 'Regions')
  await page.getByRole('button', { name: 'Add a guide' }).click()
  const other = guideGallery(page).getByRole('listitem').filter({ hasText: 'Turn one thing into another' })
  await expect(other).toContainText(
    /Turn one thing into another and Regions cannot run together: [a-z].*[^.]\.Needs: .+Paper/,
  )
  await expect(other.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
  await other.scrollIntoViewIfNeeded()
  await page.screenshot({ path: `${outputDir}/apart.png` })
})

test('several of one guide are put in another order, and work on their own', async ({ page }, {
  outputDir,
}) => {
  await openPicture(page)
  await addGuide(page, 'ControlNet')
  await page.getByRole('button', { name: 'Add a guide' }).click()
  await guideGallery(page).getByRole('button', { name: 'Add ControlNet', exact: true }).click()
  const [first, second] = [cardOf(page, 'ControlNet 1'), cardOf(page, 'ControlNet 2')]
  await expect(second).toBeInViewport()
  // A guide that is alone of its kind has its place.
  await expect(cardOf(page, 'Guidance').getByRole('button', { name: /^Move/ })).toHaveCount(0)
  await second.getByRole('switch', { name: 'ControlNet 2 on' }).click()
  await page.screenshot({ path: `${outputDir}/two.png` })
  await second.getByRole('button', { name: 'Move ControlNet 2 up' }).click()
  await expect(first.getByRole('switch', { name: 'ControlNet 1 on' })).not.toBeChecked()
  await expect(second.getByRole('switch', { name: 'ControlNet 2 on' })).toBeChecked()
  await expect(first.getByRole('button', { name: 'Move ControlNet 1 up' })).toBeDisabled()
})

test('what a guide lacks is said on its card and by the run button, until it is there', async ({ page }) => {
  await openPicture(page)
  await expect(runButton(page)).toBeEnabled()
  await addGuide(page, 'Concepts (SEGA)')
  const sega = cardOf(page, 'Concepts (SEGA)')
  const lacks = 'Concepts (SEGA): fill in “Concept” of concept 1.'
  await expect(sega).toContainText(lacks)
  await expect(page.getByText(lacks)).toHaveCount(2)
  await expect(runButton(page)).toBeDisabled()
  await sega.getByRole('switch', { name: 'Concepts (SEGA) on' }).click()
  await expect(page.getByText(lacks)).toHaveCount(0)
  await expect(runButton(page)).toBeEnabled()
  await sega.getByRole('switch', { name: 'Concepts (SEGA) on' }).click()
  await sega.getByRole('textbox', { name: 'Concept', exact: true }).fill('a red hat')
  await expect(page.getByText(lacks)).toHaveCount(0)
  await expect(runButton(page)).toBeEnabled()
})

test('a list that is full says how many it takes', async ({ page }) => {
  await openPicture(page)
  await addGuide(page, 'Concepts (SEGA)')
  const sega = cardOf(page, 'Concepts (SEGA)')
  const add = sega.getByRole('button', { name: 'Add concept' })
  for (let count = 1; count < 20; count++) await add.click()
  await expect(add).toHaveCount(0)
  await expect(sega.getByText('No more than 20.')).toBeVisible()
})

test('fields, lists, curves, ranges and masks are set, and are there again after a reload', async ({
  page,
}) => {
  await openPicture(page)
  await addGuide(page, 'Concepts (SEGA)')
  const sega = cardOf(page, 'Concepts (SEGA)')
  await sega.getByRole('textbox', { name: 'Concept', exact: true }).fill('a red hat')
  await sega.getByRole('button', { name: 'Add concept' }).click()
  await sega.getByRole('textbox', { name: 'Concept', exact: true }).last().fill('snow')
  // The first has become a chip, and stays one wherever it is moved.
  await expect(sega.getByRole('button', { name: 'Unfold concept 1' })).toHaveText(/Include\s*a red hat$/)
  await sega.getByRole('button', { name: 'Move concept 2 up' }).click()
  await expect(sega.getByRole('textbox', { name: 'Concept', exact: true })).toHaveValue('snow')
  const direction = sega.getByRole('group', { name: 'Direction' })
  await direction.getByRole('button', { name: 'Remove' }).click()
  await expect(sega.getByRole('button', { name: 'Unfold concept 2' })).toHaveText(/Include\s*a red hat$/)

  // A curve: two points, one more in the middle, its value typed.
  await sega.getByRole('button', { name: 'Strength: Change it over the steps' }).click()
  const curve = sega.getByRole('group', { name: 'Strength over the steps' })
  await curve.getByRole('button', { name: 'Add a point' }).click()
  const value = curve.getByRole('textbox', { name: 'Point 2: Value' })
  await value.fill('9')
  await value.press('Tab')
  await expect(curve.getByRole('textbox', { name: 'Point 2: At' })).toHaveValue('50')

  // A part of the steps, and a mask of its own that does not limit the edit.
  await sega.getByRole('button', { name: 'More' }).last().click()
  const until = sega.getByRole('textbox', { name: 'Acts until' })
  await until.fill('60')
  await until.press('Tab')
  await expect(sega.getByRole('slider', { name: 'Acts until' })).toHaveValue('60')
  await sega.getByRole('button', { name: 'Where: Paint a new mask' }).click()
  const unpainted = /nothing is painted on the mask “Mask for Concepts \(SEGA\)” for “Where”/
  await expect(sega).toContainText(unpainted)
  await drag(page, [0.4, 0.4], [0.5, 0.5])
  await expect(page.getByText(unpainted)).toHaveCount(0)
  await expect(runButton(page)).toHaveText(/^Edit\s*Ctrl/)
  expect(await violationsOf(page)).toEqual([])

  await sega.getByRole('button', { name: 'Fold Concepts (SEGA)' }).click()
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Saved' })).toBeVisible()
  await page.reload()
  await engineReady(page)
  await expect(sega.getByRole('textbox', { name: 'Concept', exact: true })).toHaveCount(0)
  await sega.getByRole('button', { name: 'Unfold Concepts (SEGA)' }).click()
  await expect(sega.getByRole('textbox', { name: 'Concept', exact: true }).first()).toHaveValue('snow')
  await expect(direction.first().getByRole('button', { name: 'Remove' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(
    sega
      .getByRole('group', { name: 'Strength over the steps' })
      .getByRole('textbox', { name: 'Point 2: Value' }),
  ).toHaveValue('9')
  await expect(sega.getByRole('button', { name: 'More' }).last()).toContainText('0–60%, Mask')
  await sega.getByRole('button', { name: 'More' }).last().click()
  await expect(sega.getByRole('combobox', { name: 'Where' })).toHaveText('Mask for Concepts (SEGA)')

  // It runs as it stands, mask and all.
  await setSteps(page, 4)
  await runButton(page).click()
  await expect(resultsOf(page)).toBeVisible({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Discard' }).click()

  // The layer goes: the card says so.
  await page.getByRole('button', { name: 'Delete layer' }).click()
  await expect(sega).toContainText('the layer for “Where” is not there any more')
  await expect(runButton(page)).toBeDisabled()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(runButton(page)).toBeEnabled()
  await sega.getByRole('button', { name: 'Remove Concepts (SEGA)' }).click()
  await expect(sega).toBeHidden()
})

/** Puts cards, fields of the panel and settings into what is stored. */
async function saveAsAnotherVersion(
  page: Page,
  more: { readonly cards: readonly object[]; readonly draft?: object; readonly settings?: object },
): Promise<void> {
  await page.evaluate(({ cards, draft, settings }) => {
    for (const storage of [localStorage, sessionStorage])
      for (const [key, text] of Object.entries(storage) as [string, string][]) {
        const saved = JSON.parse(text) as { draft?: { guides: unknown[] }; guides?: unknown[] }
        if (saved.draft) Object.assign(saved, settings)
        const panel = Object.assign(saved.draft ?? saved, draft)
        panel.guides?.push(...cards)
        storage.setItem(key, JSON.stringify(saved))
      }
  }, more)
}

test('a card that another version saved, of a guide that is not there, is said, left out and kept', async ({
  page,
}) => {
  await openPicture(page)
  const values = { much: 3 }
  await saveAsAnotherVersion(page, {
    cards: [{ id: 'wishes', key: 'wishes', enabled: true, range: [0, 1], values }],
  })
  await page.reload()
  await engineReady(page)
  await expect(cardOf(page, 'wishes')).toContainText('This version does not have this guide.')
  await promptOf(page).fill('a red cat')
  await expect(runButton(page)).toBeEnabled()
  const kept = () => page.evaluate(() => Object.values(sessionStorage).join())
  expect(await kept()).toContain('"values":{"much":3}')
  await cardOf(page, 'wishes').getByRole('button', { name: 'Remove wishes' }).click()
  await expect(cardOf(page, 'wishes')).toBeHidden()
  expect(await kept()).not.toContain('wishes')
})

test('what another version saved in the panel is said, left out and kept until it is removed', async ({
  page,
}) => {
  await openPicture(page)
  const values = { concepts: [{ concept: 'snow', flavour: 'salt' }], colour: 'blue' }
  await saveAsAnotherVersion(page, {
    cards: [{ id: 'sega', key: 'sega', enabled: true, range: [0, 1], values }],
    draft: {
      frames: 24,
      scheduler: 'sampler-of-tomorrow',
      addOns: [{ id: 'later-addOn', enabled: true, strength: 'strong' }, 7],
    },
    settings: { theme: 'sepia' },
  })
  await page.reload()
  await engineReady(page)
  const other = page.getByRole('region', { name: 'From another version' })
  await expect(other).toContainText('frames: 24, scheduler: "sampler-of-tomorrow", addOns: 7')
  await expect(cardOf(page, 'Concepts (SEGA)')).toContainText('flavour')
  await expect(cardOf(page, 'Concepts (SEGA)')).toContainText('colour: "blue"')
  await expect(page.getByRole('region', { name: 'later-addOn' })).toContainText('strength: "strong"')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toContainText('and kept: theme: "sepia"')
  await page.keyboard.press('Escape')
  await promptOf(page).fill('a red cat')
  const kept = () => page.evaluate(() => Object.values(sessionStorage).join())
  await expect.poll(kept).toContain('a red cat')
  for (const part of ['"frames":24', '"sampler-of-tomorrow"', '"salt"', '"colour":"blue"', '"strong"', ',7]'])
    expect(await kept()).toContain(part)
  await other.getByRole('button', { name: 'Remove From another version' }).click()
  await expect(other).toBeHidden()
  expect(await kept()).not.toMatch(/frames|tomorrow|,7\]/)
  expect(await kept()).toContain('"salt"')
  await page.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).click()
  await expect(other).toContainText('frames: 24')
})

test('a curve is drawn with the pointer', async ({ page }) => {
  await openPicture(page)
  const base = cardOf(page, 'Guidance')
  await base.getByRole('button', { name: 'Scale: Change it over the steps' }).click()
  const points = base.getByRole('group', { name: 'Scale over the steps' }).getByRole('listitem')
  await expect(points).toHaveCount(2)
  const plot = await base.locator('div:has(> svg polyline)').boundingBox()
  if (!plot) throw new Error('There is no plot.')
  await page.mouse.move(plot.x + plot.width / 2, plot.y + 4)
  await page.mouse.down()
  await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height)
  await page.mouse.up()
  await expect(points).toHaveCount(3)
  await expect(base.getByRole('textbox', { name: 'Point 2: Value' })).toHaveValue('1')
  await base.getByRole('button', { name: 'Remove point 2' }).click()
  // Escape takes back what is being drawn, and the drag is over.
  await page.mouse.move(plot.x + plot.width / 2, plot.y + 4)
  await page.mouse.down()
  await page.mouse.move(plot.x + plot.width / 2, plot.y + plot.height)
  await expect(points).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(points).toHaveCount(2)
  await page.mouse.move(plot.x + plot.width / 3, plot.y + 4)
  await page.mouse.up()
  await expect(points).toHaveCount(2)
  await base.getByRole('button', { name: 'Scale: One value for all steps' }).click()
  await expect(base.getByRole('textbox', { name: 'Scale' })).toHaveValue('7.5')
})
