"""Techniques that diffusers has for Stable Diffusion 1 alone, run on Stable Diffusion XL's networks (`Bound`), or by hand."""

import diffusers
import numpy
import torch
from control_pipelines import PICTURES
from corrected_diffedit import DiffEdit, edited
from diffusers.pipelines.deprecated.semantic_stable_diffusion import SemanticStableDiffusionPipeline
from diffusers.pipelines.deprecated.stable_diffusion_attend_and_excite import StableDiffusionAttendAndExcitePipeline
from diffusers.pipelines.deprecated.stable_diffusion_sag import StableDiffusionSAGPipeline
from diffusers.pipelines.deprecated.stable_diffusion_variants.pipeline_stable_diffusion_pix2pix_zero import StableDiffusionPix2PixZeroPipeline
from hooks import SEGA, SmallWindows
from pipelines import CHECKPOINTS, draw_in_float32
from sdxl_cases import SENTENCES, settings
from text_guides import FRAMES
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

OLDER = ("SEGA", "Self-Attention Guidance", "MultiDiffusion", "Attend-and-Excite", "Pix2Pix Zero", "DiffEdit", "Model Editing", "regions")


class Bound:
    """The networks of a checkpoint as a pipeline of Stable Diffusion 1 can use them."""

    def __init__(self, checkpoint: str, precision: torch.dtype):
        folder = CHECKPOINTS / checkpoint
        self.tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
        self.second_tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer_2")
        self.text_encoder = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=precision).eval()
        self.second = CLIPTextModelWithProjection.from_pretrained(folder / "text_encoder_2", dtype=precision).eval()
        self.unet = diffusers.UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=precision).eval()
        self.vae = diffusers.AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=precision).eval()
        self.scheduler = diffusers.DDIMScheduler.from_pretrained(folder / "scheduler", clip_sample=False)
        first, unet = self.text_encoder.forward, self.unet.forward

        def encode(ids, attention_mask=None, **_):
            # A negative prompt is padded to as many tokens as the prompt has rows.
            ids = ids[:, : self.tokenizer.model_max_length]
            texts = self.tokenizer.batch_decode(ids, skip_special_tokens=True)
            own = self.second_tokenizer(texts, padding="max_length", truncation=True, return_tensors="pt").input_ids
            others = self.second(own, output_hidden_states=True)
            tokens = torch.cat([first(ids, output_hidden_states=True).hidden_states[-2], others.hidden_states[-2]], -1)
            whole = torch.nn.functional.pad(others.text_embeds, (0, tokens.shape[2] - others.text_embeds.shape[1]))
            return (torch.cat([tokens, whole[:, None]], 1),)

        def denoise(sample, timestep, encoder_hidden_states, **options):
            height, width = (8 * side for side in sample.shape[2:])
            sizes = torch.tensor([[height, width, 0, 0, height, width]] * len(sample), dtype=sample.dtype)
            whole = encoder_hidden_states[:, -1, : self.second.config.projection_dim]
            options["added_cond_kwargs"] = {"text_embeds": whole, "time_ids": sizes}
            return unet(sample, timestep, encoder_hidden_states[:, :-1], **options)

        self.text_encoder.forward, self.unet.forward = encode, denoise

    def pipeline(self, kind: type, **absent: None):
        made = kind(
            vae=self.vae,
            text_encoder=self.text_encoder,
            tokenizer=self.tokenizer,
            unet=self.unet,
            scheduler=self.scheduler,
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
            **absent,
        )
        made.set_progress_bar_config(disable=True)
        draw_in_float32()
        return made


