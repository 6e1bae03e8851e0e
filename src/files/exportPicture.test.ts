import { expect, it } from 'vitest'
import { exportName, fileNameOf } from './exportPicture'

it('a file has the name of its document, as far as file systems take it', () => {
  expect(exportName('고양이 #1 (50%)', 'jpeg')).toBe('고양이 #1 (50%).jpg')
  expect(fileNameOf('../a\\b:c*?"<>|\0d')).toBe('.._a_b_c_______d')
  expect(fileNameOf(' ')).toBe('picture')
  expect(fileNameOf('x'.repeat(400))).toBe('x'.repeat(200))
  // No character is cut in two: four bytes each.
  expect(fileNameOf(`a${'🐈'.repeat(100)}`)).toBe(`a${'🐈'.repeat(49)}`)
})
