// The functions that every script has. Lines of guides stand in the body of `run_recipe` or of `load`.
import type { Recipe } from '../../shared/recipe'
import { pythonLiteral } from './pythonLiteral'
import { schedulerClasses, schedulerOptions } from './samplers'
import type { AddOnLines } from './addOns'
import type { ScriptGuide } from './script'

const indented = (lines: string): string => lines.trim().replaceAll(/^(?=.)/gm, '    ')

/** The lines of each guide that has some, behind its uses. */
const linesOf = (used: readonly ScriptGuide[], which: 'load' | 'made' | 'call' | 'run' | 'finish'): string =>
  used
    .filter(({ part }) => part[which] !== undefined)
    .map(
      ({ meta, part }) => `
    # ${meta.label}
    uses = [use for use in recipe["guides"] if use["id"] == "${meta.id}"]
${indented(part[which]!)}
`,
    )
    .join('')

const place = `
def place(name: str) -> str:
    """Where a checkpoint, network or picture lies."""
    return PLACES.get(name, name)`

const picture = `
def picture(name: str, recipe: dict, fit: str = "stretch") -> Image.Image:
    """A picture at the recipe's size; one of another shape is pulled, cut at its sides, or put between bars."""
    given, size = Image.open(place(name)), (recipe["width"], recipe["height"])
    if fit == "crop":
        return ImageOps.fit(given, size, Image.Resampling.LANCZOS)
    if fit == "fit":
        return ImageOps.pad(given, size, Image.Resampling.LANCZOS)
    return given if given.size == size else given.resize(size, Image.Resampling.LANCZOS)`

const hint = `
def hint(values: dict, recipe: dict) -> Image.Image:
    """The picture that leads a network, as the network wants it."""
    found = picture(values["hint"], recipe, values["fit"]).convert("RGB")
    array = np.asarray(found)
    is_lines = (array.max(-1) < 32).mean() > 0.5 and (np.ptp(array, -1) <= 40).mean() > 0.99
    kind = values["preprocessor"]
    if kind == "auto" and is_lines:
        kind = "none"
    if kind == "auto":
        kinds = ("canny", "scribble", "sketch", "depth", "seg", "colour", "color", "palette")
        kind = next((kind for kind in kinds if kind in values["network"].lower()), "none")
    if kind == "depth" and values["preprocessor"] == "auto" and np.ptp(array, -1).max() > 12:
        raise ValueError("Give the hint as a depth map in grey.")
    if kind == "canny":
        return Image.fromarray(cv2.Canny(array, values["low"], values["high"])).convert("RGB")
    if kind in ("scribble", "sketch"):
        raise ValueError("Give the hint as white lines on black.")
    if kind in ("colour", "color", "palette"):
        counts = [round(8 * length / min(found.size)) for length in found.size]
        nearest = Image.Resampling.NEAREST
        flat = np.asarray(found.resize(counts, nearest).resize(found.size, nearest), int)
        is_patches = values["preprocessor"] == "auto" and (abs(flat - array).max(-1) > 12).mean() < 0.02
        return found if is_patches else found.resize(counts).resize(found.size, nearest)
    return found`

/** Whether guides' lines call a function. */
const calls = (used: readonly ScriptGuide[], name: string): boolean =>
  used.some(({ part }) =>
    [part.functions, part.load, part.call, part.run, part.finish].some((text) => text?.includes(`${name}(`)),
  )

export const needsHints = (used: readonly ScriptGuide[]): boolean => calls(used, 'hint')

export const needsPictures = (recipe: Recipe, used: readonly ScriptGuide[]): boolean =>
  needsHints(used) || recipe.image !== undefined || calls(used, 'picture')

interface Target {
  /** Where it lies. */
  readonly checkpoint: string
  readonly pipeline: string
  /** Whether the checkpoint is of Stable Diffusion XL, whose pipelines read no text as none only where none is given. */
  readonly isXl: boolean
  readonly lines: AddOnLines
}

