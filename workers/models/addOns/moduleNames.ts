// A network's own modules, found by whatever spelling an add-on has for them. kohya writes "_" for every dot, so names cannot be
// taken apart: they are matched against the network's own, with all dots and underscores alike.
import type { TensorIndex } from '../../weights/safetensors'

const alike = (name: string): string => name.replaceAll('.', '_')

/** Old diffusers' names within a text encoder. */
const TEXT_PROJECTIONS: Readonly<Record<string, string>> = {
  to_q: 'q_proj',
  to_k: 'k_proj',
  to_v: 'v_proj',
  to_out: 'out_proj',
}

export class ModuleNames {
  private readonly paths = new Map<string, string>()

  /**
   * @param weights of the network; its modules are those with a weight.
   * @param otherName another name of a module, where it has one.
   */
  constructor(weights: TensorIndex, otherName: (path: string) => string | undefined = () => undefined) {
    for (const key of weights.keys())
      if (key.endsWith('.weight')) {
        const path = key.slice(0, -'.weight'.length)
        this.paths.set(alike(path), path)
        // Only some versions of transformers write it, and any version's add-ons go with any version's checkpoints.
        this.paths.set(alike(path.replace(/^text_model\./, '')), path)
        const other = otherName(path)
        if (other !== undefined) this.paths.set(alike(other), path)
      }
  }

  /** The module's path, or undefined where there is none of that name. */
  find(spelling: string): string | undefined {
    const name = alike(spelling.replace(/[._]processor(?=[._])/, ''))
    return this.spelled(name) ?? this.spelled(name.replace(/^text_model_/, ''))
  }

  private spelled(name: string): string | undefined {
    return (
      this.paths.get(name) ??
      // Old diffusers' "to_out" is a list of a layer and a dropout.
      this.paths.get(`${name}_0`) ??
      this.paths.get(name.replace(/(?<=self_attn_)to_(?:q|k|v|out)$/, (old) => TEXT_PROJECTIONS[old]!))
    )
  }
}
