"""Writes what diffusers' schedulers compute, for the tests of workers/diffusion/schedulers.

    python tools/reference/schedulers.py

One case is a scheduler_config.json, a sampler, a number of steps and a first entry. For each it records the tables, and a
run in which the "network" predicts given numbers. `pool.sample` is the first sample (times the initial standard deviation),
`pool.outputs[i]` the prediction at the i-th entry that is run, `pool.draws[i]` the i-th draw of a stochastic sampler.
"""

import json
import pathlib
from typing import Any

import numpy
import torch
from diffusers import (
    DDIMScheduler,
    DDPMScheduler,
    DPMSolverMultistepScheduler,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    HeunDiscreteScheduler,
    LCMScheduler,
    PNDMScheduler,
    TCDScheduler,
    UniPCMultistepScheduler,
)
from diffusers.utils import logging

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "diffusion" / "schedulers" / "fixtures" / "schedulers.json"
CLASSES = {
    "ddim": DDIMScheduler,
    "pndm": PNDMScheduler,
    "euler": EulerDiscreteScheduler,
    "euler-ancestral": EulerAncestralDiscreteScheduler,
    "dpm-solver++": DPMSolverMultistepScheduler,
    "lcm": LCMScheduler,
    "ddpm": DDPMScheduler,
    "heun": HeunDiscreteScheduler,
    "dpm-solver++-sde": DPMSolverMultistepScheduler,
    "unipc": UniPCMultistepScheduler,
    "tcd": TCDScheduler,
}
#: What makes a class of diffusers the sampler of this name.
CHOSEN = {"dpm-solver++": {"algorithm_type": "dpmsolver++"}, "dpm-solver++-sde": {"algorithm_type": "sde-dpmsolver++"}}
SHAPE = (1, 4, 2, 2)
LONGEST = 26

generator = torch.Generator().manual_seed(7)
POOL = {
    "sample": torch.randn(SHAPE, generator=generator),
    "outputs": torch.randn((LONGEST, *SHAPE), generator=generator),
    "draws": torch.randn((LONGEST, *SHAPE), generator=generator),
}

STABLE = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "trained_betas": None,
}


