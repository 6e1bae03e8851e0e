// Files that are dropped on a dialog of pictures.
import { expect, it } from 'vitest'
import type { Editor } from '../engine/editor'
import { reportOf } from '../shared/errors'
import { picturesAmong } from './transferring'

it('are pictures by their type, or by their name where the system tells none', () => {
  const said: string[] = []
  const editor = { fail: (error: unknown) => said.push(reportOf(error).message) } as Pick<Editor, 'fail'>
  const file = (name: string, type: string) => new File(['x'], name, { type })
  const files = [
    file('a.png', 'image/png'),
    file('b.AVIF', ''),
    file('c', 'image/webp'),
    file('d.json', ''),
    file('e.png', 'text/html'),
  ]
  expect(picturesAmong(editor as Editor, files).map(({ name }) => name)).toEqual(['a.png', 'b.AVIF', 'c'])
  expect(said).toEqual(['No picture, and left out: “d.json”, “e.png”.'])
})
