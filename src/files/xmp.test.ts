// Settings in XMP, as Draw Things and programs that describe a picture in XML write them, in each kind of file.
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readPictureHeader } from './headers/pictureHeader'
import { readRecipeText } from './recipe-text/recipeText'
import { xmpComment, xmpText } from './xmp'

const packet = (inside: string) =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`
const comment = (text: string) =>
  packet(
    `<exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></exif:UserComment>`,
  )
const drawThings =
  '{&quot;c&quot;:&quot;a cat &amp; a dog&quot;,&quot;uc&quot;:&quot;ugly&quot;,&quot;steps&quot;:20,&quot;sampler&quot;:&quot;Euler a&quot;,&quot;scale&quot;:7.5,&quot;seed&quot;:12345,&quot;size&quot;:&quot;512x768&quot;,&quot;shift&quot;:3,&quot;lora&quot;:[{&quot;model&quot;:&quot;x&quot;}],&quot;v2&quot;:{}}'

describe('the text of an XMP packet', () => {
  it.each([
    [comment('a &lt;cat&gt; &#x2014; &#65;'), 'a <cat> — A'],
    [packet('<dc:description><rdf:Alt><rdf:li>a dog</rdf:li></rdf:Alt></dc:description>'), 'a dog'],
    ['<rdf:Description exif:UserComment="a &quot;hat&quot;"/>', 'a "hat"'],
    [packet(''), undefined],
    ['', undefined],
  ])('%# is found', (xml, text) => {
    expect(xmpText(xml)).toBe(text)
  })

  it.each(['jpeg', 'webp'] as const)('is read from a %s', async (type) => {
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    const bytes = await picture.withXmp(comment('a cat')).toFormat(type).toBuffer()
    expect(readPictureHeader(type, new Uint8Array(bytes)).xmp).toBe('a cat')
  })
})

describe('settings in XMP', () => {
  it('of Draw Things are taken over, and what has no place here is named', () => {
    const read = readRecipeText(new Map([[xmpComment, xmpText(comment(drawThings))!]]))
    expect(read).toEqual({
      kind: 'parameters',
      recipe: {
        prompt: 'a cat & a dog',
        negativePrompt: 'ugly',
        steps: 20,
        scheduler: 'euler-ancestral',
        guidanceScale: 7.5,
        seed: 12345,
        width: 512,
        height: 768,
      },
      ignored: ['shift', 'lora'],
    })
  })

  it('in a form that is not read are told', () => {
    expect(readRecipeText(new Map([[xmpComment, '{"workflow": 1}']]))).toEqual({
      kind: 'foreign',
      keywords: [xmpComment],
    })
  })
})
