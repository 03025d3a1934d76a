"""Whom somebody answers for: the ready-made question that surveys can begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pollsvc.domain.questionnaires import (
    REFUSE,
    Option,
    Page,
    Question,
    Questionnaire,
)
from pollsvc.domain.stock_labels import label_in

CODE = "answered_for"
"""The code of the question: its column in the data."""

MYSELF, CARED_FOR = "self", "cared_for"


@dataclass(frozen=True, kw_only=True)
class _Words:
    text: str
    myself: str
    other: str


_WORDS = {
    "en": _Words(
        text="Are you answering for yourself, or for someone you care for?",
        myself="For myself",
        other="For someone I care for",
    ),
    "es": _Words(
        text="¿Responde por usted o por alguien a quien cuida?",
        myself="Por mí",
        other="Por alguien a quien cuido",
    ),
    "de": _Words(
        text="Antworten Sie für sich selbst oder für jemanden, um den Sie sich "
        "kümmern?",
        myself="Für mich selbst",
        other="Für jemanden, um den ich mich kümmere",
    ),
    "fr": _Words(
        text="Répondez-vous pour vous-même ou pour une personne dont vous vous "
        "occupez ?",
        myself="Pour moi-même",
        other="Pour une personne dont je m\u2019occupe",
    ),
    "ar": _Words(
        text="هل تجيب عن نفسك أم عن شخص ترعاه؟",
        myself="عن نفسي",
        other="عن شخص أرعاه",
    ),
}

LANGUAGES = tuple(_WORDS)
"""The languages it is ready-made in; regions, such as es-MX, read their language's."""


def ready_made(language: str) -> Question | None:
    """Return the question in a language such as "es" or "es-MX"; None: not in it."""
    words = _words_in(language)
    if words is None:
        return None
    return Question(
        code=CODE,
        text=words.text,
        options=(
            Option(code=MYSELF, label=words.myself),
            Option(code=CARED_FOR, label=words.other),
            replace(REFUSE, label=label_in(REFUSE, language, language) or REFUSE.label),
        ),
    )


def ready_made_texts(questionnaire: Questionnaire, language: str) -> Mapping[str, str]:
    """Return the ready-made translations of what a questionnaire asks of this, by key.

    Only of texts that are still in the ready-made words: what its author worded anew
    says something else.
    """
    asked = questionnaire.question(CODE)
    source = _words_in(questionnaire.language)
    target = _words_in(language)
    if asked is None or source is None or target is None:
        return {}
    said = {f"questions.{CODE}.text": asked.text}
    said |= {f"questions.{CODE}.options.{o.code}": o.label for o in asked.options}
    known, spoken = _by_key(source), _by_key(target)
    return {key: spoken[key] for key, text in said.items() if known.get(key) == text}


def beginning_with_it(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire that asks this first, on a page of its own.

    One in a language without ready-made words stays as it is.
    """
    question = ready_made(questionnaire.language)
    if question is None:
        return questionnaire
    return preceded(questionnaire, question)


def preceded(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """Return a questionnaire that asks one more question first, on its own page."""
    pages = questionnaire.pages
    return replace(
        questionnaire,
        questions=(question, *questionnaire.questions),
        # Where no pages are grouped, each question has one of its own.
        pages=(Page(questions=(question.code,)), *pages) if pages else (),
    )


def without_it(questionnaire: Questionnaire) -> Questionnaire | None:
    """Return what `beginning_with_it` makes this questionnaire of; None: nothing."""
    rest = replace(
        questionnaire,
        questions=questionnaire.questions[1:],
        pages=questionnaire.pages[1:],
    )
    is_made_of_it = rest.questions and beginning_with_it(rest) == questionnaire
    return rest if is_made_of_it else None


def _words_in(language: str) -> _Words | None:
    return _WORDS.get(language.partition("-")[0].lower())


def _by_key(words: _Words) -> dict[str, str]:
    return {
        f"questions.{CODE}.text": words.text,
        f"questions.{CODE}.options.{MYSELF}": words.myself,
        f"questions.{CODE}.options.{CARED_FOR}": words.other,
    }
