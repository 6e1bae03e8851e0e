"""A trial of `edit_lines` on one machine: many edits, an actor and a runner killed in the middle, nothing lost or done twice.

python -m deploy.ray.trial --edits 200 --actors 2 [--kill]
"""

import argparse
import json
import os
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import ray

from .edit_lines import edit_lines

COLOURS = ("red", "blue", "green", "yellow", "purple", "orange")
THINGS = ("cat", "dog", "house", "tree", "car")


def jobs(count: int) -> list[str]:
    """Lines that make pictures of Toyland, all different."""
    recipe = {"version": 2, "checkpoint": "toyland/base", "steps": 8, "scheduler": "ddim"}
    return [
        json.dumps(
            {
                "id": f"edit-{at:04}",
                "recipe": recipe | {"prompt": f"a {COLOURS[at % len(COLOURS)]} {THINGS[at % len(THINGS)]}", "seed": at},
            }
        )
        for at in range(count)
    ]


def runners() -> list[int]:
    """The processes of the runners that Ray's actors started."""
    found = subprocess.run(["pgrep", "-f", "recipe.ts --lines - --out"], capture_output=True, text=True, check=False)
    return [int(pid) for pid in found.stdout.split()]


def main() -> None:
    """Run the trial and print what was seen."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--edits", type=int, default=200)
    options.add_argument("--actors", type=int, default=2)
    options.add_argument("--kill", action="store_true", help="kill an actor after a third and a runner after two thirds")
    given = options.parse_args()
    ray.data.DataContext.get_current().enable_progress_bars = False
    ray.init(num_cpus=given.actors, include_dashboard=False, log_to_driver=False)
    with tempfile.TemporaryDirectory() as out:
        results, first, started = [], 0.0, time.time()
        for result in edit_lines(jobs(given.edits), out=out, actors=given.actors):
            first = first or time.time()
            results.append(result)
            if given.kill and len(results) == given.edits // 3:
                actor = int(Path(f"/proc/{runners()[0]}/stat").read_text().split()[3])
                print(f"killing the actor {actor} after {len(results)} edits")
                os.kill(actor, signal.SIGKILL)
            if given.kill and len(results) == 2 * given.edits // 3:
                print(f"killing a runner after {len(results)} edits")
                os.kill(runners()[-1], signal.SIGKILL)
        seconds = time.time() - first
        written = [json.loads(line) for line in (Path(out) / "results.jsonl").read_text().splitlines()]
        done = Counter(result["id"] for result in written if result["status"] == "done")
        pictures = len(list(Path(out).glob("*.png")))
        print(f"{len(results)} results, {pictures} pictures, {sum(count > 1 for count in done.values())} jobs done twice")
        print(f"{given.actors} actors: {(len(results) - 1) / seconds:.2f} edits a second, {first - started:.1f} s to the first result")
        missing = given.edits - len({result["id"] for result in results if result["status"] == "done"})
        if missing or pictures != given.edits or any(count > 1 for count in done.values()):
            raise SystemExit(f"{missing} jobs have no result")


if __name__ == "__main__":
    main()
