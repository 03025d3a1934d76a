"""What the editor's buttons do to the box, without anything being stored."""

from collections.abc import Callable
from dataclasses import dataclass

from pollsvc.blueprints.authoring.forms import EditorForm
from pollsvc.domain.answer_sets import ANSWER_SETS
from pollsvc.domain.quick_text import answers_as_written, with_answers, with_moved_line
from pollsvc.domain.sentences import sentence

SAVE = "save"
OPEN = "open"
LOOK = "look"
TIMES = "times"
PUT_BACK = "put_back"


@dataclass(frozen=True, kw_only=True)
class AfterPress:
    """What the page says after a press, and where it puts the focus.

    Attributes:
        said: What has been done, in a sentence, or None.
        focus: The id of the control that should have the focus, or None.
        ordering: Whether the list of answers to order should be unfolded.
        scheduling: Whether the settings should be, for the times in them.
    """

    said: str | None = None
    focus: str | None = None
    ordering: bool = False
    scheduling: bool = False


NOTHING = AfterPress()


def press(form: EditorForm, pressed: str) -> AfterPress:
    """Do to the form what a button says, e.g. "fill:yes_no" or "up:2"."""
    kind, _, what = pressed.partition(":")
    return _PRESSES.get(kind, _look)(form, what)


def is_kept_in_page(pressed: str) -> bool:
    """Return whether a press only changes the page, so that nothing is stored."""
    return pressed.partition(":")[0] in _PRESSES


def _fill(form: EditorForm, what: str) -> AfterPress:
    answer_set = ANSWER_SETS.get(what)
    if answer_set is None:
        return NOTHING
    before = form.text.data or ""
    form.text.data = with_answers(before, answer_set.options)
    replaced = answers_as_written(before)
    form.replaced.data = before if replaced else ""
    said = sentence(
        "The answers are now those of \u201c{title}\u201d.", title=answer_set.title
    )
    return AfterPress(said=said, focus=f"fill-{answer_set.name}")


def _put_back(form: EditorForm, what: str) -> AfterPress:
    del what
    form.text.data, form.replaced.data = form.replaced.data or form.text.data, ""
    return AfterPress(said=sentence("Your own answers are back."), focus="text")


def _move(form: EditorForm, what: str, step: int) -> AfterPress:
    labels = answers_as_written(form.text.data or "")
    place = int(what) if what.isdecimal() and what.isascii() else len(labels)
    aim = place + step
    if not (place < len(labels) and 0 <= aim < len(labels)):
        return AfterPress(ordering=True)
    form.text.data = with_moved_line(form.text.data or "", place, step)
    at_end = aim == 0 if step < 0 else aim == len(labels) - 1
    way = "up" if (step < 0) != at_end else "down"
    return AfterPress(
        said=sentence(
            "\u201c{label}\u201d is now {place} of {number}.",
            label=labels[place],
            place=aim + 1,
            number=len(labels),
        ),
        focus=f"{way}-{aim}",
        ordering=True,
    )


def _times(form: EditorForm, what: str) -> AfterPress:
    del form, what
    return AfterPress(focus="times-shown", scheduling=True)


def _look(form: EditorForm, what: str) -> AfterPress:
    del form, what
    return NOTHING


_PRESSES: dict[str, Callable[[EditorForm, str], AfterPress]] = {
    "fill": _fill,
    "up": lambda form, what: _move(form, what, -1),
    "down": lambda form, what: _move(form, what, +1),
    PUT_BACK: _put_back,
    TIMES: _times,
    LOOK: _look,
}
