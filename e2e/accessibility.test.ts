// No state of the page has a violation that axe can find, in dark and in light, in English and in Korean; no control is cut off or
// covered in the windows that people have; and no English is left where Korean is chosen.
import { expect, test, type Page } from 'playwright/test'
import { schedulerNames } from '../src/engine/schedulerNames'
import { english } from '../src/strings/english'
import { lateEnglish } from '../src/strings/lateEnglish'
import { violationsOf } from './axe'
import { cutAtAnySize } from './cutControls'
import { everyState } from './everyState'

test('axe finds nothing in any state, in dark and in light, and no control is cut off', async ({ page }) => {
  test.setTimeout(900_000)
  for await (const state of everyState(page, 'en')) {
    expect.soft(await violationsOf(page), state).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    // What is not a colour is the same in both.
    expect.soft(await violationsOf(page, ['color-contrast']), `${state}, light`).toEqual([])
    expect.soft(await cutAtAnySize(page), state).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
  }
})

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const schedulers = Object.values(schedulerNames)
  .toSorted((a, b) => b.length - a.length)
  .map((name) => new RegExp(escaped(name), 'g'))

/** What is the same in every language: names, keys, units, and instructions, which the checkpoints read in English. */
const names = [
  // Where a guide comes from.
  /(?:[A-Z][\w-]+(?:, | & | et al\.)?)+ \d{4}(?: \((?:SDEdit|SDXL|DDIM|TIME|Imagen|MiDaS|RePaint|DiffEdit|MultiDiffusion)\b)?/g,
  ...schedulers,
  // Layers of a checkpoint, of which a refusal speaks.
  /"(?:down|mid|up)_blocks?\.[\w.]+"/g,
  // Examples of what is written, in the guides' own sentences.
  /“[a-z ]+”|\(cat:1\.3\)|cat\+\+/g,
  /\b(?:SEGA|LoRA|VAE|ControlNet|T2I-Adapter|DiffEdit|AUTOMATIC1111|compel|UNet|CLIP|Stable Diffusion)\b/g,
  /a <creature>(?: robot)? in the snow|<creature>|\brobot\b/g,
  /make the cat blue|make it night|take the hat off|make the face sad|turn the dog into a cat|remove the mushroom/g,
  /give the dog a hat|make it a pencil sketch|a red house in the snow|a face with glasses/g,
  /\b(?:Palimpsest|MIT|safetensors|PNG|JPEG|WebP|AVIF|GIF|BMP|PSD|JSON|WebGPU|wasm|Node|CPU|MB|GB|kB|float32|float16)\b/g,
  /\b(?:Ctrl|Shift|Alt|Enter|Delete|Backspace|Escape|Space|English|Hugging Face Hub|diffusers|model_index\.json)\b/g,
  /\b(?:DDIM|PNDM|LCM|Euler ancestral|Euler|DPM-Solver\+\+|ddim|pndm|lcm|euler|dpm-solver\+\+|euler-ancestral|dpmsolver\+\+)\b/gi,
  /DPM-Solver\+\+(?: 2M)?|dpm-solver\+\+|toyland\/\w+|cat-meadow(?:\.png)?|notes\.txt|\binstruct\b|\w+\.\w{3}\b|arXiv:[\d.]+/g,
]

const englishIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && !node.parentElement?.closest('script, style, noscript, [lang="en"]'))
        found.add(node.data)
      if (node instanceof Element)
        for (const name of [
          'aria-label',
          'title',
          'placeholder',
          'alt',
          'aria-roledescription',
          'aria-valuetext',
        ])
          found.add(node.getAttribute(name) ?? '')
    }
    return [...found]
  })

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' })

  test('no state shows English, and axe finds nothing', async ({ page }) => {
    test.setTimeout(600_000)
    const sentences = new Set<string>(Object.values({ ...english, ...lateEnglish }))
    for await (const state of everyState(page, 'ko')) {
      const left = (await englishIn(page)).filter((shown) =>
        /[A-Za-z]{3,}/.test(names.reduce((rest, name) => rest.replace(name, ''), shown)),
      )
      expect.soft(left, state).toEqual([])
      expect.soft(await cutAtAnySize(page), state).toEqual([])
      expect
        .soft(
          [...sentences].filter((sentence) => left.includes(sentence)),
          state,
        )
        .toEqual([])
    }
    expect.soft(await violationsOf(page)).toEqual([])
  })
})
