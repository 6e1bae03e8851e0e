import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { isRenewed } from './readPart'

test('a program is renewed where its server no longer has its script', async () => {
  const server = createServer(({ url, method }, answer) => {
    const [, status, type] = /^\/(\d+)\/(.+)$/.exec(url ?? '') ?? []
    answer.writeHead(method === 'HEAD' ? Number(status) : 405, { 'content-type': type ?? '' })
    answer.end()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const address = server.address()
  const at = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  expect(await isRenewed(`${at}/404/text/plain`)).toBe(true)
  expect(await isRenewed(`${at}/410/text/plain`)).toBe(true)
  expect(await isRenewed(`${at}/200/text/html; charset=utf-8`)).toBe(true)
  expect(await isRenewed(`${at}/200/text/javascript`)).toBe(false)
  expect(await isRenewed(`${at}/503/text/html`)).toBe(false)
  await new Promise((resolve) => server.close(resolve))
  // Without a connection nothing is known.
  expect(await isRenewed(`${at}/404/text/plain`)).toBe(false)
})
