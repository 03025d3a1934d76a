"""The texts of a poll in other languages: what there is to translate, and the result.

Each text has a key that says where it stands by codes, never by place, so that a
translation outlives questions that move: "title", "pages.visits" (the title of the page
that begins with this question), "questions.visits.text", "questions.visits.options.0".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from pollsvc.domain.answered_for import ready_made_texts
from pollsvc.domain.questionnaires import (
    Limits,
    Option,
    Question,
    Questionnaire,
    Row,
    Translation,
)
from pollsvc.domain.stock_labels import stock_texts

TITLE = "title"
"""The key of the poll's own title."""

_PIPED = ("text", "hint")
"""The parts in which earlier answers can stand."""

_Say = Callable[[str, str], str]
"""Returns what to say for a text, given its key and its words in the source."""

_Part = TypeVar("_Part", Option, Row)


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """One text that can be translated, and where it stands.

    Attributes:
        text: Its words in the source.
        question: The code of its question, or of the first one on its page; "" for
            the poll's title.
        part: What it is: "title" (of the poll or of a page), "text", "hint",
            "reason", "options", "rows", "low", "high" or "unit".
        code: The code of the option or row; "" for all else.
    """

    key: str
    text: str
    question: str
    part: str
    code: str = ""

    @property
    def has_words(self) -> bool:
        """Whether there is something to translate: 10 is the same everywhere."""
        return any(character.isalpha() for character in self.text)


def texts_of(
    questionnaire: Questionnaire, title: str | None = None
) -> tuple[SourceText, ...]:
    """Return all texts that can be translated, in the order in which people meet them.

    Args:
        questionnaire: What is asked.
        title: The poll's title; None leaves it out.
    """
    found = {} if title is None else {TITLE: title}

    def note(key: str, text: str) -> str:
        found[key] = text
        return text

    _reworded(questionnaire, note)
    return tuple(_source_text(key, text) for key, text in found.items())


