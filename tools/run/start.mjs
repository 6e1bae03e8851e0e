// `npm start`: installs, builds, serves, and prints the address.
import { installPackages } from './install.mjs'
import { run } from './process.mjs'

await installPackages()
const { code } = await run('npx', ['vite', 'build', '--logLevel', 'warn'])
if (code !== 0) process.exit(code)
const { preview } = await import('vite')
const server = await preview({ preview: { port: Number(process.env.PORT ?? 4173) } })
console.log(`\nPalimpsest runs at ${server.resolvedUrls?.local[0]}\nPress Ctrl+C to stop it.`)
