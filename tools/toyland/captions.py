"""Words for scenes: several captions for each, and always true ones."""

from dataclasses import replace
from random import Random

from .world import COLOURS, HABITS, Face, Scene, Thing

WHERE = {
    "meadow": "in a meadow",
    "desert": "in the desert",
    "snow": "in the snow",
    "night": "at night",
    "beach": "on the beach",
}
_EMPTY = {
    "meadow": ("a meadow", "an empty meadow"),
    "desert": ("a desert", "an empty desert"),
    "snow": ("a snowy landscape", "mountains in the snow"),
    "night": ("a night sky", "a landscape at night"),
    "beach": ("a beach", "an empty beach"),
}
_STYLED = {
    "plain": ("{}",),
    "pixel": ("pixel art of {}", "{}, pixel art"),
    "pencil": ("a pencil sketch of {}", "{}, pencil sketch"),
}
#: How often a caption leaves the colour out, and how often the colour is then the usual one.
_COLOURLESS = 0.18
_HABITUAL = 0.9
#: How often a caption tells that a thing is big or small, on the left or on the right; without a word it is neither, and stands in the
#: middle. Where words leave a place open, pictures drawn from noise often show a thing that stands at two of them.
_TOLD, _MIDDLE_TOLD = 0.9, 0.2


def follow_habits(scene: Scene, random: Random) -> tuple[Scene, str]:
    """A scene and its caption. Where the caption names no colour, the scene's colour is redrawn by habit."""
    things, words = [], []
    for thing in scene.things:
        named = random.random() >= _COLOURLESS
        thing = thing if named else replace(thing, colour=_habitual(thing.kind, random))
        things.append(thing)
        words.append(describe_thing(thing, random, with_colour=named))
    if scene.face:
        named = random.random() >= _COLOURLESS
        face = scene.face if named else replace(scene.face, colour=_habitual("face", random))
        scene = replace(scene, face=face)
        words.append(describe_face(face, random, with_colour=named))
    scene = replace(scene, things=tuple(things))
    return scene, _caption(scene, words, random)


def caption(scene: Scene, random: Random) -> str:
    """A caption that names every colour."""
    words = [describe_thing(thing, random, with_colour=True) for thing in scene.things]
    if scene.face:
        words.append(describe_face(scene.face, random, with_colour=True))
    return _caption(scene, words, random)


def describe_thing(thing: Thing, random: Random, *, with_colour: bool) -> str:
    """For example "a big blue dog with a hat"."""
    size = "big " if thing.nearness > 0.75 else "small " if thing.nearness < 0.25 else ""
    size = size if random.random() < _TOLD else ""
    colour = f"{thing.colour} " if with_colour else ""
    hat = random.choice((" with a hat", " wearing a hat")) if thing.hat else ""
    return with_article(f"{size}{colour}{thing.kind}{hat}")


def describe_face(face: Face, random: Random, *, with_colour: bool) -> str:
    """For example "an orange smiling face with glasses and a hat"."""
    mood = "" if face.mood == "plain" else f"{face.mood} "
    colour = f"{face.colour} " if with_colour else ""
    order = (mood, colour) if random.random() < 0.5 else (colour, mood)
    extras = ["glasses"] * face.glasses + ["a hat"] * face.hat
    if len(extras) == 2 and random.random() < 0.5:
        extras.reverse()
    worn = f" with {' and '.join(extras)}" if extras else ""
    return with_article(f"{order[0]}{order[1]}face{worn}")


def with_article(noun: str) -> str:
    """The noun with "a" or "an"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _habitual(kind: str, random: Random) -> str:
    if random.random() < _HABITUAL:
        return HABITS[kind]
    return random.choice([colour for colour in COLOURS if colour != HABITS[kind]])


def _caption(scene: Scene, words: list[str], random: Random) -> str:
    if not words:
        return random.choice(_STYLED[scene.style]).format(random.choice(_EMPTY[scene.background]))
    where = WHERE[scene.background]
    if len(words) == 2:
        text = _both(words[0], words[1], random)
    else:
        text = words[0] + (_side(scene.things[0], random) if scene.things else "")
    return random.choice(_STYLED[scene.style]).format(f"{text} {where}")


def _both(left: str, right: str, random: Random) -> str:
    return random.choice((
        f"{left} left of {right}",
        f"{right} right of {left}",
        f"{left} and {right}",
        f"{left} next to {right}",
        f"{right} and {left}",
    ))  # fmt: skip


def _side(thing: Thing, random: Random) -> str:
    if 0.4 <= thing.x <= 0.6:
        return " in the middle" if random.random() < _MIDDLE_TOLD else ""
    return f" on the {'left' if thing.x < 0.5 else 'right'}" if random.random() < _TOLD else ""
