"""The commands: python -m tools.toyland <command> --help."""

import argparse
from pathlib import Path

from .training_state import keep_memory


def main() -> None:
    """Read the command line and run one command."""
    parser = argparse.ArgumentParser(prog="python -m tools.toyland", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (words, run, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=words)
        command.set_defaults(run=run)
        for flag, default, meaning in arguments:
            command.add_argument(flag, type=Path if isinstance(default, Path) else type(default), default=default, help=f"{meaning} ({default})")
    options = parser.parse_args()
    options.run(options)


def _check(options: argparse.Namespace) -> None:
    from .check import check

    check(options.count)


def _draw(options: argparse.Namespace) -> None:
    from .contact_sheet import write_sheets

    write_sheets(options.to)


def _draw_strangers(options: argparse.Namespace) -> None:
    from .judge.strangers import draw_strangers

    draw_strangers(options.to)


def _pictures(options: argparse.Namespace) -> None:
    from .pictures import write_pictures

    write_pictures(options.to)


def _train_vae(options: argparse.Namespace) -> None:
    keep_memory()
    from .train_vae import train_vae

    train_vae(options.minutes)


def _refine_vae(options: argparse.Namespace) -> None:
    keep_memory()
    from .refine_vae import refine_vae

    refine_vae(options.minutes, options.threads)


def _train_decoder(options: argparse.Namespace) -> None:
    keep_memory()
    from .train_decoder import train_decoder

    train_decoder(options.minutes)


def _encode(options: argparse.Namespace) -> None:
    keep_memory()
    from .checkpoints import load_tokenizer, load_vae
    from .latents import encode_latents

    encode_latents(load_vae(), load_tokenizer(), options.first, options.shards)


def _train_unet(options: argparse.Namespace) -> None:
    keep_memory()
    from .train_unet import train_unet

    train_unet(options.samples, options.batch, options.decay, options.threads)


def _draw_hinted(options: argparse.Namespace) -> None:
    keep_memory()
    from .checkpoints import load_tokenizer, load_vae
    from .control.scenes import draw_hinted

    draw_hinted(load_vae(), load_tokenizer(), options.first, options.shards)


def _train_control(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.train import train_control

    train_control(options.network, options.minutes)


def _train_seer(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.train_seer import train_seer

    train_seer(options.minutes)


def _train_captioner(options: argparse.Namespace) -> None:
    keep_memory()
    from .captioner.train import train_captioner

    train_captioner(options.minutes)


def _export_captioner(_options: argparse.Namespace) -> None:
    from .captioner.export import export_captioner

    export_captioner()


def _publish_captioner(options: argparse.Namespace) -> None:
    from .captioner.evaluate import publish_captioner

    publish_captioner(options.count, options.made)


def _train_upscaler(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.train_upscaler import train_upscaler

    train_upscaler(options.minutes)


def _publish_upscaler(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.makers import publish_upscaler
    from .networks import use_one_core

    use_one_core()
    publish_upscaler(options.count)


def _export_control(options: argparse.Namespace) -> None:
    from .control.export import export_control

    export_control(options.network)


def _publish_seer(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.makers import publish_seer
    from .networks import use_one_core

    use_one_core()
    publish_seer(options.count)


def _evaluate_control(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.evaluate import evaluate_control
    from .networks import use_one_core

    use_one_core()
    evaluate_control(options.network, options.count)


def _cards_control(options: argparse.Namespace) -> None:
    keep_memory()
    from .control.cards import write_control_card
    from .networks import use_one_core

    use_one_core()
    write_control_card(options.network)


def _train_few_steps(options: argparse.Namespace) -> None:
    keep_memory()
    from .few_steps.train import train_few_steps

    train_few_steps(options.checkpoint, options.minutes)


def _export_few_steps(options: argparse.Namespace) -> None:
    from .few_steps.export import export_few_steps

    export_few_steps(options.checkpoint)


def _evaluate_few_steps(options: argparse.Namespace) -> None:
    keep_memory()
    from .few_steps.evaluate import evaluate_few_steps
    from .networks import use_one_core

    use_one_core()
    evaluate_few_steps(options.checkpoint, options.count)


def _train_preview(options: argparse.Namespace) -> None:
    keep_memory()
    from .train_preview import train_preview

    train_preview(options.minutes)


def _export_preview(_: argparse.Namespace) -> None:
    from .train_preview import export_preview

    export_preview()


def _train_judge(options: argparse.Namespace) -> None:
    keep_memory()
    from .judge.train import train_judge

    train_judge(options.samples)


def _train_strangers_judge(options: argparse.Namespace) -> None:
    keep_memory()
    from .judge.strangers import train_strangers_judge

    train_strangers_judge(options.samples)


def _train_several_judge(options: argparse.Namespace) -> None:
    keep_memory()
    from .judge.several import train_several_judge

    train_several_judge(options.samples)


def _export(options: argparse.Namespace) -> None:
    from .export import export_trained

    export_trained(options.planned)


def _export_random(options: argparse.Namespace) -> None:
    from .export import export_random

    export_random(options.to)


def _export_judge(_: argparse.Namespace) -> None:
    from .judge.export import export_judge

    export_judge()


def _evaluate(options: argparse.Namespace) -> None:
    keep_memory()
    from .evaluate import evaluate

    evaluate(options.count)


def _cards(_: argparse.Namespace) -> None:
    keep_memory()
    from .cards import write_cards

    write_cards()


#: Samples that the whole training of the UNet was planned to see; it has.
_PLANNED = 1_920_000

_NETWORK = ("--network", "controlnet-canny", "which, by its folder")

_CHECKPOINT = ("--checkpoint", "instruct", "base or instruct")

_COMMANDS = {
    "check": ("check what the drawing promises", _check, [("--count", 400, "scenes")]),
    "draw": ("draw contact sheets of scenes and edits", _draw, [("--to", Path("."), "folder")]),
    "pictures": ("draw the pictures to start with", _pictures, [("--to", Path("public/pictures"), "folder")]),
    "draw-strangers": ("draw five pictures of each stranger, to be taught", _draw_strangers, [("--to", Path("strangers"), "folder")]),
    "train-vae": (
        "train the autoencoder, or go on",
        _train_vae,
        [("--minutes", 65.0, "processor time in all")],
    ),
    "refine-vae": (
        "go on with the whole autoencoder for the small parts of things; encode and train-unet have to follow",
        _refine_vae,
        [("--minutes", 80.0, "processor time in all"), ("--threads", 1, "as many as there are cores where nothing else runs")],
    ),
    "train-decoder": (
        "sharpen the autoencoder's decoder, or go on; the latents stay as they are",
        _train_decoder,
        [("--minutes", 90.0, "processor time in all")],
    ),
    "encode": (
        "encode drawn edit pairs for train-unet, which may run already",
        _encode,
        [("--first", 0, "number of the first shard"), ("--shards", 160, "shards in all, 500 pairs each")],
    ),
    "train-unet": (
        "train the UNet and the text encoder, or go on",
        _train_unet,
        [
            ("--samples", _PLANNED, "samples to see in all, over every run"),
            ("--batch", 64, "samples in a step"),
            ("--decay", 200_000, "samples at the end over which the rate falls to zero"),
            ("--threads", 1, "as many as there are cores where nothing else runs"),
        ],
    ),
    "draw-hinted": (
        "draw scenes with their hints for train-control, which may run already",
        _draw_hinted,
        [("--first", 0, "number of the first shard"), ("--shards", 40, "shards in all, 500 scenes each")],
    ),
    "train-control": (
        "train a network beside the base, or go on",
        _train_control,
        [_NETWORK, ("--minutes", 25.0, "time in all")],
    ),
    "train-seer": ("train the seer, which sees depth and kinds, or go on", _train_seer, [("--minutes", 8.0, "time in all")]),
    "train-captioner": ("train the captioner, or go on", _train_captioner, [("--minutes", 25.0, "time in all")]),
    "train-upscaler": ("train the upscaler, or go on", _train_upscaler, [("--minutes", 15.0, "time in all")]),
    "train-few-steps": (
        "train the add-on with which a checkpoint needs four steps, or go on",
        _train_few_steps,
        [_CHECKPOINT, ("--minutes", 30.0, "time in all")],
    ),
    "export-few-steps": ("write the add-on for four steps from the newest state", _export_few_steps, [_CHECKPOINT]),
    "evaluate-few-steps": (
        "score four steps with the add-on against the whole run",
        _evaluate_few_steps,
        [_CHECKPOINT, ("--count", 60, "unseen edits or scenes")],
    ),
    "train-preview": ("train the small decoder of previews, or go on", _train_preview, [("--minutes", 6.0, "time in all")]),
    "export-preview": ("write the decoder of previews beside each autoencoder", _export_preview, []),
    "train-judge": ("train the judge, or go on", _train_judge, [("--samples", 250_000, "pictures to see in all")]),
    "train-strangers-judge": (
        "train the judge that knows the strangers, or go on, and write it as ONNX",
        _train_strangers_judge,
        [("--samples", 48_000, "pictures to see in all")],
    ),
    "train-several-judge": (
        "train the judge that knows two or three things of any size, or go on, and write it as ONNX",
        _train_several_judge,
        [("--samples", 48_000, "pictures to see in all")],
    ),
    "export": (
        "write both checkpoints from the newest state",
        _export,
        [("--planned", _PLANNED, "samples that the whole training is to see")],
    ),
    "export-random": (
        "write both checkpoints with untrained weights, for tests",
        _export_random,
        [("--to", Path("toyland-random"), "folder")],
    ),
    "export-control": ("write a network beside the base from the newest state", _export_control, [_NETWORK]),
    "publish-seer": (
        "write the seer as toyland/depth-estimator and toyland/segmenter, with scores and cards",
        _publish_seer,
        [("--count", 200, "unseen drawings")],
    ),
    "export-captioner": ("write the captioner as toyland/captioner from the newest state", _export_captioner, []),
    "publish-captioner": (
        "score the exported captioner, and write its card",
        _publish_captioner,
        [("--count", 200, "unseen drawings"), ("--made", 60, "pictures of toyland/base")],
    ),
    "publish-upscaler": (
        "write the upscaler as toyland/upscaler, with its score and card",
        _publish_upscaler,
        [("--count", 40, "unseen drawings")],
    ),
    "export-judge": ("write the judge as ONNX", _export_judge, []),
    "evaluate": ("score the exported checkpoints", _evaluate, [("--count", 500, "prompts or pairs for each figure")]),
    "evaluate-control": (
        "score an exported network beside the base",
        _evaluate_control,
        [_NETWORK, ("--count", 100, "unseen drawings")],
    ),
    "cards-control": ("write the card and the samples of a network beside the base", _cards_control, [_NETWORK]),
    "cards": ("write the model cards and their samples", _cards, []),
}

main()
