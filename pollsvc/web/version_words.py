"""What changed in what a poll asks after people had answered, in words."""

from collections.abc import Iterator
from itertools import pairwise

from flask_babel import gettext

from pollsvc.domain.answers import from_stored
from pollsvc.domain.carrying_over import no_longer_offered
from pollsvc.domain.version_changes import changes_between
from pollsvc.domain.versions import Correction, Version, Versions
from pollsvc.services.responding import OwnResponse
from pollsvc.web.answer_words import words_of
from pollsvc.web.languages import worded
from pollsvc.web.times import day_words


def history_lines(versions: Versions) -> tuple[str, ...]:
    """Return every correction and every new version, the oldest first; or nothing."""
    ordered = [versions[number] for number in sorted(versions)]
    lines = [*map(_corrected, ordered[0].corrections)]
    for before, after in pairwise(ordered):
        lines += _changed(before, after)
        lines += map(_corrected, after.corrections)
    return tuple(lines)


def is_changed(versions: Versions, code: str) -> bool:
    """Return whether a question was not the same in all versions that ask it."""
    asked = (versions[number].questionnaire.question(code) for number in versions)
    known = [question for question in asked if question is not None]
    return any(one != other for one, other in pairwise(known))


def past_answers_notice(own: OwnResponse) -> str | None:
    """Return what of somebody's own answers is of the past, in words; None: nothing."""
    past = no_longer_offered(own.asked, own.poll.questionnaire, own.answers)
    if not past:
        return None
    answers = from_stored(own.asked, own.answers)
    said = (
        f"“{question.text}” {worded(words_of(question, answers[question.code]))}"
        for question in own.asked.questions
        if question.code in past
    )
    return str(
        gettext(
            "The questions have changed since you answered. What you answered then and "
            "cannot choose any more: %(answers)s. It stays as it was until you submit "
            "this form.",
            answers="; ".join(said),
        )
    )


def _corrected(correction: Correction) -> str:
    change, on = correction.change, worded(day_words(correction.on))
    before, after = change.before, change.after
    if not before:
        told = gettext("Wording added on %(day)s: “%(after)s”.", day=on, after=after)
    elif not after:
        told = gettext(
            "Wording removed on %(day)s: was “%(before)s”.", day=on, before=before
        )
    else:
        told = gettext(
            "Wording corrected on %(day)s: was “%(before)s”, is “%(after)s”.",
            day=on,
            before=before,
            after=after,
        )
    return str(told)


def _changed(before: Version, after: Version) -> Iterator[str]:
    number = after.questionnaire.version
    yield (
        gettext("Version %(number)s.", number=number)
        if after.since is None
        else gettext(
            "Version %(number)s since %(day)s.",
            number=number,
            day=worded(day_words(after.since)),
        )
    )
    changes = changes_between(before.questionnaire, after.questionnaire)
    yield from map(worded, changes.substance)
    for word in changes.rewordings:
        yield gettext(
            "Asked otherwise in version %(number)s: was “%(before)s”, is “%(after)s”.",
            number=number,
            before=word.before,
            after=word.after,
        )
