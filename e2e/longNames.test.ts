// Whatever people call their files, layers and prompts: names are shortened where they stand, and push no button away.
import { expect, test, type Locator } from 'playwright/test'
import { tiledFromMask } from '../src/canvas/kernels/tiledBitmap'
import { writeProject } from '../src/files/project/projectFile'
import { plainRecipe } from '../src/shared/fixtures/plainRecipe'
import type { BitmapId } from '../src/state/bitmapTable'
import { cutAtAnySize } from './cutControls'
import {
  canvasOf,
  dropFile,
  engineReady,
  openEditor,
  promptOf,
  resultsOf,
  runButton,
  setSteps,
} from './editorPage'
import { greyPicture } from './greyPicture'

const names = [
  'a'.repeat(200),
  'Das längste Wort '.repeat(20),
  '아주긴이름'.repeat(40),
  '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(40),
  'שם ארוך מאוד '.repeat(20),
  '<b onclick="x()">&amp;</b>'.repeat(8),
]

async function project(): Promise<Uint8Array> {
  const { id, width, height, bitmap: grey } = greyPicture
  const bytes = await writeProject(
    {
      name: names[0]!,
      width,
      height,
      activeLayer: 'l0',
      layers: names.flatMap((name, at) =>
        (['image', 'mask'] as const).map((kind) => ({
          id: kind === 'image' ? `l${at}` : `m${at}`,
          kind,
          name,
          bitmap: (kind === 'image' ? id : 'm') as BitmapId,
          visible: true,
          opacity: 1,
          x: 0,
          y: 0,
        })),
      ),
      candidates: [],
      deletedResults: [],
    },
    names.map((prompt, at) => ({
      id: `r${at}`,
      bitmap: id,
      recipe: { ...plainRecipe, prompt },
      seconds: 1,
      notes: [],
      madeAt: 1_700_000_000_000,
    })),
    (bitmap) =>
      bitmap === id ? grey : tiledFromMask({ width, height, data: new Uint8Array(width * height).fill(200) }),
  )
  return new Uint8Array(await bytes.arrayBuffer())
}

/** Whether all of it is within what scrolls it. */
const isInSight = (element: Locator) =>
  element.evaluate((element) => {
    const box = element.getBoundingClientRect()
    let list = element.parentElement
    while (list && !/auto|scroll/.test(getComputedStyle(list).overflow)) list = list.parentElement
    const around = list?.getBoundingClientRect()
    if (!around) throw new Error('Nothing scrolls it.')
    return (
      box.left >= around.left - 1 &&
      box.right <= around.right + 1 &&
      box.top >= around.top - 1 &&
      box.bottom <= around.bottom + 1
    )
  })

test('long names push nothing away', async ({ page }) => {
  test.setTimeout(400_000)
  await page.addInitScript(([key, settings]) => localStorage.setItem(key, settings), [
    'palimpsest.settings.1',
    JSON.stringify({ prompts: names }),
  ] as const)
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await dropFile(page, 'names.palimpsest', await project(), 'application/zip')
  await expect(canvasOf(page)).toHaveAccessibleName(/256 by 192 pixels/)
  await promptOf(page).fill(names.join(' '))
  await setSteps(page, 1000)
  await page.getByRole('textbox', { name: 'Results' }).fill('3')
  await page.keyboard.press('Tab')
  const whole = async (state: string) => expect.soft(await cutAtAnySize(page), state).toEqual([])
  for (const tab of ['Layers', 'History', 'Gallery']) {
    await page.getByRole('tab', { name: tab }).click()
    await whole(tab)
  }
  // The active layer is in sight wherever it is moved.
  await page.getByRole('tab', { name: 'Layers' }).click()
  await canvasOf(page).focus()
  const active = page.getByRole('list', { name: 'Layers, from the top' }).locator('li[data-active]')
  for (let at = 0; at < 12; at++) await page.keyboard.press('Control+]')
  await expect.poll(() => isInSight(active)).toBe(true)
  for (let at = 0; at < 12; at++) await page.keyboard.press('Control+[')
  await expect.poll(() => isInSight(active)).toBe(true)
  // Renamed by keys, it keeps the focus.
  const name = active.locator('button[aria-pressed]')
  await name.focus()
  for (const key of ['Enter', 'Escape']) {
    await page.keyboard.press('F2')
    await expect(active.getByRole('textbox')).toBeFocused()
    await page.keyboard.type('short')
    await page.keyboard.press(key)
    await expect(name).toBeFocused()
    await expect(name).toContainText('short')
  }
  await page.getByRole('tab', { name: 'Gallery' }).click()
  await page.getByRole('list', { name: 'Results, newest first' }).getByRole('button').first().click()
  await expect(page.getByRole('region', { name: 'Result from the gallery' })).toBeVisible()
  await whole('a result of the gallery')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Earlier prompts' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  const menu = await page.getByRole('menu').boundingBox()
  expect(menu!.x).toBeGreaterThanOrEqual(0)
  expect(menu!.x + menu!.width).toBeLessThanOrEqual(1440)
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await whole('palette')
  await page.keyboard.press('Escape')

  await runButton(page).click()
  await expect(page.getByRole('list', { name: 'Progress' }).getByRole('listitem')).toHaveCount(3)
  await whole('running')
  await page.keyboard.press('Control+.')
  await expect(page.getByRole('list', { name: 'Progress' })).toBeHidden({ timeout: 60_000 })

  await page.keyboard.press('Control+s')
  await expect(page.getByRole('dialog')).toBeVisible()
  await whole('export')
})

test('fifty results wait side by side, and push nothing away', async ({ page }) => {
  test.setTimeout(300_000)
  const { id, width, height, bitmap } = greyPicture
  const file = await writeProject(
    {
      name: 'many',
      width,
      height,
      activeLayer: 'l0',
      layers: [{ id: 'l0', kind: 'image', name: '', bitmap: id, visible: true, opacity: 1, x: 0, y: 0 }],
      candidates: Array.from({ length: 50 }, (_, at) => ({
        id: `c${at}`,
        bitmap: id,
        place: { left: 0, top: 0, width, height },
        recipe: { ...plainRecipe, prompt: names[at % names.length]!, seed: 1_000_000_000 + at },
        seconds: 1234.5,
        notes: [],
      })),
      deletedResults: [],
    },
    [],
    () => bitmap,
  )
  await openEditor(page, { checkpoint: 'instruct' })
  await engineReady(page)
  await dropFile(page, 'many.palimpsest', new Uint8Array(await file.arrayBuffer()), 'application/zip')
  await expect(canvasOf(page)).toHaveAccessibleName(/256 by 192 pixels/)
  await canvasOf(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(resultsOf(page)).toBeVisible()
  // The small picture of the one on show is in sight, however many there are.
  for (let at = 0; at < 30; at++) await page.keyboard.press('ArrowRight')
  const small = resultsOf(page).locator('li [aria-pressed="true"]')
  await expect(small).toHaveCount(1)
  expect(await isInSight(small)).toBe(true)
  expect.soft(await cutAtAnySize(page), 'strip').toEqual([])
  await canvasOf(page).focus()
  await page.keyboard.press('a')
  const tiles = page.locator('[data-result]')
  await expect(tiles).toHaveCount(50)
  await page.keyboard.press('End')
  await expect(tiles.last()).toBeFocused()
  await expect(tiles.last()).toBeInViewport()
  expect.soft(await cutAtAnySize(page), 'grid').toEqual([])
})