def translated(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """Return a questionnaire in one of its languages: with other words, and no more.

    What it says in other languages is left out. Texts without a translation stay in
    the source's words, but for what is ready-made, which brings its own; so does
    everything where there is no translation at all.
    """
    if language not in questionnaire.languages:
        return replace(questionnaire, translations=())
    texts = _texts_in(questionnaire, language) or {}
    ready = ready_texts(questionnaire, language)
    spoken = _reworded(questionnaire, {**ready, **texts}.get)
    return replace(spoken, language=language, translations=())


def own_words(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire whose ready-made texts are in its own language too."""
    ready = ready_texts(questionnaire, questionnaire.language)
    return _reworded(questionnaire, ready.get) if ready else questionnaire


def ready_texts(questionnaire: Questionnaire, language: str) -> Mapping[str, str]:
    """Return what is ready-made of a questionnaire in a language, by key of text."""
    return {
        **stock_texts(questionnaire, language),
        **ready_made_texts(questionnaire, language),
    }


def title_in(questionnaire: Questionnaire, title: str, language: str) -> str:
    """Return a poll's title in one of its questionnaire's languages."""
    return (_texts_in(questionnaire, language) or {}).get(TITLE, title)


def with_translation(
    questionnaire: Questionnaire, translation: Translation
) -> Questionnaire:
    """Return a questionnaire with a translation, in place of one in this language."""
    known = {each.language: each for each in questionnaire.translations}
    known[translation.language] = translation
    return replace(questionnaire, translations=tuple(known.values()))


def refitted(
    questionnaire: Questionnaire, *, before: Questionnaire | None = None
) -> Questionnaire:
    """Return a changed questionnaire without translations of what it has no more.

    One into the language that is now its own is left out.

    Args:
        questionnaire: What is asked now.
        before: What was asked, where words that changed mean something else now:
            then see `without_outdated`.
    """
    if before is not None:
        questionnaire = without_outdated(questionnaire, before)
    keys = {text.key for text in texts_of(questionnaire, title="")}
    translations = tuple(
        replace(each, texts={k: t for k, t in each.texts.items() if k in keys})
        for each in questionnaire.translations
        if each.language != questionnaire.language
    )
    return replace(questionnaire, translations=translations)


def without_outdated(
    questionnaire: Questionnaire,
    before: Questionnaire,
    *,
    titles: tuple[str, str] = ("", ""),
) -> Questionnaire:
    """Return a changed questionnaire without translations of what it says no more.

    Whoever reads another language would be asked what was asked before, and be counted
    with those who are asked something else. They are shown the poll's own words until
    somebody translates the new ones. Words that are the same but for capitals, spaces
    and marks keep their translation.

    Args:
        questionnaire: What is asked now.
        before: What was asked.
        titles: The poll's title, before and now.
    """
    then, now = (
        {text.key: _folded(text.text) for text in texts_of(asked, title)}
        for asked, title in zip((before, questionnaire), titles, strict=True)
    )
    translations = tuple(
        replace(
            each,
            texts={
                key: text
                for key, text in each.texts.items()
                if then.get(key, now.get(key)) == now.get(key)
            },
        )
        for each in questionnaire.translations
    )
    return replace(questionnaire, translations=translations)


def _folded(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def is_piped(key: str) -> bool:
    """Return whether earlier answers can stand in the text with a key."""
    return _source_text(key, "").part in _PIPED


def recoded(key: str, old: str, new: str) -> str:
    """Return the key that a text has when its question gets a new code."""
    section, *parts = key.split(".")
    if parts and parts[0] == old:
        parts[0] = new
    return ".".join((section, *parts))


def _texts_in(questionnaire: Questionnaire, language: str) -> Mapping[str, str] | None:
    found = (t.texts for t in questionnaire.translations if t.language == language)
    return next(found, None)


def _source_text(key: str, text: str) -> SourceText:
    section, question, part, code, *_ = (*key.split("."), "", "", "")
    is_title = section in {TITLE, "pages"}
    return SourceText(
        key=key,
        text=text,
        question=question,
        part=TITLE if is_title else part,
        code=code,
    )


def _reworded(questionnaire: Questionnaire, say: _Say) -> Questionnaire:
    """Return a questionnaire with each text as `say` says it: the list of all texts."""
    headed = {
        page.questions[0]: page.title
        for page in questionnaire.pages
        if page.questions and page.title
    }
    titles: dict[str, str] = {}
    questions: list[Question] = []
    for question in questionnaire.questions:
        if title := headed.get(question.code):
            titles[question.code] = say(f"pages.{question.code}", title)
        questions.append(_question(question, say))
    pages = tuple(
        replace(page, title=titles.get("".join(page.questions[:1]), page.title))
        for page in questionnaire.pages
    )
    return replace(questionnaire, questions=tuple(questions), pages=pages)


def _question(question: Question, say: _Say) -> Question:
    at = f"questions.{question.code}"
    return replace(
        question,
        text=say(f"{at}.text", question.text),
        hint=question.hint and say(f"{at}.hint", question.hint),
        reason=question.reason and say(f"{at}.reason", question.reason),
        options=tuple(_listed(question.options, f"{at}.options", say)),
        rows=tuple(_listed(question.rows, f"{at}.rows", say)),
        limits=question.limits and _limits(question.limits, at, say),
    )


def _listed(parts: Iterable[_Part], at: str, say: _Say) -> Iterator[_Part]:
    for part in parts:
        yield replace(part, label=say(f"{at}.{part.code}", part.label))


def _limits(limits: Limits, at: str, say: _Say) -> Limits:
    # What is a text among them is read by people: the ends of a scale, a unit.
    said = {each.name: getattr(limits, each.name) for each in fields(limits)}
    for name, value in said.items():
        if isinstance(value, str) and value:
            said[name] = say(f"{at}.{name}", value)
    return type(limits)(**said)
