"""What the buttons of the outline do, and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext

from pollsvc.blueprints.editing.outline import place_of
from pollsvc.blueprints.editing.saving import copied, joining, rearrange_draft
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.rearranging import moved, sheets_of, split
from pollsvc.web.rule_words import shortened


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a button has done.

    Attributes:
        said: It, in a sentence.
        focus: The id of the control that should have the focus.
    """

    said: str
    focus: str


@dataclass(frozen=True, kw_only=True)
class _Press:
    change: Callable[[Questionnaire, str], Questionnaire]
    done: Callable[[Poll, str], Done]


def rearrange(slug: str, button: str, what: str) -> Done | None:
    """Do what a button says, e.g. "up" with a question's code; None: no such button.

    Raises:
        EditRefused: It would break a rule; nothing was changed.
        DraftRefused: Likewise.
        MoveNotAllowed: The poll is not a draft any more.
    """
    press = _PRESSES.get(button)
    if press is None:
        return None
    poll = rearrange_draft(
        slug, lambda questionnaire: press.change(questionnaire, what)
    )
    return press.done(poll, what)


def _moved(poll: Poll, code: str, way: str) -> Done:
    asked = poll.questionnaire
    place, total = place_of(asked, code), len(asked.questions)
    at_end = place == (1 if way == "up" else total)
    other = "down" if way == "up" else "up"
    return Done(
        said=gettext(
            "“%(question)s” is now question %(place)s of %(total)s.",
            question=_text(poll, code),
            place=place,
            total=total,
        ),
        focus=f"{other if at_end else way}-{code}",
    )


def _copied(poll: Poll, code: str) -> Done:
    place = place_of(poll.questionnaire, code)
    copy = poll.questionnaire.questions[place]
    said = gettext("The copy is question %(place)s.", place=place + 1)
    return Done(said=said, focus=f"edit-{copy.code}")


def _split(poll: Poll, code: str) -> Done:
    text = _text(poll, code)
    said = gettext("A page now begins with “%(question)s”.", question=text)
    return Done(said=said, focus=f"edit-{code}")


def _joined(poll: Poll, code: str) -> Done:
    sheets = enumerate(sheets_of(poll.questionnaire))
    number = next((n for n, s in sheets if code in (q.code for q in s.questions)), 0)
    said = gettext("The two pages are one.")
    return Done(said=said, focus=f"page-{number}")


def _text(poll: Poll, code: str) -> str:
    question = poll.questionnaire.question(code)
    return shortened(question.text) if question else ""


_PRESSES: dict[str, _Press] = {
    "up": _Press(
        change=lambda asked, code: moved(asked, code, -1),
        done=lambda poll, code: _moved(poll, code, "up"),
    ),
    "down": _Press(
        change=lambda asked, code: moved(asked, code, +1),
        done=lambda poll, code: _moved(poll, code, "down"),
    ),
    "copy": _Press(change=copied, done=_copied),
    "break": _Press(change=split, done=_split),
    "join": _Press(change=lambda asked, code: joining(code)(asked), done=_joined),
}
