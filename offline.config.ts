// What the service worker keeps, and how the installed program presents itself.
import type { VitePWAOptions } from 'vite-plugin-pwa'

/** Larger than the largest file of a bundled checkpoint. */
const maximumFileSize = 64_000_000

export const offline: Partial<VitePWAOptions> = {
  // A newer version waits until the person lets it in.
  registerType: 'prompt',
  injectRegister: false,
  includeAssets: [],
  manifest: {
    name: 'Palimpsest',
    short_name: 'Palimpsest',
    description: 'An image editor whose edits are diffusion edits, on your own machine.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#1f1e1d',
    theme_color: '#1f1e1d',
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    ],
  },
  workbox: {
    // The page, the pictures to start with, the bundled checkpoints, and what enlarges their results.
    globPatterns: [
      '**/*.{html,js,css,svg,png,json,safetensors,txt,onnx,webmanifest}',
      // What decodes AVIF pictures.
      'assets/avif_dec*.wasm',
    ],
    // The networks beside them (`bundledNetworks.ts`) are fetched when they are first used.
    globIgnores: ['ort/**', '**/samples.png', 'models/toyland/!(base|instruct|upscaler)/**'],
    maximumFileSizeToCacheInBytes: maximumFileSize,
    navigateFallbackDenylist: [/\/(ort|models|pictures|assets)\//],
    // Pages that are open already are served too: they ask for the runtime's files once more, to have them kept.
    clientsClaim: true,
    runtimeCaching: [
      {
        urlPattern: /\/ort\/[\w.-]+$/,
        handler: 'CacheFirst',
        // An import sends an Origin, which a fetch from the same one does not: the file is the same.
        options: { cacheName: 'onnxruntime', matchOptions: { ignoreVary: true } },
      },
      {
        // A newer one may have come since; without a network, what was used before is there.
        urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/models/toyland/'),
        handler: 'NetworkFirst',
        options: {
          cacheName: 'bundled networks',
          plugins: [{ handlerDidError: async () => new Response(null, { status: 404 }) }],
        },
      },
      {
        // Checkpoints are probed for files that they may not have. Without a network, what is not kept is not there.
        urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/models/'),
        handler: 'NetworkOnly',
        options: { plugins: [{ handlerDidError: async () => new Response(null, { status: 404 }) }] },
      },
    ],
  },
}
