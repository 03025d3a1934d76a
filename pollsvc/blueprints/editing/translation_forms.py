"""Builds the pages of a survey's translations, with everything as typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from pollsvc.blueprints.editing.translating import (
    AT_ONCE,
    mark_of,
    part_of,
    said_in,
    translatable,
)
from pollsvc.blueprints.editing.translation_pages import (
    LanguageRow,
    TextRow,
    TranslationPage,
    TranslationsPage,
)
from pollsvc.domain.polls import Poll
from pollsvc.domain.translations import SourceText
from pollsvc.domain.version_changes import Changes
from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.meanings import meaning_question
from pollsvc.web.poll_languages import own_name
from pollsvc.web.rule_words import shortened
from pollsvc.web.sign_in import csrf_field

OFFERED = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr"),
    *("ga", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "lt"),
    *("lv", "mk", "ms", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "so"),
    *("sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh"),
)
"""Languages to pick from; a definition can name any other."""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What is shown beside the translations.

    Attributes:
        problems: What is wrong, a sentence by the key of the text.
        notice: What the author should know before pressing again, or None.
        notices: What has been done.
        changes: What would change that people have answered, or None.
        overtaken: Whether somebody else's texts are to be shown too.
    """

    problems: Mapping[str, str]
    notice: str | None = None
    notices: tuple[str, ...] = ()
    changes: Changes | None = None
    overtaken: bool = False


def language_name(tag: str) -> str:
    """Return what a language calls itself, and its tag."""
    return f"{own_name(tag)} ({tag})"


def languages_page(poll: Poll, notices: tuple[str, ...]) -> TranslationsPage:
    """Return the languages of a survey, and how much of each there is."""
    asked, texts = poll.questionnaire, translatable(poll)
    taken = {asked.language, *(each.language for each in asked.translations)}
    return TranslationsPage(
        title=poll.title,
        notices=notices,
        source=language_name(asked.language),
        action=url_for("editing.translations", slug=poll.slug),
        rows=tuple(
            LanguageRow(
                name=language_name(each.language),
                url=_url(poll, each.language),
                missing=sum(
                    text.key not in said_in(asked, each.language) for text in texts
                ),
                total=len(texts),
            )
            for each in asked.translations
        ),
        offered=tuple(
            Choice(value=tag, label=language_name(tag))
            for tag in OFFERED
            if tag not in taken
        ),
        outline_url=url_for("editing.outline", slug=poll.slug),
    )


def translation_page(
    poll: Poll,
    language: str,
    part: int,
    typed: Mapping[str, str] | None,
    beside: Beside,
) -> TranslationPage:
    """Return some of the texts of a survey beside those in one language.

    Args:
        poll: The survey.
        language: The tag of the language.
        part: Which of the forms, counted from 1.
        typed: What was typed, by the keys of the texts; None: what is stored.
        beside: What is shown beside them.
    """
    texts = translatable(poll)
    here = part_of(texts, part)
    stored = said_in(poll.questionnaire, language)
    keys = {text.key: None for text in here}
    mark = HiddenField(name="seen", value=mark_of(stored, keys))
    return TranslationPage(
        heading=gettext("In %(language)s", language=language_name(language)),
        title=poll.title,
        action=_url(poll, language, part),
        hidden=(csrf_field(), mark),
        problems=tuple(
            Problem(text=said, href=f"#{key}") for key, said in beside.problems.items()
        ),
        notices=beside.notices,
        notice=beside.notice,
        language=language,
        source_language=poll.questionnaire.language,
        missing=sum(text.key not in stored for text in texts),
        rows=tuple(_row(poll, text, stored, typed, beside) for text in here),
        meaning=meaning_question(beside.changes, poll) if beside.changes else None,
        parts=_parts(poll, language, len(texts), part),
        languages_url=url_for("editing.translations", slug=poll.slug),
    )


def _row(
    poll: Poll,
    text: SourceText,
    stored: Mapping[str, str],
    typed: Mapping[str, str] | None,
    beside: Beside,
) -> TextRow:
    theirs = stored.get(text.key, "")
    value = theirs if typed is None else typed[text.key]
    return TextRow(
        name=text.key,
        what=_what(poll, text),
        source=text.text,
        value=value,
        is_missing=not value,
        error=beside.problems.get(text.key),
        theirs=theirs if beside.overtaken and theirs != value else None,
    )


def _what(poll: Poll, text: SourceText) -> str:
    question = poll.questionnaire.question(text.question)
    if question is None:
        return str(gettext("Title of the survey"))
    named = {
        "title": gettext("Title of the page"),
        "text": gettext("Question"),
        "hint": gettext("Hint"),
        "reason": gettext("Why it must be answered"),
        "options": gettext("Answer"),
        "rows": gettext("Row"),
        "low": gettext("What the first point means"),
        "high": gettext("What the last point means"),
        "unit": gettext("Unit"),
    }
    what = named.get(text.part, text.part)
    if text.part == "text":
        return str(what)
    return str(
        gettext(
            "%(what)s of “%(question)s”", what=what, question=shortened(question.text)
        )
    )


def _parts(poll: Poll, language: str, total: int, part: int) -> tuple[Choice, ...]:
    number = -(-total // AT_ONCE)
    if number < 2:  # noqa: PLR2004 -- one part is the whole
        return ()
    return tuple(
        Choice(
            value=_url(poll, language, each),
            label=gettext("Part %(part)s of %(parts)s", part=each, parts=number),
            checked=each == part,
        )
        for each in range(1, number + 1)
    )


def _url(poll: Poll, language: str, part: int = 1) -> str:
    wanted = part if part > 1 else None
    return url_for(
        "editing.translation", slug=poll.slug, language=language, part=wanted
    )
