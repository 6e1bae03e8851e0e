"""Writes what diffusers' inverse of DPM-Solver++ computes, for workers/diffusion/schedulers/dpmSolverInverse.test.ts.

    python tools/reference/solver_inverse.py

One case is a scheduler_config.json and a number of steps. A run begins at `sample`, and `outputs[i]` is what the "network"
predicts at its i-th step.
"""

import json
import pathlib

import torch
from diffusers import DPMSolverMultistepInverseScheduler
from diffusers.utils import logging
from schedulers import LONGEST, POOL, SHAPE, STABLE, numbers

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "diffusion" / "schedulers" / "fixtures" / "solverInverse.json"


def cases():
    def case(steps: int, **options: object) -> dict:
        return {"file": {"_class_name": "DPMSolverMultistepScheduler", **STABLE, **options}, "steps": steps}

    for steps in (4, 14, 15, 20):
        yield case(steps)
    yield case(8, solver_order=1)
    yield case(8, solver_type="heun")
    yield case(8, euler_at_final=True)
    yield case(8, lower_order_final=False)
    yield case(8, use_karras_sigmas=True, lower_order_final=False)
    yield case(8, beta_schedule="squaredcos_cap_v2")
    yield case(8, prediction_type="v_prediction")


def run(case: dict) -> dict:
    scheduler = DPMSolverMultistepInverseScheduler.from_config(case["file"])
    scheduler.set_timesteps(case["steps"])
    samples = [POOL["sample"]]
    for at, t in enumerate(scheduler.timesteps):
        samples.append(scheduler.step(POOL["outputs"][at], t, samples[-1]).prev_sample)
    return {
        **case,
        "timesteps": scheduler.timesteps.double().tolist(),
        "sigmas": numbers(scheduler.sigmas),
        "samples": [numbers(one) for one in samples],
    }


def main() -> None:
    logging.set_verbosity_error()
    torch.set_num_threads(1)
    pool = {"shape": list(SHAPE), "outputs": [numbers(one) for one in POOL["outputs"][:LONGEST]]}
    lines = ",\n".join(json.dumps(run(case)) for case in cases())
    TARGET.write_text(f'{{"pool": {json.dumps(pool)},\n"cases": [\n{lines}\n]}}\n')
    print(TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
