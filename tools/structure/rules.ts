// Who may import whom (see ARCHITECTURE.md). Paths are relative to the repository, with '/' separators.

export interface Rule {
  readonly text: string
  /** Whether an import of `to` by `from` breaks the rule. */
  readonly breaks: (from: string, to: string) => boolean
}

const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))
/** The page's folders, the lowest first: each may import, types too, what stands before it, and of the ones after it nothing. */
const pageFolders = [
  ['src/shared'],
  ['src/strings'],
  ['src/canvas/kernels'],
  ['src/state'],
  ['src/canvas', 'src/files'],
  ['src/engine'],
  ['src/interchange'],
  ['src/actions'],
  ['src/panels'],
  ['src/app'],
] as const

const layerOf = (path: string): number =>
  // Kernels are a layer of their own inside of the canvas.
  within(path, 'src/canvas/kernels')
    ? pageFolders.findIndex(([first]) => first === 'src/canvas/kernels')
    : pageFolders.findIndex((folders) => within(path, ...folders))

function pageLayers(): Rule[] {
  return pageFolders.map((folders, layer) => ({
    text: `${folders.join(' and ')} ${folders.length > 1 ? 'know' : 'knows'} nothing of the layers above`,
    breaks: (from, to) =>
      layerOf(from) === layer &&
      layerOf(to) > layer &&
      !(within(from, 'src/strings/korean') && translation.test(to)),
  }))
}

/** An area's sentences in English, and in Korean. */
const sentences = /^(src|workers)\/.*\/messages\.ts$/
const translation = /^(src|workers)\/.*\/korean\.ts$/

const guideMeta = /^workers\/guidance\/[^/]+\/meta\.ts$/

/** Rules about our own files. */
export const fileRules: readonly Rule[] = [
  {
    text: 'src/shared imports nothing of ours',
    breaks: (from, to) => within(from, 'src/shared') && !within(to, 'src/shared'),
  },
  {
    text: 'workers imports only src/shared of the page',
    breaks: (from, to) => within(from, 'workers') && !within(to, 'workers', 'src/shared'),
  },
  {
    text: 'the page imports from workers only the list of guides, and its translations their Korean',
    breaks: (from, to) =>
      within(from, 'src') &&
      within(to, 'workers') &&
      to !== 'workers/guidance/list.ts' &&
      !(within(from, 'src/strings/korean') && translation.test(to)),
  },
  {
    text: 'an area’s sentences import only src/shared',
    breaks: (from, to) => sentences.test(from) && !within(to, 'src/shared'),
  },
  {
    text: 'a guide’s meta.ts imports only src/shared',
    breaks: (from, to) => guideMeta.test(from) && !within(to, 'src/shared'),
  },
  {
    text: 'graph knows no models, guidance, diffusion, jobs or runtime',
    breaks: (from, to) =>
      within(from, 'workers/graph') &&
      within(
        to,
        'workers/models',
        'workers/guidance',
        'workers/diffusion',
        'workers/jobs',
        'workers/runtime',
      ),
  },
  {
    text: 'models knows no guidance, diffusion, jobs or runtime',
    breaks: (from, to) =>
      within(from, 'workers/models') &&
      within(to, 'workers/guidance', 'workers/diffusion', 'workers/jobs', 'workers/runtime'),
  },
  {
    text: 'guidance knows no runtime, jobs or models',
    breaks: (from, to) =>
      within(from, 'workers/guidance') && within(to, 'workers/runtime', 'workers/jobs', 'workers/models'),
  },
  {
    text: 'diffusion knows no guidance, jobs, runtime or models',
    breaks: (from, to) =>
      within(from, 'workers/diffusion') &&
      within(to, 'workers/guidance', 'workers/jobs', 'workers/runtime', 'workers/models'),
  },
  ...pageLayers(),
  {
    text: 'src/ui imports nothing of ours, and below src/actions nothing imports it',
    breaks: (from, to) =>
      (within(from, 'src/ui') && !within(to, 'src/ui')) ||
      (within(to, 'src/ui') && !within(from, 'src/ui', 'src/actions', 'src/panels', 'src/app')),
  },
  {
    text: 'browser code never imports a *.node.ts file',
    breaks: (from, to) =>
      within(from, 'src', 'workers') && !from.endsWith('.node.ts') && to.endsWith('.node.ts'),
  },
]

/** Rules about packages: `breaks(from, packageName)`. */
export const packageRules: readonly Rule[] = [
  {
    text: 'canvas never imports React',
    breaks: (from, to) => within(from, 'src/canvas') && /^react(-dom)?(\/|$)/.test(to),
  },
  {
    text: 'the component library is used in src/ui only',
    breaks: (from, to) => to.startsWith('@base-ui/react') && !within(from, 'src/ui'),
  },
]

/** Packages that one file alone may import, so that they can be exchanged there. */
export const singleImporters: readonly string[] = [
  '@bufbuild/protobuf',
  '@huggingface/tokenizers',
  '@jsquash/avif',
  '@xenova/transformers',
  'ag-psd',
  'browser-fs-access',
  'fflate',
  'idb',
  'onnx-buf',
  'onnxruntime-node',
  'onnxruntime-web',
  'perfect-freehand',
  'sharp',
]
