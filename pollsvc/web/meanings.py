"""Asks what a change of an answered poll means, and says what saving has done."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.translations import texts_of
from pollsvc.domain.version_changes import Changes, Meaning
from pollsvc.web.fields import Choice
from pollsvc.web.languages import worded
from pollsvc.web.poll_languages import own_name

FIELD = "meaning"
ASKED = "meaning_asked"
"""What a form has once it asks: then to choose nothing is a mistake."""


@dataclass(frozen=True, kw_only=True)
class MeaningQuestion:
    """What is asked before a change is saved that comes after people have answered.

    Attributes:
        changes: What changes, a sentence each.
        choices: What it can mean.
        error: That it has not been said, where it was asked before; or None.
    """

    changes: tuple[str, ...]
    choices: tuple[Choice, ...]
    error: str | None


def meaning_question(changes: Changes, stored: Poll) -> MeaningQuestion:
    """Return what to ask about changes of a poll that people have answered."""
    return MeaningQuestion(
        changes=(*_reworded(changes), *map(worded, changes.substance)),
        choices=tuple(_choices(changes, stored.questionnaire.version + 1)),
        error=_left_out(),
    )


def meaning_of(said: str | None) -> Meaning | None:
    """Return what the author has said that a change means, or None."""
    return Meaning(said) if said in set(Meaning) else None


def is_published(poll: Poll | None) -> bool:
    """Return whether members may have met what the poll asks."""
    return poll is not None and poll.state is not PollState.DRAFT


def saved_words(before: Poll | None, after: Poll, said: Meaning | None = None) -> str:
    """Return what saving has done, in a sentence.

    Args:
        before: The poll as it was; None: there was none.
        after: The poll as it is now.
        said: What its author has said that the change means; None: nobody asked.
    """
    if before is None or not is_published(before):
        told = gettext("The draft is saved.")
    elif after.questionnaire.version != before.questionnaire.version:
        told = gettext(
            "Version %(number)s is asked from now on. Answers to earlier versions stay "
            "in the results and in the data.",
            number=after.questionnaire.version,
        )
    elif after.questionnaire == before.questionnaire:
        told = gettext("What is asked stays as it was.")
    elif said is Meaning.SAME:
        told = gettext(
            "Only words are corrected: it is still version %(number)s. The results "
            "page shows what was corrected, and when.",
            number=after.questionnaire.version,
        )
    else:
        told = gettext("The poll is changed.")
    return str(told)


def untranslated_words(before: Poll | None, after: Poll) -> str | None:
    """Return in which languages texts have lost their translation; None: in none."""
    known = before.questionnaire.translations if before else ()
    now = {each.language: each.texts for each in after.questionnaire.translations}
    asked = {text.key for text in texts_of(after.questionnaire, after.title)}
    lost = [
        each.language
        for each in known
        if asked & {*each.texts} - {*now.get(each.language, ())}
    ]
    if not lost:
        return None
    return str(
        gettext(
            "What reads otherwise now is said in the poll’s own words in these "
            "languages until it is translated again: %(languages)s.",
            languages=", ".join(map(own_name, lost)),
        )
    )


def _left_out() -> str | None:
    if ASKED not in request.form or meaning_of(request.form.get(FIELD)):
        return None
    return str(gettext("Say what the change means."))


def _reworded(changes: Changes) -> Iterator[str]:
    for word in changes.rewordings:
        yield gettext(
            "“%(before)s” becomes “%(after)s”.", before=word.before, after=word.after
        )


def _choices(changes: Changes, number: int) -> Iterator[Choice]:
    if not changes.substance:
        yield Choice(
            id=f"{FIELD}-same",
            value=Meaning.SAME.value,
            label=gettext(
                "Spelling only: it means the same. The results page shows what was "
                "corrected, and when."
            ),
        )
    yield Choice(
        id=f"{FIELD}-other",
        value=Meaning.OTHER.value,
        label=gettext(
            "It asks something else now: this is version %(number)s. Answers so far "
            "stay with the version they were given to.",
            number=number,
        ),
        checked=bool(changes.substance),
    )
