"""What the judge says about a picture, and the true answers for a drawn scene."""

from ..world import BACKGROUNDS, COLOURS, KINDS, MOODS, STYLES, Scene, Thing

LAYOUTS = ("empty", "face", "one", "two")
PLACES = ("left", "middle", "right")
_YES = ("no", "yes")
#: The answers of each attribute. "first" is the only thing, or the left one of two; "second" the right one.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "background": BACKGROUNDS,
    "style": STYLES,
    "layout": LAYOUTS,
    "place": PLACES,
    "first_kind": KINDS,
    "first_colour": tuple(COLOURS),
    "first_hat": _YES,
    "second_kind": KINDS,
    "second_colour": tuple(COLOURS),
    "second_hat": _YES,
    "face_colour": tuple(COLOURS),
    "face_mood": MOODS,
    "face_glasses": _YES,
    "face_hat": _YES,
}


def labels(scene: Scene) -> dict[str, str]:
    """The true answers; an attribute that does not apply is left out (so are colours drawn in pencil)."""
    answers: dict[str, str] = {"background": scene.background, "style": scene.style, "layout": _layout(scene)}
    for slot, thing in zip(("first", "second"), sorted(scene.things, key=lambda thing: thing.x)):
        answers |= {f"{slot}_kind": thing.kind, f"{slot}_colour": thing.colour, f"{slot}_hat": _YES[thing.hat]}
    if len(scene.things) == 1:
        answers |= _place(scene.things[0])
    if scene.face:
        face = scene.face
        answers |= {"face_colour": face.colour, "face_mood": face.mood}
        answers |= {"face_glasses": _YES[face.glasses], "face_hat": _YES[face.hat]}
    if scene.style == "pencil":
        answers = {name: answer for name, answer in answers.items() if "colour" not in name}
    return answers


def _layout(scene: Scene) -> str:
    return "face" if scene.face else LAYOUTS[(0, 2, 3)[len(scene.things)]]


def _place(thing: Thing) -> dict[str, str]:
    """Left out near the two borders, where the captions say neither."""
    if 0.36 < thing.x < 0.44 or 0.56 < thing.x < 0.64:
        return {}
    return {"place": PLACES[0 if thing.x < 0.4 else 2 if thing.x > 0.6 else 1]}
