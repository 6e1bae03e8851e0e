import { describe, expect, it } from 'vitest'
import { readModelAddress } from './modelAddress'

const hub = (repository: string, revision = 'main', path?: string) => ({
  kind: 'hub',
  repository,
  revision,
  ...(path !== undefined && { path }),
})

describe('an address', () => {
  it.each([
    ['owner/name', 'owner/name', hub('owner/name')],
    ['  owner/name/ ', 'owner/name', hub('owner/name')],
    ['"owner/name"', 'owner/name', hub('owner/name')],
    ['owner/name@fp16', 'owner/name@fp16', hub('owner/name', 'fp16')],
    ['owner/na.me-1_5@v1.0/unet', 'owner/na.me-1_5@v1.0/unet', hub('owner/na.me-1_5', 'v1.0', 'unet')],
    [
      'owner/name/a b.safetensors',
      'owner/name/a b.safetensors',
      hub('owner/name', 'main', 'a b.safetensors'),
    ],
    ['https://huggingface.co/owner/name', 'owner/name', hub('owner/name')],
    [' owner / name ', 'owner/name', hub('owner/name')],
    ['hf://owner/name@v1/unet', 'owner/name@v1/unet', hub('owner/name', 'v1', 'unet')],
    ['git clone https://huggingface.co/owner/name.git', 'owner/name', hub('owner/name')],
    [
      'git clone -b fp16 --depth 1 https://huggingface.co/owner/name my-folder',
      'owner/name@fp16',
      hub('owner/name', 'fp16'),
    ],
    ['git lfs clone git@hf.co:owner/name.git', 'owner/name', hub('owner/name')],
    ['snapshot_download(repo_id="owner/name", revision="v2")', 'owner/name@v2', hub('owner/name', 'v2')],
    [
      "hf_hub_download('owner/name', filename='sub/x.safetensors')",
      'owner/name/sub/x.safetensors',
      hub('owner/name', 'main', 'sub/x.safetensors'),
    ],
    ['https://huggingface.co/api/models/owner/name/tree/main', 'owner/name', hub('owner/name')],
    ['[owner/name](https://huggingface.co/owner/name)', 'owner/name', hub('owner/name')],
    ['https://hf.co/owner/name.', 'owner/name', hub('owner/name')],
    ['\u200bowner／name＠v1\ufeff', 'owner/name@v1', hub('owner/name', 'v1')],
    ['git@hf.co:owner/name', 'owner/name', hub('owner/name')],
    ['hf download owner/name', 'owner/name', hub('owner/name')],
    [
      'huggingface-cli download owner/name x.safetensors --local-dir .',
      'owner/name/x.safetensors',
      hub('owner/name', 'main', 'x.safetensors'),
    ],
    [
      'pipe = DiffusionPipeline.from_pretrained("owner/name", torch_dtype=torch.float16)',
      'owner/name',
      hub('owner/name'),
    ],
    [
      "AutoencoderKL.from_pretrained('owner/name', subfolder='vae', revision=\"v2\", variant='fp16')",
      'owner/name@v2/vae',
      hub('owner/name', 'v2', 'vae'),
    ],
    [
      'hf download owner/name x.safetensors --revision refs/pr/2 --quiet',
      'owner/name@refs/pr/2/x.safetensors',
      hub('owner/name', 'refs/pr/2', 'x.safetensors'),
    ],
    ['hf download owner/name --revision=fp16', 'owner/name@fp16', hub('owner/name', 'fp16')],
    ['https://huggingface.co/owner/name/commit/0a1b2c', 'owner/name@0a1b2c', hub('owner/name', '0a1b2c')],
    ['models--owner--na-me', 'owner/na-me', hub('owner/na-me')],
    ['owner/name@refs/pr/1', 'owner/name@refs/pr/1', hub('owner/name', 'refs/pr/1')],
    [
      'https://huggingface.co/owner/name/resolve/refs/pr/1/x.safetensors?download=true',
      'owner/name@refs/pr/1/x.safetensors',
      hub('owner/name', 'refs/pr/1', 'x.safetensors'),
    ],
    ['civitai.com/models/1', 'civitai.com/models/1', { kind: 'url', url: 'https://civitai.com/models/1' }],
    ['huggingface.co/owner/name/', 'owner/name', hub('owner/name')],
    ['https://hf.co/owner/name?library=diffusers', 'owner/name', hub('owner/name')],
    ['https://huggingface.co/owner/name/tree/main', 'owner/name', hub('owner/name')],
    [
      'https://huggingface.co/owner/name/tree/fp16/sub',
      'owner/name@fp16/sub',
      hub('owner/name', 'fp16', 'sub'),
    ],
    [
      'https://huggingface.co/owner/name/tree/refs%2Fpr%2F1',
      'owner/name@refs/pr/1',
      hub('owner/name', 'refs/pr/1'),
    ],
    [
      'https://huggingface.co/owner/name/blob/main/v1-5.safetensors',
      'owner/name/v1-5.safetensors',
      hub('owner/name', 'main', 'v1-5.safetensors'),
    ],
    [
      'https://huggingface.co/owner/name/resolve/main/v1-5.safetensors?download=true',
      'owner/name/v1-5.safetensors',
      hub('owner/name', 'main', 'v1-5.safetensors'),
    ],
    ['https://huggingface.co/owner/name/blob/main/model_index.json', 'owner/name', hub('owner/name')],
    ['https://huggingface.co/owner/name/discussions/12', 'owner/name', hub('owner/name')],
    [
      'https://example.org/models/caf%C3%A9.safetensors',
      'example.org/models/café.safetensors',
      { kind: 'url', url: 'https://example.org/models', path: 'café.safetensors' },
    ],
    [
      'https://example.org/my-model/',
      'example.org/my-model',
      { kind: 'url', url: 'https://example.org/my-model/' },
    ],
    [
      'https://example.org/100%/x.safetensors',
      'example.org/100%/x.safetensors',
      { kind: 'url', url: 'https://example.org/100%', path: 'x.safetensors' },
    ],
  ])('%s is understood', (typed, id, source) => {
    expect(readModelAddress(typed)).toEqual({ id, source })
  })

  it.each([
    '',
    'name',
    'owner/',
    '/name/x'.repeat(0),
    'ftp://example.org/x',
    'https://huggingface.co/datasets/owner/name',
    'https://huggingface.co/spaces/owner/name',
    'owner/name/../other',
    'https://',
    'https://example.org/x.safetensors?key=1',
    'two words/name',
  ])('%j is not', (typed) => {
    expect(readModelAddress(typed)).toBeUndefined()
  })
})
