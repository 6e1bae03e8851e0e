// `npm start`: installs, builds, serves, and prints the address. PORT is the port, 4173 where it is not given.
import { tellHelp } from '../command/tellHelp.mjs'
import { installPackages } from './install.mjs'
import { run } from './process.mjs'

tellHelp(import.meta.url)
await installPackages()
const { code } = await run('npx', ['vite', 'build', '--logLevel', 'warn'])
if (code !== 0) process.exit(code)
const { preview } = await import('vite')
const server = await preview({ preview: { port: Number(process.env.PORT ?? 4173) } })
console.log(`\nPalimpsest runs at ${server.resolvedUrls?.local[0]}\nPress Ctrl+C to stop it.`)
