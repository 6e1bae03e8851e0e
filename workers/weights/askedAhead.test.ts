import { expect, test } from 'vitest'
import { askedAhead } from './askedAhead'
import type { ByteSource } from './byteSource'
import { bytesSource } from './bytesSource'

/** A folder that answers when it is told to. */
function slowTree() {
  const asked: string[] = []
  const answers: (() => void)[] = []
  return {
    asked,
    answer: () => answers.splice(0).forEach((answer) => answer()),
    tree: {
      label: 'slow',
      open: (path: string) => {
        asked.push(path)
        return new Promise<ByteSource | undefined>((resolve, reject) =>
          answers.push(() => {
            if (path === 'broken') reject(new Error('It broke.'))
            else resolve(path === 'none' ? undefined : bytesSource(path, Uint8Array.of(1)))
          }),
        )
      },
    },
  }
}

test('what is wanted soon is asked for at once, and every file once', async () => {
  const { tree, asked, answer } = slowTree()
  const ahead = askedAhead(tree, ['a', 'b', 'none'])
  expect(asked).toEqual(['a', 'b', 'none'])
  const opened = Promise.all(['a', 'a', 'b', 'none', 'c', 'c'].map((path) => ahead.open(path)))
  answer()
  expect((await opened).map((file) => file?.name)).toEqual(['a', 'a', 'b', undefined, 'c', 'c'])
  expect(asked).toEqual(['a', 'b', 'none', 'c'])
  expect(ahead.label).toBe('slow')
})

test('a failure is told to who opens the file, and to nobody else', async () => {
  const { tree, answer } = slowTree()
  const ahead = askedAhead(tree, ['broken', 'a'])
  answer()
  await expect(ahead.open('a')).resolves.toBeDefined()
  await expect(ahead.open('broken')).rejects.toThrow('It broke.')
})
