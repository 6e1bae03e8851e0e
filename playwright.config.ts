import { defineConfig } from 'playwright/test'
import { quiet, softwareWebGpu } from './tools/harness/chromiumFlags'

// Two runs side by side need ports of their own; each builds into a folder of its own, too.
const port = Number(process.env['E2E_PORT'] ?? 4199)
const built = `node_modules/.e2e/${port}`
// Guides that need gradients take minutes there; `WEBGPU_GUIDES=1` is the run by hand.
const guidesOnWebGpu = process.env['WEBGPU_GUIDES'] === '1'
const launch = (args: readonly string[]) => ({
  launchOptions: { executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: [...args] },
})

export default defineConfig({
  testDir: 'e2e',
  outputDir: `test-results/${port}`,
  testMatch: '*.test.ts',
  // Software rendering and training beside it: slow is not broken.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Most tests wait more than they compute: two files side by side, each in a browser of its own.
  workers: 2,
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    colorScheme: 'dark',
    screenshot: 'only-on-failure',
    // It would keep 60 MB for each test's fresh browser.
    serviceWorkers: 'block',
  },
  webServer: {
    command: `npx vite build --logLevel warn --outDir ${built} --emptyOutDir && npx vite preview --outDir ${built} --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    timeout: 180_000,
  },
  projects: [
    // The engine's own path, once: software WebGPU compiles shaders for minutes, and the rest of the page is the same on both. It begins, so
    // that nothing waits for it in the end.
    {
      name: 'webgpu',
      testMatch: guidesOnWebGpu ? 'gradientGuides.test.ts' : 'webgpu.test.ts',
      timeout: 900_000,
      use: launch([...quiet, ...softwareWebGpu]),
    },
    { name: 'wasm', testIgnore: 'webgpu.test.ts', use: launch(quiet) },
  ],
})
