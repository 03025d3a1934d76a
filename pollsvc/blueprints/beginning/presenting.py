"""Builds the pages of beginning with what is there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import request, url_for
from flask_babel import gettext, ngettext

from pollsvc.blueprints.beginning.pages import (
    LibraryPage,
    LibraryRow,
    StarterCard,
    StartersPage,
)
from pollsvc.definitions.starters import Starter, starters
from pollsvc.domain.polls import Poll, is_slug
from pollsvc.domain.question_library import KeptQuestion, Shelf, kept_questions
from pollsvc.domain.questionnaires import QUESTION_CODE, Question
from pollsvc.domain.sentences import Sentence
from pollsvc.domain.texts import isolated
from pollsvc.domain.translations import title_in, translated
from pollsvc.web.fields import Choice
from pollsvc.web.kind_names import kind_name
from pollsvc.web.languages import best_of, worded
from pollsvc.web.sign_in import csrf_field

TAKE = "take"
"""The form field of the questions ticked."""

MOST_SHOWN = 100
"""A page of more is not read, and its form would be too large to send."""

MOST_NOTES = 6
"""So many sentences fit on the way to the next page."""


def starters_page() -> StartersPage:
    """Return the ready-made polls."""
    return StartersPage(starters=tuple(map(_card, starters())), hidden=(csrf_field(),))


def library_page(
    poll: Poll,
    shelves: Sequence[Shelf],
    *,
    words: str,
    of: str,
    notices: tuple[str, ...],
) -> LibraryPage:
    """Return the questions of other polls that fit what is looked for.

    Args:
        poll: The draft that they are for.
        shelves: The other polls.
        words: What their texts must hold.
        of: The address of the poll that they must come from; empty: any.
        notices: What to say first.
    """
    slugs = {shelf.poll.slug for shelf in shelves}
    of = of if of in slugs else ""
    found = kept_questions(shelves, words=words, slug=of)
    return LibraryPage(
        title=poll.title,
        poll_url=url_for("authoring.poll", slug=poll.slug),
        action=url_for("beginning.take", slug=poll.slug, **looked_for()),
        all_url=url_for("beginning.library", slug=poll.slug),
        hidden=(csrf_field(),),
        notices=notices,
        words=words,
        polls=(
            Choice(value="", label=gettext("All polls")),
            *(Choice(value=s.poll.slug, label=s.poll.title) for s in shelves),
        ),
        of=of,
        found=_count(len(found)),
        is_searched=bool(words.strip() or of),
        rows=tuple(
            _row(number, kept) for number, kept in enumerate(found[:MOST_SHOWN])
        ),
    )


def wanted_of(values: Iterable[str]) -> dict[str, list[str]]:
    """Return the codes of the questions ticked by the address of their poll."""
    wanted: dict[str, list[str]] = {}
    for value in values:
        slug, _, code = value.partition("/")
        if is_slug(slug) and QUESTION_CODE.fullmatch(code):
            wanted.setdefault(slug, []).append(code)
    return wanted


def notes_in_words(notes: Sequence[Sentence]) -> Iterator[str]:
    """Yield what is different about questions taken, as much as the next page holds."""
    yield from map(worded, notes[:MOST_NOTES])
    more = len(notes) - MOST_NOTES
    if more > 0:
        yield ngettext(
            "%(num)s more difference of this kind: look through the draft.",
            "%(num)s more differences of this kind: look through the draft.",
            more,
        )


def looked_for() -> dict[str, Any]:
    """Return what the address asks of the questions shown."""
    return {
        name: request.args[name] for name in ("words", "of") if name in request.args
    }


def _card(starter: Starter) -> StarterCard:
    asked = starter.draft.questionnaire
    language = best_of(asked.languages)
    questions = translated(asked, language).questions
    return StarterCard(
        name=starter.name,
        language=language,
        title=title_in(asked, starter.draft.title, language),
        purpose=worded(starter.purpose),
        count=ngettext("%(num)s question", "%(num)s questions", len(questions)),
        questions=tuple(question.text for question in questions),
        action=url_for("beginning.begin", name=starter.name),
    )


def _row(number: int, kept: KeptQuestion) -> LibraryRow:
    question = kept.question
    return LibraryRow(
        id=f"question-{number}",
        value=f"{kept.poll.slug}/{question.code}",
        text=question.text,
        kind=kind_name(question.kind),
        source=gettext("From “%(title)s”", title=isolated(kept.poll.title)),
        asked=_asked(kept),
        answers=_answers(question),
    )


def _answers(question: Question) -> tuple[str, ...]:
    rows = tuple(row.label for row in question.rows)
    return rows + tuple(option.label for option in question.substantive)


def _asked(kept: KeptQuestion) -> str:
    if not kept.asked:
        return str(gettext("Not asked yet."))
    if kept.polls == 1:
        return str(ngettext("Asked once.", "Asked %(num)s times.", kept.asked))
    return str(
        ngettext(
            "Asked once, in one of %(polls)s polls that have it.",
            "Asked %(num)s times, in %(polls)s polls that have it.",
            kept.asked,
            polls=kept.polls,
        )
    )


def _count(number: int) -> str:
    if number > MOST_SHOWN:
        return str(
            gettext(
                "%(number)s questions. The first %(shown)s are shown: search to see "
                "others.",
                number=number,
                shown=MOST_SHOWN,
            )
        )
    return str(ngettext("%(num)s question.", "%(num)s questions.", number))
