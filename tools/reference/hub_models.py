"""Writes tiny models in the Hub's layout for transformers.js, and what transformers makes of a picture with them, for workers/hub.

    python tools/reference/hub_models.py

The weights are random; the networks, their configurations and their processors are transformers' own, exported as ONNX. Processors
resize with Pillow (torchvision is not installed). Pictures are RGB and values float32, in base64.
"""

import base64
import json
import pathlib

import numpy
import onnx
import torch
import transformers as tf
from exported import exported
from PIL import Image
from preprocessors import shapes
from torch import nn
from torch.nn.functional import interpolate

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "hub" / "fixtures"
WIDTH, HEIGHT = 60, 44


class Only(nn.Module):
    """A model's one output of a name."""

    def __init__(self, model: nn.Module, output: str) -> None:
        super().__init__()
        self.model, self.output = model, output

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return getattr(self.model(pixel_values), self.output)


class Matting(nn.Module):
    """As networks for mattes are published: of no class of transformers, from `input` to a probability of subject."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 6, 5, padding=2), nn.Tanh(), nn.Conv2d(6, 1, 5, padding=2))

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(4 * self.layers(pixel_values))


def floats(values: torch.Tensor) -> str:
    return base64.b64encode(values.detach().numpy().astype(numpy.float32).tobytes()).decode()


def write(
    name: str,
    model: nn.Module,
    given: torch.Tensor,
    output: str,
    config: dict,
    processor: dict,
    *,
    entry: str = "pixel_values",
) -> None:
    folder = TARGET / name
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(exported(model, (given,), [entry], [output]), folder / "onnx" / "model.onnx")
    for file, content in (
        ("config.json", config),
        ("preprocessor_config.json", processor),
    ):
        (folder / file).write_text(json.dumps(content) + "\n")


def config_of(model: nn.Module) -> dict:
    told = model.config.to_diff_dict()
    return {
        "architectures": [type(model).__name__],
        "model_type": model.config.model_type,
    } | {name: told[name] for name in ("id2label", "upscale") if name in told}


def depth_anything() -> tuple[nn.Module, dict]:
    backbone = tf.Dinov2Config(
        hidden_size=24,
        num_hidden_layers=4,
        num_attention_heads=2,
        image_size=56,
        patch_size=14,
        reshape_hidden_states=False,
        apply_layernorm=True,
        out_features=["stage1", "stage2", "stage3", "stage4"],
    )
    config = tf.DepthAnythingConfig(
        backbone_config=backbone,
        reassemble_hidden_size=24,
        neck_hidden_sizes=[6, 8, 10, 12],
        fusion_hidden_size=8,
        head_hidden_size=6,
        patch_size=14,
    )
    processor = tf.DPTImageProcessor(size={"height": 56, "width": 56}, keep_aspect_ratio=False, resample=3)
    return tf.DepthAnythingForDepthEstimation(config), json.loads(processor.to_json_string())


def glpn() -> tuple[nn.Module, dict]:
    config = tf.GLPNConfig(
        depths=[1, 1, 1, 1],
        hidden_sizes=[8, 8, 12, 16],
        num_attention_heads=[1, 1, 2, 2],
        decoder_hidden_size=8,
    )
    processor = tf.DPTImageProcessor(size={"height": 64, "width": 64}, resample=2, do_normalize=False)
    return tf.GLPNForDepthEstimation(config), json.loads(processor.to_json_string())


def processed(processor: dict, picture: Image.Image) -> torch.Tensor:
    kind = getattr(tf, processor["image_processor_type"].removesuffix("Pil"))
    return kind(**{key: value for key, value in processor.items() if key != "image_processor_type"})(picture, return_tensors="pt")["pixel_values"]


def named_as_published(processor: dict) -> dict:
    return processor | {"image_processor_type": processor["image_processor_type"].removesuffix("Pil")}


def spread(depth: torch.Tensor) -> torch.Tensor:
    return (depth - depth.min()) / (depth.max() - depth.min())


def amplified(model: nn.Module) -> nn.Module:
    """Weights at which such small networks make something of a picture."""
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1 and "embeddings" not in name:
            nn.init.normal_(parameter, std=1.2 / numpy.sqrt(parameter[0].numel()))
    return model


@torch.no_grad()
def main() -> None:
    torch.manual_seed(3)
    picture = shapes(WIDTH, HEIGHT).convert("RGB")
    facts: dict[str, object] = {
        "width": WIDTH,
        "height": HEIGHT,
        "picture": base64.b64encode(picture.tobytes()).decode(),
    }

    for name, (model, processor) in {
        "depth-anything": depth_anything(),
        "glpn": glpn(),
    }.items():
        amplified(model).eval()
        given = processed(processor, picture)
        write(
            name,
            Only(model, "predicted_depth"),
            given,
            "predicted_depth",
            config_of(model),
            named_as_published(processor),
        )
        depth = model(given).predicted_depth
        # GLPN tells distances; a hint is of nearness.
        near = 1 / depth.clamp(min=0.01) if name == "glpn" else depth
        facts[name] = floats(spread(interpolate(near[:, None], (HEIGHT, WIDTH), mode="bicubic", align_corners=False)))
        print(name, tuple(depth.shape), float(depth.min()), float(depth.max()))

    names = {0: "wall", 1: "sky", 2: "person", 3: "cat", 4: "grass"}
    config = tf.SegformerConfig(
        depths=[1, 1, 1, 1],
        hidden_sizes=[8, 8, 12, 16],
        num_attention_heads=[1, 1, 2, 2],
        decoder_hidden_size=8,
        id2label=names,
        label2id={v: k for k, v in names.items()},
    )
    model = amplified(tf.SegformerForSemanticSegmentation(config)).eval()
    processor = json.loads(tf.SegformerImageProcessor(size={"height": 64, "width": 64}).to_json_string())
    given = processed(processor, picture)
    write(
        "segformer",
        Only(model, "logits"),
        given,
        "logits",
        config_of(model) | {"id2label": names},
        named_as_published(processor),
    )
    classes = interpolate(model(given).logits, (HEIGHT, WIDTH), mode="bilinear", align_corners=False).argmax(1)
    facts["segformer"] = base64.b64encode(classes.numpy().astype(numpy.uint8).tobytes()).decode()
    print("segformer", torch.bincount(classes.flatten(), minlength=5).tolist())

    matting = Matting().eval()
    processor = {
        "image_processor_type": "ImageFeatureExtractor",
        "do_resize": True,
        "size": {"width": 48, "height": 40},
        "resample": 2,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
        "do_pad": False,
    }
    small = numpy.asarray(picture.resize((48, 40), Image.Resampling.BILINEAR), numpy.float32)
    given = torch.from_numpy((small / 255 - 0.5) / 0.5).permute(2, 0, 1)[None]
    write(
        "matting",
        matting,
        given,
        "output",
        {"model_type": "modnet", "architectures": ["MODNet"]},
        processor,
        entry="input",
    )
    facts["matting"] = floats(matting(given))

    config = tf.Swin2SRConfig(
        image_size=32,
        patch_size=1,
        embed_dim=12,
        depths=[2],
        num_heads=[2],
        window_size=4,
        upscale=2,
        upsampler="pixelshuffledirect",
    )
    model = amplified(tf.Swin2SRForImageSuperResolution(config)).eval()
    part = picture.crop((0, 0, 32, 24))
    given = torch.from_numpy(numpy.asarray(part, numpy.float32) / 255).permute(2, 0, 1)[None]
    processor = {
        "image_processor_type": "Swin2SRImageProcessor",
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_pad": False,
    }
    write(
        "swin2sr",
        Only(model, "reconstruction"),
        given,
        "reconstruction",
        config_of(model) | {"upscale": 2},
        processor,
    )
    facts["swin2sr"] = floats(model(given).reconstruction)
    print(
        "swin2sr",
        tuple(model(given).reconstruction.shape),
        float(model(given).reconstruction.min()),
        float(model(given).reconstruction.max()),
    )
    (TARGET / "hubModels.json").write_text(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
