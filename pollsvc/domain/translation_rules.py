"""Which rules the translations of a questionnaire keep: a sentence for each breach."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pollsvc.domain.kinds.labels import words_problem
from pollsvc.domain.piping import names_in
from pollsvc.domain.questionnaires import (
    LANGUAGE,
    MAX_TEXT,
    Option,
    Questionnaire,
    Row,
    Translation,
)
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import is_blank
from pollsvc.domain.translations import (
    SourceText,
    is_piped,
    texts_of,
    translated,
)

MAX_TRANSLATIONS = 40
_TOO_MANY = sentence(
    "A poll speaks at most {most} languages.", most=MAX_TRANSLATIONS + 1
)
_TOO_LONG = sentence("Keep the translation under {most} characters.", most=MAX_TEXT)

Problem = tuple[str, str]


def translation_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Yield a sentence for each part of a translation that breaks a rule, by its path.

    Paths read like `translations.es.questions.visits.text`.
    """
    if len(questionnaire.translations) > MAX_TRANSLATIONS:
        yield "translations", _TOO_MANY
    sources = {text.key: text for text in texts_of(questionnaire, title="")}
    codes = frozenset(question.code for question in questionnaire.questions)
    seen: set[str] = set()
    for translation in questionnaire.translations:
        where = f"translations.{translation.language}"
        if problem := _language_problem(translation, questionnaire, seen):
            yield where, problem
        seen.add(translation.language.casefold())
        for key, text in translation.texts.items():
            if problem := _text_problem(sources.get(key), text, codes):
                yield f"{where}.{key}", problem
        for key in _said_twice(translated(questionnaire, translation.language)):
            if key in translation.texts:
                text = translation.texts[key]
                yield (
                    f"{where}.{key}",
                    sentence("{text!r} stands there twice.", text=text),
                )


def _language_problem(
    translation: Translation, questionnaire: Questionnaire, seen: set[str]
) -> str | None:
    language = translation.language
    if not LANGUAGE.fullmatch(language):
        return sentence(
            "{language!r} is not a language; write one like en or pt-BR.",
            language=language,
        )
    if language.casefold() == questionnaire.language.casefold():
        return sentence(
            "The poll itself is written in {language!r}; this is no translation.",
            language=language,
        )
    if language.casefold() in seen:
        return sentence(
            "There are two translations into {language!r}.", language=language
        )
    return None


def _text_problem(
    source: SourceText | None, text: str, codes: frozenset[str]
) -> str | None:
    if source is None:
        return sentence("The poll has no such text.")
    if is_blank(text):
        return sentence(
            "Write the translation, or leave it out: then the source's words stand."
        )
    problem = words_problem(text, too_long=_TOO_LONG)
    if problem is None and is_piped(source.key):
        meant, said = (names_in(words) & codes for words in (source.text, text))
        problem = _piping_problem(meant, said)
    return problem


def _piping_problem(meant: frozenset[str], said: frozenset[str]) -> str | None:
    """Return a problem where a text repeats other answers than its source does."""
    lost, new = sorted(meant - said), sorted(said - meant)
    if lost:
        return sentence(
            "{mark} stands in the source; it must stand here too.",
            mark=f"{{{lost[0]}}}",
        )
    if new:
        return sentence(
            "{mark} does not stand in the source; take it out here.",
            mark=f"{{{new[0]}}}",
        )
    return None


def _said_twice(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield the key of each option or row that is called like another one beside it."""
    for question in questionnaire.questions:
        lists: tuple[tuple[str, Sequence[Option | Row]], ...] = (
            ("options", question.options),
            ("rows", question.rows),
        )
        for name, parts in lists:
            labels = Counter(part.label.casefold() for part in parts)
            for part in parts:
                if labels[part.label.casefold()] > 1:
                    yield f"questions.{question.code}.{name}.{part.code}"