def by_older_pipeline(name: str, one: dict, precision: torch.dtype) -> torch.Tensor:
    bound = Bound(one["checkpoint"], precision)
    options = settings(one, width=one["width"], height=one["height"]) | {"guidance_scale": one["guides"][0]["values"]["scale"]}
    if name == "Model Editing":
        edit_keys_and_values(bound, "a ball", "a green ball", 0.1)
        return bound.pipeline(diffusers.StableDiffusionPipeline, image_encoder=None)(**options).images
    if name == "regions, by hand":
        return in_regions(bound, one, precision)
    if name == "SEGA":
        return bound.pipeline(SemanticStableDiffusionPipeline)(**options, **SEGA).images
    if name == "Self-Attention Guidance":
        return bound.pipeline(StableDiffusionSAGPipeline, image_encoder=None)(**options, sag_scale=0.9).images
    if name == "MultiDiffusion":
        return bound.pipeline(SmallWindows, image_encoder=None)(**options).images
    if name == "Attend-and-Excite":
        goals = {"thresholds": {0: 0.01, 1: 0.98}, "max_iter_to_alter": 4, "scale_factor": 60.0}
        # "ball" and "house"; the maps of the level that comes nearest to 16 x 16.
        words = [ids.index(id) for ids in [bound.tokenizer(one["prompt"]).input_ids] for id in bound.tokenizer("ball house").input_ids[1:3]]
        return bound.pipeline(StableDiffusionAttendAndExcitePipeline)(**options, **goals, token_indices=words, attn_res=(4, 4)).images
    if name == "Pix2Pix Zero":
        pipeline = bound.pipeline(StableDiffusionPix2PixZeroPipeline, inverse_scheduler=None, caption_generator=None, caption_processor=None)
        embeds = {f"{side}_embeds": pipeline.get_embeds(lines) for side, lines in SENTENCES.items()}
        return pipeline(**options, **embeds, cross_attention_guidance_amount=0.01).images
    pipeline = bound.pipeline(DiffEdit, inverse_scheduler=None)
    pipeline.inverse_scheduler = diffusers.DDIMInverseScheduler.from_config(pipeline.scheduler.config, clip_sample=False)
    return edited(pipeline, one, PICTURES["picture"])["latents"]


def edit_keys_and_values(bound: Bound, source: str, destination: str, keep: float) -> None:
    """Model Editing's equation 5 for each matrix of the cross-attention, in float64 (text_guides.py)."""
    texts = Bound("sdxl", torch.float64)
    contexts, values = [], []
    for frame in ("", *FRAMES):
        framed = [frame + sentence for sentence in (source, destination)]
        tokens = [texts.tokenizer(sentence).input_ids for sentence in framed]
        places, at = [], 0
        for token in tokens[0]:
            while tokens[1][at] != token:
                at += 1
            places.append(at)
            at += 1
        places += list(range(at, 77))
        places += [76] * (77 - len(places))
        padded = [texts.tokenizer(sentence, padding="max_length", return_tensors="pt").input_ids for sentence in framed]
        old, new = (texts.text_encoder(ids)[0][0, :77] for ids in padded)
        contexts.append(old)
        values.append(new[places])
    c, wanted = torch.cat(contexts), torch.cat(values)
    inverse = torch.linalg.inv(keep * torch.eye(c.shape[1], dtype=torch.float64) + c.T @ c)
    for name, module in bound.unet.named_modules():
        if name.endswith(("attn2.to_k", "attn2.to_v")):
            weight = module.weight.data.double()
            module.weight.data = ((keep * weight + (weight @ wanted.T) @ c) @ inverse).to(module.weight.dtype)


def in_regions(bound: Bound, one: dict, precision: torch.dtype) -> torch.Tensor:
    """Two halves, each with a prompt of its own. DDIM is linear in the noise: its mean is as good as that of the steps."""
    pipeline = bound.pipeline(diffusers.StableDiffusionPipeline, image_encoder=None)
    scale = one["guides"][0]["values"]["scale"]
    x = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(one["seed"])).to(precision)
    pipeline.scheduler.set_timesteps(one["steps"])
    halves = []
    for region in one["guides"][1]["values"]["regions"]:
        texts = pipeline.encode_prompt(region["prompt"], "cpu", 1, True, region.get("negativePrompt") or one["negativePrompt"])
        mask = torch.from_numpy(numpy.asarray(PICTURES[region["mask"]]).copy()).to(precision)[None, None] / 255
        halves.append((*texts, torch.nn.functional.avg_pool2d(mask, 8)))
    for time in pipeline.scheduler.timesteps:
        noise = torch.zeros_like(x)
        for cond, uncond, mask in halves:
            none, text = (pipeline.unet(x, time, encoder_hidden_states=texts).sample for texts in (uncond, cond))
            noise += mask * (none + scale * (text - none))
        x = pipeline.scheduler.step(noise, time, x).prev_sample
    return x
