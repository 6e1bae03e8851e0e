import { expect, it } from 'vitest'
import { subjectMap, thingMapAt } from './things'

const names = ['sky', 'ground', 'cat', 'dog']
/** A sky, a ground, an animal whose two halves are taken for two kinds, another one, and a speck. */
const drawn = [
  '................',
  '..cc............',
  '..cd........dd..',
  '..dd........dd..',
  '__________c_____',
  '________________',
]
const classes = Uint8Array.from(drawn.join(''), (sign) => '._cd'.indexOf(sign))
const map = { width: 16, height: 6, classes, names }
const covered = ({ data }: { data: Float32Array }) => data.reduce((sum, value) => sum + value, 0)

it('are the subject, whatever they are taken for, and specks are not', () => {
  // A larger map: what is a pixel here is a speck there.
  const large = { ...map, width: 160, height: 60, classes: new Uint8Array(9600) }
  for (let at = 0; at < 9600; at++)
    large.classes[at] = classes[Math.floor(at / 1600) * 16 + Math.floor((at % 160) / 10)]!
  large.classes[0] = 2
  const subject = subjectMap(large)
  expect(subject.data[0]).toBe(0)
  expect(covered(subject)).toBe(11 * 100)
})

it('are chosen whole by a place in them', () => {
  expect(covered(thingMapAt(map, 2.5 / 16, 1.5 / 6))).toBe(6)
  expect(covered(thingMapAt(map, 12.5 / 16, 2.5 / 6))).toBe(4)
  // Background is chosen by its kind.
  expect(covered(thingMapAt(map, 0, 0))).toBe(16 * 4 - 10)
  expect(covered(thingMapAt(map, 0.999, 0.999))).toBe(31)
})
