"""The commands: python -m tools.toyland <command> --help."""

import argparse

from .training_state import keep_memory


def main() -> None:
    """Read the command line and run one command."""
    parser = argparse.ArgumentParser(prog="python -m tools.toyland", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    vae = commands.add_parser("train-vae", help="train the autoencoder, or go on")
    vae.add_argument("--minutes", type=float, default=55, help="training time in all, over every run")
    options = parser.parse_args()
    if options.command == "train-vae":
        keep_memory()
        from .train_vae import train_vae

        train_vae(options.minutes)


main()
