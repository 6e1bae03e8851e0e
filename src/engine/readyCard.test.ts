import { describe, expect, it } from 'vitest'
import { guideMetas } from '../../workers/guidance/list'
import type { Layer } from '../state/document'
import { cardOf } from './fixtures/panel'
import { readyCard } from './readyCard'

const layer = (id: string, change: Partial<Layer> = {}) =>
  ({ id, kind: 'image', visible: true, ...change }) as Layer
const layers = [
  layer('below'),
  layer('photo'),
  layer('hidden', { visible: false }),
  layer('m', { kind: 'mask' }),
]
const toyland = { levels: [64, 128, 192], textWidth: 192 }
const sd1 = { levels: [320, 640, 1280, 1280], textWidth: 768 }
const ready = (id: string, checkpoint = toyland, values = {}) => {
  const meta = guideMetas.get(id)
  if (!meta) throw new Error(`There is no guide "${id}".`)
  return readyCard(cardOf(id, { values }), meta, checkpoint, { layers }).values
}

describe('a guide that is added', () => {
  it('begins with a bundled network of its kind and the picture that is seen', () => {
    expect(ready('controlnet')).toEqual({ network: 'toyland/controlnet-canny', hint: 'photo' })
    expect(ready('t2i-adapter')).toEqual({ network: 'toyland/t2i-adapter-sketch', hint: 'photo' })
  })

  it('is given no network that was made for another kind of checkpoint', () => {
    expect(ready('controlnet', sd1)).toEqual({ hint: 'photo' })
  })

  it('keeps what is set already, and gets nothing that it does not need', () => {
    expect(ready('controlnet', toyland, { network: 'mine', hint: 'below' })).toEqual({
      network: 'mine',
      hint: 'below',
    })
    expect(ready('sega')).toEqual({})
  })
})
