"""Many edits on several machines: a Ray Data job whose actors hold one runner each.

    python -m deploy.ray.edit_lines jobs.jsonl --out FOLDER --actors 2

Each line is a job as `npm run recipe -- --lines` takes it (docs/scale.md). An actor starts that command once, so that networks are opened
once, and gives it one line at a time. `FOLDER` is on a volume that all machines share, or `--to` names an object store to which
pictures and results are copied. What was done before is not done again: a job whose actor dies is given to another one.
"""

import argparse
import hashlib
import json
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pyarrow.fs
import ray

ROOT = Path(__file__).resolve().parents[2]
#: The runner answers no line that consists of these.
_BLANK = string.whitespace + "\u00a0\u2028\u2029\ufeff"
#: A job that ends its runner this often is given up.
_TRIES = 2


class Runner:
    """An actor: one `npm run recipe -- --lines -` whose networks stay loaded."""

    def __init__(self, out: str, to: str | None, threads: int) -> None:
        self._command = ["node", "--import", "tsx", "tools/recipe/recipe.ts", "--lines", "-", "--out", out, "--threads", str(threads)]
        self._out = Path(out)
        self._store = Store(to) if to is not None else None
        self._process = self._start()

    def __call__(self, batch: dict[str, np.ndarray]) -> dict[str, list[str]]:
        """Run the jobs of a batch, a result for each."""
        return {"result": [self._run(str(line)) for line in batch["line"]]}

    def _run(self, line: str) -> str:
        """Answer what the runner says of a line; nothing is run that the store has."""
        kept = self._store.result_of(line) if self._store else None
        if kept is not None:
            return kept
        result = self._ask(line)
        if self._store:
            self._store.keep(line, result, self._out)
        return result

    def _ask(self, line: str) -> str:
        for _ in range(_TRIES):
            if self._process.poll() is not None:
                self._process = self._start()
            answer = self._exchange(line)
            if answer:
                return answer.rstrip("\n")
            # Its pipes close before it has ended.
            self._process.wait()
        error = {"code": "internal", "message": "The runner ended while it ran this job.", "hint": "Run the line alone."}
        return json.dumps({"status": "failed", "error": error, "source": line[:200]})

    def _exchange(self, line: str) -> str:
        """Give a line and wait for its result; nothing where the runner ended."""
        streams = self._process.stdin, self._process.stdout
        if streams[0] is None or streams[1] is None:
            return ""
        try:
            streams[0].write(line + "\n")
            streams[0].flush()
            return streams[1].readline()
        except BrokenPipeError:
            return ""

    def _start(self) -> "subprocess.Popen[str]":
        # A runner that outlived its actor would go on with a job that another one has been given.
        setpriv = shutil.which("setpriv")
        prefix = [] if setpriv is None else [setpriv, "--pdeathsig", "KILL"]
        return subprocess.Popen(prefix + self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


class Store:
    """Pictures and results in an object store, or any other place that pyarrow can write to."""

    def __init__(self, uri: str) -> None:
        self._files, self._root = pyarrow.fs.FileSystem.from_uri(uri)

    def result_of(self, line: str) -> str | None:
        """Answer the result of a line that was done, and none of one that failed."""
        path = self._path(line)
        if self._files.get_file_info(path).type == pyarrow.fs.FileType.NotFound:
            return None
        with self._files.open_input_stream(path) as stream:
            return cast("bytes", stream.read()).decode()

    def keep(self, line: str, result: str, out: Path) -> None:
        """Copy the picture of a job, then its result: a result in the store has its picture there."""
        said: dict[str, Any] = json.loads(result)
        if said["status"] != "done":
            return
        self._write(f"{self._root}/pictures/{said['picture']}", (out / said["picture"]).read_bytes())
        self._write(self._path(line), result.encode())

    def _path(self, line: str) -> str:
        return f"{self._root}/results/{hashlib.sha256(line.encode()).hexdigest()}.json"

    def _write(self, path: str, data: bytes) -> None:
        self._files.create_dir(path.rsplit("/", 1)[0], recursive=True)
        with self._files.open_output_stream(path) as stream:
            stream.write(data)


def lines_of(text: str) -> list[str]:
    """Split as the runner does: JSON may hold what else Python takes for an end of a line."""
    return re.split("\r\n|\n|\r", text)


def edit_lines(lines: list[str], *, out: str, to: str | None = None, actors: int = 1, threads: int = 1, batch: int = 4) -> Iterator[dict[str, Any]]:
    """Run jobs on as many actors, each with `threads` cores, and yield their results as they come."""
    Path(out).mkdir(parents=True, exist_ok=True)
    data = ray.data.from_items([{"line": line} for line in lines if line.strip(_BLANK)], override_num_blocks=max(1, -(-len(lines) // batch)))
    results = data.map_batches(
        Runner,
        batch_size=batch,
        compute=ray.data.ActorPoolStrategy(size=actors),
        num_cpus=threads,
        fn_constructor_args=(str(Path(out).resolve()), to, threads),
        # An actor that dies is started again, and what it was given is given again.
        max_restarts=-1,
        max_task_retries=-1,
    )
    for row in results.iter_rows():
        yield json.loads(row["result"])


def main() -> int:
    """Run a file of jobs; the exit code is 1 where some failed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lines", type=Path)
    options.add_argument("--out", required=True, help="folder of pictures and results, shared by all machines unless --to is given")
    options.add_argument("--to", help="address of an object store, such as s3://bucket/folder")
    options.add_argument("--actors", type=int, default=1)
    options.add_argument("--threads", type=int, default=1, help="cores of an actor")
    given = options.parse_args()
    failed = 0
    for result in edit_lines(
        lines_of(given.lines.read_text(encoding="utf-8", newline="")), out=given.out, to=given.to, actors=given.actors, threads=given.threads
    ):
        print(json.dumps(result), flush=True)
        failed += result["status"] != "done"
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
