import type { DiffusersPart } from '../../../src/shared/diffusersPart'
import { messages } from './messages'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionPanoramaPipeline'],
  lacks: (uses) =>
    uses.some(({ values }) => values['feather'] !== 0) ? messages.fadingWindows() : undefined,
  // diffusers' windows are of 64 latent pixels and 8 apart.
  functions: `
def cut_into(window: int, stride: int):
    """Windows of another size than diffusers' own, in latent pixels, the last ones flush with the edges."""

    def starts(length: int) -> list[int]:
        last = max(length - window, 0)
        return sorted({*range(0, last + 1, stride), last})

    def get_views(height: int, width: int, circular_padding: bool = False, **_: object) -> list[tuple[int, int, int, int]]:
        rows, columns = starts(height // 8), range(0, width // 8, stride) if circular_padding else starts(width // 8)
        return [(top, min(top + window, height // 8), left, left + window) for top in rows for left in columns]

    return get_views`,
  call: `
values = uses[0]["values"]
window = (values["window"] or pipe.unet.config.sample_size * 8) // 8
pipe.get_views = cut_into(window, values["stride"] // 8 or max(window // 4, 1))
call["circular_padding"] = values["circular"]`,
}
