"""Edit pairs: a scene, one change of it, and the words that ask for the change."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

from .captions import describe_thing, with_article
from .drawing import subjects
from .sampling import place_beside, random_place, random_scene, random_thing
from .styles import REACH
from .world import BACKGROUNDS, CANVAS, COLOURS, HATTED, KINDS, MOODS, PAIR_SIZE, Face, Scene, Thing

#: The scene before, the scene after, and wordings that ask for the change.
Change = tuple[Scene, Scene, tuple[str, ...]]


@dataclass(frozen=True)
class Edit:
    """One change: `before` and `after` differ in it alone."""

    kind: str
    before: Scene
    after: Scene
    instruction: str


def random_edit(random: Random, kind: str | None = None) -> Edit:
    """A scene and one change that it allows; of this kind, if one is asked for."""
    while True:
        edit = edit_of(random_scene(random), random, kind)
        if edit:
            return edit


def edit_of(scene: Scene, random: Random, kind: str | None = None) -> Edit | None:
    """One random change of a scene, or none where the kind that was drawn does not fit it."""
    name = kind or random.choices(tuple(_EDITS), [weight for _, weight in _EDITS.values()])[0]
    change = _EDITS[name][0](scene, random)
    if not change:
        return None
    before, after, wordings = change
    return Edit(name, before, after, random.choice(wordings))


def edit_kinds() -> tuple[str, ...]:
    """Every kind of edit."""
    return tuple(_EDITS)


def changed_pixels(edit: Edit, scale: int = 1) -> np.ndarray:
    """bool (height, width): where the two pictures may differ. Everywhere else they are the same."""
    before, after = subjects(edit.before, scale), subjects(edit.after, scale)
    shape = (CANVAS * scale, CANVAS * scale)
    if edit.before.style != edit.after.style:
        return np.ones(shape, bool)
    if edit.before.background != edit.after.background:
        solid = np.logical_or.reduce([np.zeros(shape, bool), *(subject.solid for subject in before)])
        return _grown(~solid, edit.before, scale)
    names = _changed_names(edit)
    touched = np.zeros(shape, bool)
    for subject in (*before, *after):
        if subject.name in names:
            touched |= subject.touched
    return _grown(touched, edit.before, scale)


def _changed_names(edit: Edit) -> set[str]:
    one = {thing.kind: thing for thing in edit.before.things}
    two = {thing.kind: thing for thing in edit.after.things}
    names = {kind for kind in one.keys() | two.keys() if one.get(kind) != two.get(kind)}
    if len(one) != len(two):
        names |= one.keys() | two.keys()
    return names | ({"face"} if edit.before.face != edit.after.face else set())


def _grown(mask: np.ndarray, scene: Scene, scale: int) -> np.ndarray:
    reach = REACH[scene.style] * scale
    if not reach:
        return mask
    return np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(2 * reach + 1))) > 0


def _recolour(scene: Scene, random: Random) -> Change | None:
    if scene.style == "pencil" or not (scene.things or scene.face):
        return None
    subject: Thing | Face = scene.face or random.choice(scene.things)
    name = "face" if isinstance(subject, Face) else subject.kind
    colour = random.choice([colour for colour in COLOURS if colour != subject.colour])
    changed = replace(subject, colour=colour)
    after = replace(scene, face=changed) if isinstance(changed, Face) else _swapped(scene, subject, changed)
    return (
        scene,
        after,
        (
            f"make the {name} {colour}",
            f"turn the {name} {colour}",
            f"paint the {name} {colour}",
            f"change the {name} to {colour}",
            f"change the colour of the {name} to {colour}",
            f"the {name} should be {colour}",
        ),
    )


def _replace(scene: Scene, random: Random) -> Change | None:
    if not scene.things:
        return None
    thing = random.choice(scene.things)
    present = {other.kind for other in scene.things}
    kind = random.choice([kind for kind in KINDS if kind not in present])
    after = _swapped(scene, thing, replace(thing, kind=kind, hat=thing.hat and kind in HATTED))
    new = with_article(kind)
    return (
        scene,
        after,
        (
            f"turn the {thing.kind} into {new}",
            f"replace the {thing.kind} with {new}",
            f"make the {thing.kind} {new}",
            f"change the {thing.kind} into {new}",
            f"swap the {thing.kind} for {new}",
        ),
    )


def _hat(scene: Scene, random: Random) -> Change | None:
    wearers: list[Thing | Face] = [thing for thing in scene.things if thing.kind in HATTED]
    if scene.face:
        wearers.append(scene.face)
    if not wearers:
        return None
    wearer = random.choice(wearers)
    name = "face" if isinstance(wearer, Face) else wearer.kind
    changed = replace(wearer, hat=not wearer.hat)
    after = replace(scene, face=changed) if isinstance(changed, Face) else _swapped(scene, wearer, changed)
    if wearer.hat:
        words = [f"take the hat off the {name}", f"remove the hat of the {name}", f"take away the {name}'s hat"]
        alone = ["take the hat off", "remove the hat", "no hat"]
    else:
        words = [f"give the {name} a hat", f"put a hat on the {name}", f"the {name} should wear a hat"]
        alone = ["add a hat"]
    unmistakable = sum(other.hat == wearer.hat for other in wearers) == 1
    return scene, after, tuple(words + alone * unmistakable)


def _background(scene: Scene, random: Random) -> Change | None:
    to = random.choice([background for background in BACKGROUNDS if background != scene.background])
    words = {
        "meadow": ("put it in a meadow", "move it to a meadow", "make it a meadow", "change the background to a meadow"),
        "desert": ("put it in the desert", "move it to the desert", "make it a desert", "change the background to a desert"),
        "snow": ("let it snow", "make it winter", "put it in the snow", "cover the ground with snow"),
        "night": ("make it night", "turn day into night", "change it to night", "at night"),
        "beach": ("put it on the beach", "move it to the beach", "make it a beach", "change the background to a beach"),
    }
    return scene, replace(scene, background=to), words[to]


def _style(scene: Scene, random: Random) -> Change | None:
    if scene.style != "plain":
        return None
    if random.random() < 0.5:
        return scene, replace(scene, style="pixel"), ("make it pixel art", "turn it into pixel art", "as pixel art")
    return (
        scene,
        replace(scene, style="pencil"),
        (
            "make it a pencil sketch",
            "turn it into a pencil sketch",
            "draw it with a pencil",
            "as a pencil sketch",
        ),
    )


def _mood(scene: Scene, random: Random) -> Change | None:
    if not scene.face:
        return None
    mood = random.choice([mood for mood in MOODS if mood != scene.face.mood])
    words = {
        "smiling": ("make the face smile", "make the face happy", "let it smile", "make it smile"),
        "sad": ("make the face sad", "make it sad", "let the face look sad", "make the face frown"),
        "plain": ("make the face serious", "stop the face from showing a mood", "make the face plain"),
    }
    return scene, replace(scene, face=replace(scene.face, mood=mood)), words[mood]


def _glasses(scene: Scene, random: Random) -> Change | None:
    if not scene.face:
        return None
    after = replace(scene, face=replace(scene.face, glasses=not scene.face.glasses))
    if scene.face.glasses:
        return scene, after, ("take the glasses off", "remove the glasses", "no glasses")
    return scene, after, ("add glasses", "give the face glasses", "put glasses on the face", "make the face wear glasses")


def _remove(scene: Scene, random: Random) -> Change | None:
    if not scene.things:
        return None
    thing = random.choice(scene.things)
    rest = tuple(other for other in scene.things if other is not thing)
    name = thing.kind
    return (
        scene,
        replace(scene, things=rest),
        (
            f"remove the {name}",
            f"take the {name} away",
            f"delete the {name}",
            f"get rid of the {name}",
        ),
    )


def _add(scene: Scene, random: Random) -> Change | None:
    if scene.face or len(scene.things) > 1:
        return None
    taken = {thing.kind for thing in scene.things}
    kind = random.choice([kind for kind in KINDS if kind not in taken])
    if scene.things:
        here = replace(scene.things[0], size=PAIR_SIZE)
        if 0.38 < here.x < 0.62:
            return None
        free: Literal["left", "right"] = "left" if here.x > 0.5 else "right"
        thing = random_thing(random, kind, place_beside(random, free), PAIR_SIZE)
        scene = replace(scene, things=(here,))
        side = f"on the {free}"
        things = (thing, here) if free == "left" else (here, thing)
    else:
        thing = random_thing(random, kind, random_place(random))
        side, things = "", (thing,)
    thing_words = describe_thing(thing, random, with_colour=True)
    words = [f"add {thing_words}", f"put {thing_words} there"]
    if side:
        words.append(f"add {thing_words} {side}")
    return scene, replace(scene, things=things), tuple(words)


def _swapped(scene: Scene, old: Thing | Face, new: Thing) -> Scene:
    return replace(scene, things=tuple(new if thing is old else thing for thing in scene.things))


_EDITS: dict[str, tuple[Callable[[Scene, Random], Change | None], float]] = {
    "recolour": (_recolour, 24),
    "replace": (_replace, 16),
    "hat": (_hat, 12),
    "background": (_background, 14),
    "style": (_style, 8),
    "mood": (_mood, 9),
    "glasses": (_glasses, 6),
    "remove": (_remove, 8),
    "add": (_add, 8),
}
