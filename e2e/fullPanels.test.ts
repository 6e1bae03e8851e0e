// A long session at the windows people have: whatever has piled up, all that can be pressed stays within the window, and nothing
// moves while one paints or presses the button.
import { expect, test, type Page } from 'playwright/test'
import { writeProject } from '../src/files/project/projectFile'
import { emptyFields } from '../src/shared/emptyFields'
import { plainRecipe } from '../src/shared/fixtures/plainRecipe'
import { defaultValues } from '../src/shared/guideValues'
import { guideMetas } from '../workers/guidance/list'
import { canvasOf, drag, dropFile, engineReady, openEditor, promptOf, runButton } from './editorPage'
import { greyPicture } from './greyPicture'

const counts = { history: 50, layers: 20, results: 50, queued: 8 }

/** As many guides as run as they stand, and one that is switched off, beside the base guidance. */
const running = [...guideMetas.values()]
  .filter(
    ({ role, automatic, requires, excludes }) => role !== 'base' && !automatic && !requires && !excludes,
  )
  .filter(({ fields }) => emptyFields(fields, defaultValues(fields)).length === 0)
const off = [...guideMetas.values()].find(
  // One that projects have would leave with the project that is opened.
  ({ fields, keptWithDocument }) =>
    !keptWithDocument && emptyFields(fields, defaultValues(fields)).length > 0,
)!
const cards = [...running, off].map((meta) => ({
  id: meta.id,
  key: meta.id,
  enabled: meta !== off,
  range: [0, 1],
  values: {},
}))

/** A document with many layers and a full gallery. */
async function fullProject(): Promise<Uint8Array> {
  const { id, width, height, bitmap } = greyPicture
  const layer = { bitmap: id, visible: true, opacity: 1, x: 0, y: 0, kind: 'image' as const, name: '' }
  const result = { bitmap: id, recipe: plainRecipe, seconds: 1, notes: [], madeAt: 1_700_000_000_000 }
  const project = await writeProject(
    {
      name: 'full',
      width,
      height,
      activeLayer: 'l0',
      layers: Array.from({ length: counts.layers }, (_, at) => ({ ...layer, id: `l${at}` })),
      candidates: [],
      deletedResults: [],
    },
    Array.from({ length: counts.results }, (_, at) => ({ ...result, id: `r${at}` })),
    () => bitmap,
  )
  return new Uint8Array(await project.arrayBuffer())
}

interface Control {
  readonly name: string
  readonly box: readonly [left: number, top: number, right: number, bottom: number]
  /** Whether it, or the part of the page that scrolls it, lies within the window and is not cut off. */
  readonly reachable: boolean
}

/** Everything that can be pressed or typed into, but for what is in lists that grow. */
const controlsOf = (page: Page): Promise<Control[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY)
    const within = ({ left, top, right, bottom }: DOMRect) =>
      left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
    const cut = (element: Element, { left, top, right, bottom }: DOMRect) => {
      for (let each = element.parentElement; each; each = each.parentElement) {
        if (getComputedStyle(each).overflowY === 'visible') continue
        const box = each.getBoundingClientRect()
        if (scrolls(each)) return box.height < 40 || !within(box)
        if (left < box.left - 1 || top < box.top - 1 || right > box.right + 1 || bottom > box.bottom + 1)
          return true
      }
      return !within(element.getBoundingClientRect())
    }
    const pressable =
      'button, input, textarea, select, a[href], [role="tab"], [role="switch"], [role="slider"]'
    return [...document.querySelectorAll(pressable)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => element.getBoundingClientRect().width > 2 && !element.closest('ol, ul'))
      .map((element) => {
        const box = element.getBoundingClientRect()
        const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
        return {
          name: `${element.tagName} ${name}`,
          box: [box.left, box.top, box.right, box.bottom] as const,
          reachable: !cut(element, box),
        }
      })
  })

async function expectAllReachable(page: Page): Promise<void> {
  const controls = await controlsOf(page)
  // The finder itself is not to be trusted blindly.
  expect(controls.length).toBeGreaterThan(40)
  expect(controls.filter(({ reachable }) => !reachable)).toEqual([])
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0)
}

/** Where everything is, but for the status that says "Saving" and "Saved" while one works. */
const placesOf = async (page: Page) =>
  (await controlsOf(page))
    .filter(({ name }) => !/^BUTTON Sav(ed|ing)$/.test(name))
    .map(({ name, box }) => ({ name, box }))
const canvasBox = (page: Page) => canvasOf(page).boundingBox()

for (const size of [
  { width: 1024, height: 700 },
  { width: 1440, height: 900 },
])
  test(`a long session fits a window of ${size.width}x${size.height}`, async ({ page }) => {
    await page.setViewportSize(size)
    await page.addInitScript(([key, settings]) => localStorage.setItem(key, settings), [
      'palimpsest.settings.1',
      JSON.stringify({ draft: { guides: cards } }),
    ] as const)
    await openEditor(page, { checkpoint: 'instruct' })
    await engineReady(page)
    await dropFile(page, 'full.palimpsest', await fullProject(), 'application/zip')
    await expect(canvasOf(page)).toHaveAccessibleName(/Canvas: full, 256 by 192 pixels/)
    await promptOf(page).fill('make it night')
    const guides = page.getByRole('group', { name: 'Guides' })
    // Once the checkpoint is open.
    await expect(guides.getByRole('region').nth(5)).toBeVisible()
    await page.keyboard.press('b')
    await page.getByRole('textbox', { name: 'Results' }).fill(String(counts.queued))
    await page.getByRole('textbox', { name: 'Steps' }).fill('60')
    await page.keyboard.press('Tab')
    await drag(page, [0.45, 0.45], [0.55, 0.55])
    await page.getByRole('tab', { name: 'History' }).click()
    const invert = page.getByRole('toolbar').getByRole('button', { name: 'Invert mask' })
    await invert.evaluate((element: HTMLElement, times) => {
      for (let done = 0; done < times; done++) element.click()
    }, counts.history - 2)
    // Equal steps in a row are one entry, which opens.
    const each = page.getByRole('button', { name: `Show each step: Invert mask (${counts.history - 2})` })
    await each.click()
    const steps = page.getByRole('list', { name: 'Steps' }).locator('[data-step]')
    await expect(steps).toHaveCount(counts.history + 1)
    for (const tab of ['Layers', 'History', 'Gallery']) {
      await page.getByRole('tab', { name: tab }).click()
      await expectAllReachable(page)
    }

    await page.getByRole('tab', { name: 'History' }).click()
    await each.click()
    const before = [await placesOf(page), await canvasBox(page)]
    await drag(page, [0.5, 0.6], [0.6, 0.5])
    await expect(steps).toHaveCount(counts.history + 2)
    expect([await placesOf(page), await canvasBox(page)]).toEqual(before)

    await runButton(page).click()
    const queue = page.getByRole('list', { name: 'Progress' }).getByRole('listitem')
    await expect(queue).toHaveCount(counts.queued)
    const places = await placesOf(page)
    for (const { name, box } of before[0] as Awaited<ReturnType<typeof placesOf>>)
      expect(places).toContainEqual({ name, box })
    expect(await canvasBox(page)).toEqual(before[1])
    await expectAllReachable(page)
  })