def file_for(scheduler: str, **options: object) -> dict:
    own = {
        "ddim": {"clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1},
        "pndm": {"skip_prk_steps": True, "set_alpha_to_one": False, "steps_offset": 1},
        "ddpm": {"clip_sample": False},
        "dpm-solver++-sde": CHOSEN["dpm-solver++-sde"],
    }.get(scheduler, {})
    return {"_class_name": CLASSES[scheduler].__name__, "_diffusers_version": "0.40.0", **STABLE, **own, **options}


def cases():
    def case(scheduler, steps=4, start: Any = 0, eta: Any = 0.0, spacing: Any = None, **options):
        return {"file": file_for(scheduler, **options), "id": None, "steps": steps, "start": start, "eta": eta, "spacing": spacing}

    short = {"num_train_timesteps": 100, "trained_betas": [round(0.001 + 0.0004 * t, 6) for t in range(100)]}
    for steps in (1, 3, 7, 25):
        yield case("ddim", steps)
    for spacing in ("leading", "linspace", "trailing"):
        yield case("ddim", 6, timestep_spacing=spacing)
        yield case("ddim", 5, eta=0.6, timestep_spacing=spacing, set_alpha_to_one=True, steps_offset=0)
    for prediction in ("v_prediction", "sample"):
        yield case("ddim", 5, prediction_type=prediction)
    yield case("ddim", 5, eta=1.0)
    yield case("ddim", 5, start=2, eta=0.3)
    yield case("ddim", 5, clip_sample=True)
    yield case("ddim", 5, clip_sample=True, clip_sample_range=2.5, eta=0.5, prediction_type="v_prediction")
    yield case("ddim", 5, beta_schedule="linear", beta_start=0.0001, beta_end=0.02)
    yield case("ddim", 5, beta_schedule="squaredcos_cap_v2")
    yield case("ddim", 5, **short)

    for steps in (1, 2, 3, 4, 10):
        yield case("pndm", steps)
    for start in (1, 2, 3):
        yield case("pndm", 6, start=start)
    for spacing in ("linspace", "trailing"):
        yield case("pndm", 6, timestep_spacing=spacing, steps_offset=0)
    yield case("pndm", 8, prediction_type="v_prediction")
    yield case("pndm", 5, set_alpha_to_one=True, **short)

    for scheduler in ("euler", "euler-ancestral"):
        for steps in (1, 4, 15):
            yield case(scheduler, steps)
        for spacing in ("leading", "trailing"):
            yield case(scheduler, 5, timestep_spacing=spacing, steps_offset=1)
        yield case(scheduler, 6, start=2)
        yield case(scheduler, 5, prediction_type="v_prediction")
        yield case(scheduler, 5, **short)
    yield case("euler", 5, prediction_type="sample")
    yield case("euler", 5, final_sigmas_type="sigma_min")
    yield case("euler", 5, interpolation_type="log_linear")
    yield case("euler", 6, use_karras_sigmas=True)
    yield case("euler", 6, use_karras_sigmas=True, sigma_min=0.1, sigma_max=10.0, timestep_spacing="trailing")
    yield case("euler", 6, spacing="karras")
    yield case("euler", 5, timestep_type="continuous")

    for steps in (1, 2, 3, 8, 20):
        yield case("dpm-solver++", steps)
    for spacing in ("leading", "trailing"):
        yield case("dpm-solver++", 5, timestep_spacing=spacing, steps_offset=1)
    for prediction in ("v_prediction", "sample"):
        yield case("dpm-solver++", 6, prediction_type=prediction)
    yield case("dpm-solver++", 6, start=2)
    yield case("dpm-solver++", 6, solver_order=1)
    yield case("dpm-solver++", 6, solver_type="heun")
    yield case("dpm-solver++", 6, solver_type="bh2", algorithm_type="deis", final_sigmas_type="sigma_min")
    yield case("dpm-solver++", 6, lower_order_final=False)
    yield case("dpm-solver++", 6, lower_order_final=False, final_sigmas_type="sigma_min")
    yield case("dpm-solver++", 6, final_sigmas_type="sigma_min")
    yield case("dpm-solver++", 20, final_sigmas_type="sigma_min", euler_at_final=True)
    yield case("dpm-solver++", 20, final_sigmas_type="sigma_min")
    yield case("dpm-solver++", 6, use_karras_sigmas=True)
    yield case("dpm-solver++", 20, spacing="karras")
    yield case("dpm-solver++", 6, spacing="karras", beta_schedule="squaredcos_cap_v2")
    yield case("dpm-solver++", 6, beta_schedule="squaredcos_cap_v2", lambda_min_clipped=-5.1)
    yield case("dpm-solver++", 5, **short)

    for steps in (1, 2, 4, 8):
        yield case("lcm", steps)
    yield case("lcm", 4, start=1)
    yield case("lcm", 4, prediction_type="v_prediction")
    yield case("lcm", 6, prediction_type="sample", original_inference_steps=100, timestep_scaling=5.0)
    yield case("lcm", 4, clip_sample=True, clip_sample_range=1.5)

    for steps in (1, 4, 12):
        yield case("ddpm", steps)
    for spacing in ("linspace", "trailing"):
        yield case("ddpm", 5, timestep_spacing=spacing, steps_offset=1)
    for variance in ("fixed_small_log", "fixed_large"):
        yield case("ddpm", 5, variance_type=variance, prediction_type="v_prediction")
    yield case("ddpm", 5, start=2, clip_sample=True, clip_sample_range=1.5)

    for steps in (1, 2, 5):
        yield case("heun", steps)
    for spacing in ("leading", "trailing"):
        yield case("heun", 5, timestep_spacing=spacing, steps_offset=1)
    yield case("heun", 5, start=4)
    yield case("heun", 5, prediction_type="v_prediction")
    for kind in ("karras", "exponential", "beta"):
        yield case("heun", 5, spacing=kind)
        yield case("euler", 6, spacing=kind, timestep_spacing="trailing")
        yield case("dpm-solver++", 7, spacing=kind)
        yield case("dpm-solver++-sde", 7, spacing=kind)
        yield case("unipc", 7, spacing=kind)
        yield case("unipc", 7, **{f"use_{kind}_sigmas": True}, final_sigmas_type="sigma_min", beta_schedule="squaredcos_cap_v2")

    for steps in (1, 2, 3, 8, 20):
        yield case("dpm-solver++-sde", steps)
    yield case("dpm-solver++-sde", 6, solver_type="heun")
    yield case("dpm-solver++-sde", 6, solver_order=1, timestep_spacing="leading", steps_offset=1)
    yield case("dpm-solver++-sde", 6, start=2, prediction_type="v_prediction", final_sigmas_type="sigma_min")

    for steps in (1, 2, 3, 8, 20):
        yield case("unipc", steps)
    for spacing in ("leading", "trailing"):
        yield case("unipc", 6, timestep_spacing=spacing, steps_offset=1)
    for order in (1, 3):
        yield case("unipc", 8, solver_order=order)
        yield case("unipc", 8, solver_order=order, solver_type="bh1", predict_x0=False, final_sigmas_type="sigma_min")
    yield case("unipc", 16, solver_order=3, lower_order_final=False, final_sigmas_type="sigma_min")
    yield case("unipc", 6, disable_corrector=[0, 2])
    yield case("unipc", 6, start=2)
    for prediction in ("v_prediction", "sample"):
        yield case("unipc", 6, prediction_type=prediction)
    yield case("unipc", 5, **short)

    for steps in (1, 2, 4, 8):
        yield case("tcd", steps)
        yield case("tcd", steps, eta=0.3)
    yield case("tcd", 4, start=1, eta=1.0)
    yield case("tcd", 4, prediction_type="v_prediction", eta=0.5)
    yield case("tcd", 6, prediction_type="sample", original_inference_steps=100)

    # Hardly anything of the picture, or nothing, is left at the noisiest timestep.
    zero: dict = {"prediction_type": "v_prediction", "timestep_spacing": "trailing", "rescale_betas_zero_snr": True}
    for scheduler in ("ddim", "ddpm", "euler", "euler-ancestral", "dpm-solver++", "dpm-solver++-sde", "unipc"):
        yield case(scheduler, 6, **zero)
    yield case("lcm", 4, **{key: value for key, value in zero.items() if key != "timestep_spacing"})
    yield case("unipc", 6, predict_x0=False, solver_type="bh1", final_sigmas_type="sigma_min", **zero)
    yield case("ddim", 6, **(zero | {"prediction_type": "sample"}))
    yield case("ddim", 6, eta=0.5, **zero)
    cosine: dict = {"beta_schedule": "squaredcos_cap_v2", "timestep_spacing": "trailing"}
    for prediction in ("v_prediction", "sample"):
        for scheduler in ("ddim", "euler", "dpm-solver++"):
            yield case(scheduler, 6, prediction_type=prediction, **cosine)
    yield case("heun", 5, prediction_type="v_prediction", **cosine)
    yield case("pndm", 6, prediction_type="v_prediction", **cosine)

    # A checkpoint's file serves another sampler: Scheduler.from_config.
    stable_1 = file_for("pndm", clip_sample=False)
    stable_2 = file_for("ddim", prediction_type="v_prediction", skip_prk_steps=True)
    others = [
        stable_1,
        stable_2,
        file_for("euler", timestep_spacing="trailing", use_karras_sigmas=True, sigma_min=0.05),
        file_for("dpm-solver++", steps_offset=1, timestep_spacing="linspace", use_karras_sigmas=True),
        file_for("lcm", steps_offset=1, beta_schedule="linear"),
    ]
    for file in others:
        for scheduler, cls in CLASSES.items():
            if cls.__name__ != file["_class_name"] or scheduler in CHOSEN:
                yield {"file": file, "id": scheduler, "steps": 4, "start": 0, "eta": 0.0, "spacing": None}
    ddpm = {**file_for("ddim"), "_class_name": "DDPMScheduler", "variance_type": "fixed_small"}
    yield {"file": ddpm, "id": "ddim", "steps": 4, "start": 0, "eta": 0.0, "spacing": None}


def create(case: dict):
    file = case["file"]
    own = {cls.__name__: cls for cls in CLASSES.values()}.get(file["_class_name"])
    if case["id"] is None and own is not None:
        return own.from_config(file, **({f"use_{case['spacing']}_sigmas": True} if case["spacing"] else {}))
    cls = CLASSES[str(case["id"])]
    config = own.from_config(file).config if own else file
    # The two defaults in which workers/diffusion/schedulers/schedulerConfig.ts departs from diffusers.
    usual: dict = dict(CHOSEN.get(str(case["id"]), {}))
    if case["id"] in ("ddim", "ddpm") and "clip_sample" not in file:
        usual["clip_sample"] = False
    if case["id"] == "pndm" and "skip_prk_steps" not in file:
        usual["skip_prk_steps"] = True
    return cls.from_config(config, **usual)


def run(case: dict) -> dict:
    scheduler = create(case)
    scheduler.set_timesteps(case["steps"])
    start = case["start"]
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(start)
    timesteps = scheduler.timesteps
    initial = float(scheduler.init_noise_sigma)
    draws = iter(POOL["draws"])

    def draw(shape, **_):
        return next(draws).reshape(shape).clone()

    sample = POOL["sample"] * initial
    noisy = scheduler.add_noise(POOL["outputs"][0], POOL["outputs"][1], timesteps[start : start + 1])
    inputs, samples = [], [sample]
    for at, t in enumerate(timesteps[start:]):
        module = __import__(type(scheduler).__module__, fromlist=["randn_tensor"])
        module.randn_tensor = draw
        options = {"eta": case["eta"]} if isinstance(scheduler, (DDIMScheduler, TCDScheduler)) else {}
        inputs.append(scheduler.scale_model_input(sample, t))
        sample = scheduler.step(POOL["outputs"][at], t, sample, **options).prev_sample
        samples.append(sample)
    result = {
        **case,
        "timesteps": timesteps.double().tolist(),
        "initNoiseSigma": initial,
        "noisy": numbers(noisy),
        "samples": [numbers(one) for one in samples],
    }
    if hasattr(scheduler, "sigmas"):
        result["sigmas"] = numbers(scheduler.sigmas[: len(timesteps) + 1])
        result["scaled"] = numbers(inputs[0])
    else:
        result["alphaBars"] = numbers(scheduler.alphas_cumprod[timesteps])
        if hasattr(scheduler, "final_alpha_cumprod"):
            result["end"] = float(scheduler.final_alpha_cumprod)
    assert all(numpy.isfinite(one).all() for one in result["samples"])
    return result


def numbers(tensor: torch.Tensor) -> list[float]:
    """The shortest decimals that round back to the same float32 numbers."""
    return [float(numpy.format_float_positional(x, unique=True)) for x in tensor.flatten().float().numpy()]


def main() -> None:
    logging.set_verbosity_error()
    results = [run(case) for case in cases()]
    pool = {
        "shape": list(SHAPE),
        "sample": numbers(POOL["sample"]),
        "outputs": [numbers(one) for one in POOL["outputs"]],
        "draws": [numbers(one) for one in POOL["draws"]],
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(result) for result in results)
    TARGET.write_text(f'{{"pool": {json.dumps(pool)},\n"cases": [\n{lines}\n]}}\n')
    print(len(results), "cases,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
