import { describe, expect, it } from 'vitest'
import { bytesSource } from './bytesSource'
import { licenceOf } from './licenceOf'

const inReadme = (text: string) =>
  licenceOf({
    label: 'owner/name',
    open: async (path) =>
      path === 'README.md' ? bytesSource(path, new TextEncoder().encode(text)) : undefined,
  })

describe('the licence of a repository', () => {
  it.each([
    ['a name', '---\nlicense: mit\ntags:\n- image-to-image\n---\n# Model\nlicense: none', 'mit'],
    [
      'on Windows, in quotes',
      '---\r\ntags: []\r\nlicense: "creativeml-openrail-m" \r\n---\r\n',
      'creativeml-openrail-m',
    ],
    ['a list', '---\nlicense:\n- apache-2.0\n---\n', 'apache-2.0'],
    [
      'one of its own',
      '---\nlicense: other\nlicense_name: stabilityai-ai-community\n---\n',
      'stabilityai-ai-community',
    ],
    ['one of its own without a name', '---\nlicense: other\n---\n', 'other'],
    ['none', '---\ntags:\n- art\n---\nlicense: mit', undefined],
    ['no front matter', '# Model\n\nlicense: mit', undefined],
  ])('is what its README says: %s', async (_, text, licence) => {
    expect(await inReadme(text)).toBe(licence)
  })

  it('is unknown without a README, and where that cannot be read', async () => {
    expect(await licenceOf({ label: '', open: async () => undefined })).toBeUndefined()
    expect(await licenceOf({ label: '', open: () => Promise.reject(new Error('401')) })).toBeUndefined()
  })
})
