"""The translations of a survey: what there is to translate, and saving some of it."""

from collections.abc import Mapping
from dataclasses import replace

from pollsvc.blueprints.editing.saving import CHANGED, Change
from pollsvc.blueprints.editing.typed import Typed
from pollsvc.domain.errors import QuestionChanged
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire, Translation
from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.translations import (
    SourceText,
    ready_texts,
    texts_of,
    with_translation,
)

AT_ONCE = 25
"""So many texts of the longest kind fit into one form, in any script."""


def translatable(poll: Poll) -> tuple[SourceText, ...]:
    """Return the texts of a survey that differ from one language to another."""
    texts = texts_of(poll.questionnaire, title=poll.title)
    return tuple(text for text in texts if text.has_words)


def part_of(texts: tuple[SourceText, ...], number: int) -> tuple[SourceText, ...]:
    """Return the texts of one form, counted from 1."""
    return texts[(number - 1) * AT_ONCE : number * AT_ONCE]


def said_in(questionnaire: Questionnaire, language: str) -> Mapping[str, str]:
    """Return what a survey says in a language so far, by the keys of the texts.

    What is ready-made is said already, before anybody has translated it.
    """
    found = (t.texts for t in questionnaire.translations if t.language == language)
    return {**ready_texts(questionnaire, language), **next(found, {})}


def read_texts(typed: Typed, texts: tuple[SourceText, ...]) -> dict[str, str]:
    """Return what a form says for each text; "" where it has no translation."""
    return {text.key: clean_line(typed.one(text.key)) for text in texts}


def mark_of(texts: Mapping[str, str], keys: Mapping[str, object]) -> str:
    """Return the fingerprint of what is translated of some texts."""
    return fingerprint(tuple((key, texts.get(key, "")) for key in keys))


def translating(language: str, said: Mapping[str, str], seen: str) -> Change:
    """Return the change that gives some texts other translations.

    The change raises QuestionChanged where somebody else changed one of them since its
    author looked.

    Args:
        language: The tag of the language.
        said: The translations by key; "" takes one away.
        seen: The fingerprint of those that its author saw.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        theirs = said_in(questionnaire, language)
        is_same = all(theirs.get(key, "") == text for key, text in said.items())
        if not is_same and mark_of(theirs, said) != seen:
            raise QuestionChanged(CHANGED)
        ready = ready_texts(questionnaire, language)
        texts = {
            key: text
            for key, text in {**theirs, **said}.items()
            if text and text != ready.get(key)
        }
        others = tuple(
            each for each in questionnaire.translations if each.language != language
        )
        if not texts:
            return replace(questionnaire, translations=others)
        return with_translation(
            questionnaire, Translation(language=language, texts=texts)
        )

    return change
