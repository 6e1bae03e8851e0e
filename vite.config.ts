import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { offline } from './offline.config.ts'
import { pageScriptBytes } from './tools/bench/pageScript.ts'

// Cross-origin isolation: without it wasm has no threads.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

// What the built page may do. Checkpoints come from the Hub, or from an address that the person gives; every script, style
// and wasm file is our own. Styles that React sets go through the CSSOM, which `style-src` does not restrict.
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self' blob: data: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** A host that cannot set headers still gets the policy, from the page itself. */
const policyInPage: Plugin = {
  name: 'palimpsest:policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
}

const runtimeFiles = ['asyncify', 'jspi'].flatMap((build) =>
  ['mjs', 'wasm'].map((extension) => `ort-wasm-simd-threaded.${build}.${extension}`),
)

/**
 * Serves ONNX Runtime's own modules and wasm files under `ort/`, unbundled: its threads load the module again by its
 * address, which inside our bundle would be the whole engine.
 */
const runtimeAssets: Plugin = {
  name: 'palimpsest:onnxruntime',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const name = /\/ort\/([\w.-]+)/.exec(request.url ?? '')?.[1]
      if (!name || !runtimeFiles.includes(name)) return next()
      response.setHeader('Content-Type', name.endsWith('.mjs') ? 'text/javascript' : 'application/wasm')
      for (const [header, value] of Object.entries(isolation)) response.setHeader(header, value)
      response.end(readFileSync(`node_modules/onnxruntime-web/dist/${name}`))
    })
  },
  generateBundle() {
    for (const name of runtimeFiles)
      this.emitFile({
        type: 'asset',
        fileName: `ort/${name}`,
        source: readFileSync(`node_modules/onnxruntime-web/dist/${name}`),
      })
  },
}

/** transformers.js computes with the ONNX Runtime that it is given (ADR 0011); its import of one of its own is left empty. */
const oneRuntime: Plugin = {
  name: 'palimpsest:one-runtime',
  enforce: 'pre',
  resolveId: (source, importer) =>
    /^onnxruntime-web\b/.test(source) && importer?.includes('transformers/dist') ? '\0no-runtime' : undefined,
  load: (id) => (id === '\0no-runtime' ? 'export {}' : undefined),
}

/** The page reads what guides are called, ask for and look like; what they do is in the engine's files alone. */
const guidesInEngineOnly: Plugin = {
  name: 'palimpsest:guides-in-engine-only',
  apply: 'build',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer?.endsWith('/workers/guidance/list.ts') &&
    /^\.\/[\w-]+\/(?!meta$|korean$|picture$|diffusers$|comfyui$)/.test(source)
      ? '\0no-guide'
      : undefined,
  load: (id) => (id === '\0no-guide' ? 'export {}' : undefined),
}

/**
 * What is seen first is one file; so are the parts behind it that are read together. Left to itself the bundler makes a file for every
 * set of parts that share something.
 */
const groups = [
  { name: 'page', tags: ['$initial' as const], priority: 2 },
  { name: 'guide-pictures', test: /[\\/]guidance[\\/].*[\\/]picture\.ts$/, priority: 2 },
  {
    name: 'other-programs',
    test: /[\\/](diffusers|comfyui)\.ts$|[\\/]src[\\/]interchange[\\/]/,
    priority: 2,
  },
  {
    name: 'work',
    test: /[\\/]src[\\/](actions|canvas|files|app|panels[\\/](?!dialogs|world|help[\\/]About|models))(?!.*korean\.ts$)/,
    priority: 1,
  },
  // After the others, which need the English sentences that the Korean ones stand beside.
  { name: 'korean', test: /[\\/]korean(\.ts$|[\\/])/, priority: 0 },
]

const engineGroups = [
  { name: 'engine', tags: ['$initial' as const], priority: 2 },
  { name: 'guides', test: /[\\/]workers[\\/]guidance[\\/]/, priority: 1 },
]

/** Bytes of the page's script before the engine, compressed. */
const heaviestPage = 250_000

const weight: Plugin = {
  name: 'palimpsest:weight',
  apply: 'build',
  async writeBundle({ dir = 'dist' }) {
    const bytes = await pageScriptBytes(dir)
    if (bytes !== undefined && bytes > heaviestPage)
      this.error(
        `The page's script is ${bytes} bytes, compressed, before the engine, and may be ${heaviestPage}: read a part of it later (src/shared/latePart.ts).`,
      )
  },
}

export default defineConfig({
  // Not a single-page application to the server: a missing checkpoint file has to be a 404, not the page.
  appType: 'mpa',
  // Relative addresses: the built page may lie in any folder of a host.
  base: './',
  plugins: [react(), oneRuntime, guidesInEngineOnly, policyInPage, runtimeAssets, weight, VitePWA(offline)],
  // The build of ONNX Runtime that takes its wasm from an address in place of inlining the loader.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  optimizeDeps: { exclude: ['onnxruntime-web', '@xenova/transformers', '@jsquash/avif'] },
  worker: {
    format: 'es',
    plugins: () => [oneRuntime],
    rolldownOptions: { output: { codeSplitting: { groups: engineGroups } } },
  },
  build: {
    target: 'es2023',
    cssTarget: 'chrome123',
    sourcemap: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { headers: isolation, port: 5173 },
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy }, port: 4173 },
})
