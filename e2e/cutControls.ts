// What of a page cannot be seen or pressed where it stands: controls cut off or covered, and names that are not shown whole.
import type { Page } from 'playwright/test'

interface Size {
  readonly width: number
  readonly height: number
}

const usual = { width: 1440, height: 900 }
/** The windows of small laptops and of large ones; a small one zoomed to 125 percent, both zoomed to 200. */
const windows = [
  { width: 1024, height: 700 },
  { width: 1280, height: 720 },
  { width: 819, height: 560 },
  { width: 720, height: 450 },
  { width: 512, height: 350 },
  usual,
]

/** What lies over the page for a moment. */
const passing = '[role="listbox"], [role="menu"], [data-notices] > *'

/** What is cut off in the page's state as it is, in any of the windows; a line for each, with its window. */
export async function cutAtAnySize(page: Page, sizes: readonly Size[] = windows): Promise<string[]> {
  const found: string[] = []
  for (const size of sizes) {
    // A list that is open keeps the place that it had in a large window, and notices lie over what is beside them in a small one.
    if (size.width < 800 && (await page.locator(passing).count()) > 0) continue
    await page.setViewportSize(size)
    // What follows the window does so some frames later.
    let cut = await cutControls(page)
    for (let tries = 0; cut.length > 0 && tries < 5; tries++) {
      await page.waitForTimeout(200)
      cut = await cutControls(page)
    }
    found.push(...cut.map((what) => `${size.width} x ${size.height}: ${what}`))
  }
  await page.setViewportSize(usual)
  return found
}

/**
 * A line for each control that is cut off, lies under something else, or overlaps another one, and for each name of a control
 * that is cut off. What scrolls out of sight in a list or panel is brought into sight first; a row that scrolls sideways
 * without a scroll bar hides what it cuts off, so it counts as cut.
 */
const cutControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const styleOf = (element: Element) => getComputedStyle(element)
    /** What is for screen readers only, or comes with the focus, is not seen. */
    const shown = (element: Element) => {
      for (let each: Element | null = element; each; each = each.parentElement)
        if (styleOf(each).clipPath !== 'none') return false
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    }
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}"`
    const clips = (value: string) => value !== 'visible'
    const scrollsDown = (element: Element) =>
      /auto|scroll/.test(styleOf(element).overflowY) && element.scrollHeight > element.clientHeight + 1
    const scrollsAcross = (element: Element) =>
      /auto|scroll/.test(styleOf(element).overflowX) &&
      element.scrollWidth > element.clientWidth + 1 &&
      styleOf(element).scrollbarWidth !== 'none'

    /** How far a box is cut off, in CSS pixels, by what is around it or by the window. */
    const cutBy = (element: Element): string | undefined => {
      const box = element.getBoundingClientRect()
      const over = (name: string, edge: DOMRect, across: boolean, down: boolean) => {
        const out = Math.max(
          across ? Math.max(edge.left - box.left, box.right - edge.right) : 0,
          down ? Math.max(edge.top - box.top, box.bottom - edge.bottom) : 0,
        )
        return out > 1.5 ? `${Math.round(out)} px cut off by ${name}` : undefined
      }
      let fixed = styleOf(element).position === 'fixed'
      for (let each = element.parentElement; each && !fixed; each = each.parentElement) {
        const style = styleOf(each)
        const cut = over(
          each.className || each.tagName,
          each.getBoundingClientRect(),
          clips(style.overflowX) && !scrollsAcross(each),
          clips(style.overflowY) && !scrollsDown(each),
        )
        if (cut) return cut
        fixed = style.position === 'fixed'
      }
      return over('the window', new DOMRect(0, 0, innerWidth, innerHeight), true, true)
    }

    /** What lies over the middle of it. */
    const coveredBy = (element: Element): string | undefined => {
      const box = element.getBoundingClientRect()
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      const top = document.elementFromPoint(x, y)
      const own = (other: Element | null): boolean =>
        other !== null &&
        (element.contains(other) ||
          other.contains(element) ||
          other.closest('label')?.contains(element) === true)
      return own(top) ? undefined : `covered by ${top ? nameOf(top) || top.className : 'nothing'}`
    }

    // A list that is a pixel too wide has a scroll bar that nobody wants.
    for (const element of document.body.querySelectorAll('*'))
      if (shown(element) && scrollsDown(element) && scrollsAcross(element) && element.tagName !== 'TEXTAREA')
        found.push(`${element.className}: scrolls both ways`)
    // What was opened last lies over the rest; notices go by themselves.
    const opened = [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')]
    const root =
      opened.findLast((element) => shown(element) && !element.closest('[data-notices]')) ?? document.body
    const pressable =
      'button, input:not([type="hidden"]), textarea, select, a[href], [role="tab"], [role="switch"], [role="slider"], [role="menuitem"], [role="option"]'
    const controls = [...root.querySelectorAll(pressable)].filter((element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > 2 && height > 2 && shown(element) && !element.closest('[data-notices]')
    })
    const boxes: { element: Element; box: DOMRect }[] = []
    for (const element of controls) {
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      for (let each = element.parentElement; each; each = each.parentElement)
        if (!scrollsAcross(each)) each.scrollLeft = 0
      const why = cutBy(element) ?? coveredBy(element)
      if (why) found.push(`${nameOf(element)}: ${why}`)
      const box = element.getBoundingClientRect()
      boxes.push({ element, box: new DOMRect(box.x + scrollX, box.y + scrollY, box.width, box.height) })
      // A button's own words, and a field's value, are read whole; a name that people give may be long, and is the title then.
      for (const part of [element, ...element.querySelectorAll('*')]) {
        const own = [...part.childNodes].some((node) => node instanceof Text && node.data.trim())
        const field = part instanceof HTMLInputElement && part.type === 'text'
        if (!shown(part) || (!own && !field) || part.getAttribute('title') === part.textContent) continue
        if (field || clips(styleOf(part).overflowX))
          if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
            found.push(
              `${nameOf(element)}: its words are cut off (${part.clientWidth} of ${part.scrollWidth} px)`,
            )
      }
    }
    return found
  })