/** Functions from \`place\` to the last line. */
export function functionsOf(recipe: Recipe, target: Target, used: readonly ScriptGuide[]): string {
  return [
    place,
    ...(needsPictures(recipe, used) ? [picture] : []),
    ...(needsHints(used) ? [hint] : []),
    ...target.lines.functions,
    loader(recipe, target, used),
    runner(recipe, used, target.isXl),
    `
if __name__ == "__main__":
    run_recipe(RECIPE).save("edit.png")`,
  ].join('\n\n')
}

function loader(
  { scheduler, sigmas }: Recipe,
  { checkpoint, pipeline, isXl, lines }: Target,
  used: readonly ScriptGuide[],
): string {
  // The original layout in one file.
  const opened = checkpoint.endsWith('.safetensors')
    ? 'kind.from_single_file(place(checkpoint), torch_dtype=torch.float32, **parts)'
    : 'kind.from_pretrained(place(checkpoint), torch_dtype=torch.float32, low_cpu_mem_usage=False, **parts)'
  const kind = scheduler === undefined ? 'type(pipe.scheduler)' : `diffusers.${schedulerClasses[scheduler]}`
  const options = {
    ...(scheduler && schedulerOptions[scheduler]),
    ...(sigmas && { [`use_${sigmas}_sigmas`]: true }),
  }
  const given = Object.entries(options).map(([name, value]) => `, ${name}=${pythonLiteral(value)}`)
  const sampler =
    scheduler === undefined && given.length === 0
      ? ''
      : `
    config = {"clip_sample": False, "skip_prk_steps": True} | dict(pipe.scheduler.config)
    pipe.scheduler = ${kind}.from_config(config${given.join('')})`
  return `
@functools.lru_cache(maxsize=2)
def load(checkpoint: str, needs: str) -> diffusers.DiffusionPipeline:
    """The pipeline of a checkpoint and of the guides and add-ons in \`needs\`, which is JSON; kept for the next recipe."""
    recipe, parts = json.loads(needs), ${isXl ? '{"add_watermarker": False}' : '{"safety_checker": None}'}
${linesOf(used, 'load')}
    kind = ${classOf(pipeline)}
    taken = inspect.signature(kind.__init__).parameters
    parts = {name: part for name, part in parts.items() if name in taken}
    pipe = ${opened}
    pipe.set_progress_bar_config(disable=True)${sampler}${lines.load}
${linesOf(used, 'made')}
    return pipe`
}

/** Some of its pipelines are kept by diffusers in a module of deprecated ones. */
const classOf = (pipeline: string): string =>
  `getattr(diffusers, "${pipeline}", None) or getattr(deprecated, "${pipeline}")`

function runner(recipe: Recipe, used: readonly ScriptGuide[], isXl: boolean): string {
  const own = used.find(({ part }) => part.run !== undefined)
  const image =
    recipe.image === undefined
      ? ''
      : `
    call["image"] = picture(recipe["image"], recipe).convert("RGB")`
  return `
def run_recipe(recipe: dict) -> Image.Image:
    """Run RECIPE, or one with the same guides and other texts, seeds, pictures and values."""
    needs = {name: recipe.get(name) for name in ("guides", "addOns")}
    pipe = load(recipe["checkpoint"], json.dumps(needs))
    call = {
        "prompt": recipe["prompt"],
        "negative_prompt": recipe["negativePrompt"]${isXl ? ' or None' : ''},
        "num_inference_steps": recipe["steps"],
        "generator": torch.Generator().manual_seed(recipe["seed"]),
        "width": recipe["width"],
        "height": recipe["height"],
        "guidance_scale": 1.0,
        "eta": recipe["eta"],
        "clip_skip": recipe["clipSkip"] or None,
    }${image}
${linesOf(used, 'call')}
    # Pipelines that begin with a picture take their size from it.
    taken = inspect.signature(pipe.__call__).parameters
    call = {name: value for name, value in call.items() if name in taken or name not in ("width", "height", "eta", "clip_skip")}
${own ? linesOf([own], 'run').trimEnd() : '    image = pipe(**call).images[0]'}${linesOf(used, 'finish').trimEnd()}
    return image`
}
