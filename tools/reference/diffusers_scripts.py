"""Runs the scripts that recipes are exported as, for src/interchange/diffusers/script.test.ts.

    python tools/reference/diffusers_scripts.py [WORDS OF THE CASES TO WRITE ANEW]

A case is a recipe of a tiny checkpoint; `npm run recipe -- --as diffusers` writes its script, and this runs the script. The test
holds the scripts against those that were run, and the program's pictures against theirs.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy
from diffusers.utils import logging
from PIL import Image, ImageDraw
from pipelines import ROOT, encoded, mask, picture

TARGET = ROOT / "src" / "interchange" / "fixtures"
WRITTEN = TARGET / "diffusersScripts.json"
FOLDER = ROOT / "workers" / "models" / "fixtures"
SIDE = 64


def use(name: str, **values: object) -> dict:
    return {"id": name, "values": values}


def ranged(one: dict, first: float, last: float) -> dict:
    return one | {"range": [first, last]}


SCALE = use("classifier-free", scale=6)
BALL = {"version": 2, "checkpoint": "sd1", "prompt": "a red ball in front of a green house", "steps": 4, "seed": 11, "scheduler": "ddim"}
BALL |= {"width": SIDE, "height": SIDE, "guides": [SCALE]}
TREE = BALL | {"checkpoint": "tiny-vae", "prompt": "a tree in the snow"}
CAT = BALL | {"checkpoint": "instruct", "prompt": "make the cat blue", "image": "picture.png"}


XL = BALL | {"checkpoint": "sdxl"}


def control(hint: str = "lines.png", network: str = "controlnet", **values: object) -> dict:
    return use("controlnet", network=network, hint=hint, **({"preprocessor": "none"} | values))


def adapter(hint: str = "lines.png", network: str = "adapter-full", **values: object) -> dict:
    return use("t2i-adapter", network=network, hint=hint, preprocessor="none", **values)


def add_on(file: str, strength: float | dict | None = None) -> dict:
    """One that tools/reference/add_ons.py wrote, by its path from here."""
    return {"id": f"workers/jobs/fixtures/addOns/{file}"} | ({} if strength is None else {"strength": strength})


CONCEPTS = [
    {"concept": "a yellow ball", "strength": 5, "threshold": 0.6, "warmUp": 0},
    {"concept": "the snow", "direction": "remove", "strength": 4, "threshold": 0.5, "warmUp": 0.25},
]
EDITS = [{"from": "a ball", "to": "a green ball"}, {"from": "a house", "to": "a house in the snow"}]
CASES = {
    "text to image": BALL,
    "text to image, Euler, Karras": BALL | {"scheduler": "euler", "sigmas": "karras"},
    "text to image, ancestral": BALL | {"scheduler": "euler-ancestral", "negativePrompt": "a dog"},
    "text to image, DPM-Solver++": BALL | {"scheduler": "dpm-solver++"},
    "text to image, DPM-Solver++ SDE, exponential": BALL | {"scheduler": "dpm-solver++-sde", "sigmas": "exponential"},
    "text to image, UniPC": BALL | {"scheduler": "unipc"},
    "the checkpoint's own sampler": {key: value for key, value in TREE.items() if key != "scheduler"},
    "guidance rescaled": BALL | {"guides": [use("classifier-free", scale=12, rescale=0.7)]},
    "image to image": TREE | {"image": "picture.png", "strength": 0.7, "steps": 5},
    "inpainting": BALL | {"checkpoint": "inpaint", "image": "picture.png", "mask": "mask.png", "feather": 0},
    "InstructPix2Pix": CAT | {"guides": [use("instruct-pix2pix", textScale=6, imageScale=1.6)]},
    "prompt weights": BALL | {"prompt": "a (red:1.4) ball in front of a [green] house"},
    "SEGA": BALL | {"guides": [SCALE, use("sega", concepts=CONCEPTS, momentum=0.3, momentumDecay=0.6)]},
    "self-attention guidance": BALL | {"guides": [SCALE, use("self-attention-guidance", scale=0.9)]},
    "depth": BALL | {"checkpoint": "depth", "guides": [SCALE, use("depth2image", depth="depth.png")]},
    "depth, on a picture": BALL
    | {"checkpoint": "depth", "image": "picture.png", "strength": 0.8, "steps": 5, "guides": [SCALE, use("depth2image", depth="depth.png")]},
    "panorama": BALL | {"width": 128, "guides": [SCALE, use("multidiffusion", window=64, stride=32, feather=0)]},
    "ControlNet": BALL | {"guides": [SCALE, control(weight=0.8)]},
    "ControlNet, edges of a picture": BALL | {"guides": [SCALE, control("picture.png", preprocessor="canny")]},
    "ControlNet, patches of colour": BALL | {"guides": [SCALE, control("picture.png", preprocessor="colour")]},
    "two ControlNets, each in a part of the steps": BALL
    | {"guides": [SCALE, ranged(control(weight=0.7), 0, 0.5), ranged(control("picture.png", weight=1.1), 0.25, 1)]},
    "ControlNet on a picture": TREE | {"image": "picture.png", "strength": 0.7, "steps": 5, "guides": [SCALE, control()]},
    "T2I-Adapter": BALL | {"guides": [SCALE, adapter(weight=0.9)]},
    "two adapters": BALL | {"guides": [SCALE, adapter(weight=0.5), adapter("depth.png", weight=0.8)]},
    "model editing": BALL | {"prompt": "a photo of a red ball next to a house", "guides": [SCALE, use("model-editing", edits=EDITS)]},
    "model editing, prompt weights and ControlNet": BALL
    | {"prompt": "a (red ball:1.2)", "guides": [SCALE, use("model-editing", edits=EDITS, frames=False), control()]},
    # Deeper, this checkpoint's inversion amplifies rounding.
    "DiffEdit": BALL
    | {
        "prompt": "a yellow flower in the snow",
        "image": "picture.png",
        "strength": 0.25,
        "feather": 0,
        "guides": [use("classifier-free", scale=1.6), use("diffedit", source="a red ball in front of a green house", threshold=1.2, maps=3)],
    },
    "DiffEdit, in a mask of its own": BALL
    | {
        "prompt": "a yellow flower in the snow",
        "image": "picture.png",
        "strength": 0.25,
        "feather": 0,
        "guides": [use("classifier-free", scale=1.6), use("diffedit", source="a red ball in front of a green house", mask="blocks.png", margin=1)],
    },
    "Attend-and-Excite": BALL
    | {
        "prompt": "a red ball and a blue car",
        "guides": [SCALE, use("attend-and-excite", words=["ball", "car"], strength=20, goals=[{"at": 0, "attention": 0.05}])],
    },
    "DiffEdit, by the solver": TREE
    | {
        "prompt": "a yellow flower in the snow",
        "scheduler": "dpm-solver++",
        "image": "picture.png",
        "strength": 0.25,
        "steps": 8,
        "feather": 0,
        "guides": [
            use("classifier-free", scale=1.6),
            use("diffedit", source="a red ball in front of a green house", threshold=1.2, maps=3, inverse="dpm-solver++", margin=1),
        ],
    },
    "XL, text to image": XL | {"negativePrompt": "a dog"},
    "XL, its own sampler and no negative prompt": {key: value for key, value in XL.items() if key != "scheduler"},
    "XL, size and crop": XL | {"guides": [SCALE, use("size-conditioning", originalWidth=512, originalHeight=256, cropLeft=64, cropTop=16)]},
    "XL, image to image": XL | {"image": "picture.png", "strength": 0.6, "steps": 5, "guides": [use("classifier-free", scale=3)]},
    "XL, inpainting": XL
    | {"checkpoint": "sdxl-inpaint", "image": "picture.png", "mask": "mask.png", "feather": 0, "guides": [use("classifier-free", scale=3)]},
    "XL, InstructPix2Pix": XL
    | {
        "checkpoint": "sdxl-instruct",
        "prompt": "make the cat blue",
        "image": "picture.png",
        "guides": [use("instruct-pix2pix", textScale=6, imageScale=1.6)],
    },
    "XL, ControlNet": XL | {"guides": [SCALE, control(network="controlnet-xl", weight=0.8)]},
    "XL, ControlNet on a picture": XL
    | {
        "image": "picture.png",
        "strength": 0.6,
        "steps": 5,
        "guides": [use("classifier-free", scale=3), control(network="controlnet-xl", weight=0.8)],
    },
    "XL, T2I-Adapter": XL | {"guides": [SCALE, adapter(network="adapter-xl", weight=0.9)]},
    "a LoRA and words": BALL | {"prompt": "a red ball in front of a <toy>", "addOns": [add_on("second.safetensors", 0.7), add_on("toy.safetensors")]},
    "two LoRAs": BALL | {"addOns": [add_on("second.safetensors", {"unet": 0.6, "textEncoder": 0}), add_on("peft.safetensors", 0.8)]},
    "a DoRA": BALL | {"addOns": [add_on("dora.safetensors")]},
    "Custom Diffusion, in part": BALL | {"addOns": [add_on("custom.safetensors", 0.5)]},
    "an autoencoder of its own": BALL | {"addOns": [{"id": "workers/models/fixtures/checkpoints/inpaint/vae"}]},
    "XL, words": XL | {"prompt": "a red ball in front of a xl-toy", "addOns": [add_on("xl-toy.safetensors")]},
    "Pix2Pix Zero": TREE
    | {
        "prompt": "a red ball and a blue car",
        "guides": [use("classifier-free", scale=4), use("pix2pix-zero", source="ball", target="cat", structure=0.01)],
    },
}


def draw_pictures(folder: pathlib.Path) -> None:
    """The pictures that the cases name."""
    picture(SIDE, SIDE).save(folder / "picture.png")
    mask(SIDE, SIDE).save(folder / "mask.png")
    blocks = Image.new("RGB", (SIDE, SIDE))
    ImageDraw.Draw(blocks).rectangle((16, 24, 39, 55), fill="white")
    blocks.save(folder / "blocks.png")
    lines = Image.new("RGB", (SIDE, SIDE))
    ImageDraw.Draw(lines).polygon([(8, 50), (30, 10), (56, 44)], outline="white")
    lines.save(folder / "lines.png")
    row = numpy.linspace(0, 255, SIDE).astype(numpy.uint8)
    Image.fromarray(numpy.broadcast_to(row[:, None], (SIDE, SIDE)).copy()).convert("RGB").save(folder / "depth.png")


def script_of(recipe: dict, folder: pathlib.Path) -> str:
    """What the program exports the recipe as."""
    (folder / "edit.json").write_text(json.dumps(recipe))
    networks = {guide["values"]["network"] for guide in recipe["guides"] if "network" in guide["values"]}
    given = [argument for name in networks for argument in ("--network", f"{name}={FOLDER / 'controlNetworks' / name}")]
    checkpoint = FOLDER / "checkpoints" / recipe["checkpoint"]
    given += [f"--add-on={use['id']}={ROOT / use['id']}" for use in recipe.get("addOns", [])]
    command = ["npx", "tsx", "tools/recipe/recipe.ts", folder / "edit.json", "--as", "diffusers", "--out", folder / "edit.py"]
    subprocess.run([*command, "--checkpoint", checkpoint, *given], cwd=ROOT, check=True)
    return (folder / "edit.py").read_text()


def run(folder: pathlib.Path) -> numpy.ndarray:
    """Import the script and run its recipe."""
    spec = importlib.util.spec_from_file_location("edit", folder / "edit.py")
    if spec is None or spec.loader is None:
        raise ImportError("edit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return numpy.asarray(module.run_recipe(module.RECIPE).convert("RGB"))


def main() -> None:
    """Write every case's script, and what it makes."""
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        draw_pictures(folder)
        images = {path.name: encoded(numpy.asarray(Image.open(path).convert("RGBA"))) for path in folder.glob("*.png")}
        known = {one["name"]: one for one in json.loads(WRITTEN.read_text())["cases"]} if sys.argv[1:] else {}
        for case, recipe in CASES.items():
            if sys.argv[1:] and not any(word in case for word in sys.argv[1:]):
                results += [known[case]] if case in known else []
                continue
            script = script_of(recipe, folder)
            pixels = run(folder)
            print(f"{case}: {pixels.shape}, from {pixels.min()} to {pixels.max()}")
            portable = script.replace(f"{folder}/", "").replace(f"{ROOT}/", "")
            results.append({"name": case, "recipe": recipe, "script": portable, "shape": list(pixels.shape), "pixels": encoded(pixels)})
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(result) for result in results)
    WRITTEN.write_text(f'{{"images": {json.dumps(images)},\n"cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
