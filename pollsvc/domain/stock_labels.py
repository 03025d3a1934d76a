"""What ready-made options are called in each language, where nobody says otherwise.

Authors tick "Don't know" and are done: it is not for them to translate what every poll
has. Words of their own, and translations of their own, stand as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    OptionRole,
    Questionnaire,
)

NONE = Option(code="none", label="None of these", role=OptionRole.NONE)
OTHER = Option(code="other", label="Something else", role=OptionRole.OTHER)
_ENGLISH = "en"


@dataclass(frozen=True, kw_only=True)
class _Stock:
    """An option by its role, and its words by language."""

    role: OptionRole
    words: Mapping[str, str]


STOCK = (
    _Stock(
        role=OptionRole.DONT_KNOW,
        words={
            "en": DONT_KNOW.label,
            "es": "No sé",
            "de": "Weiß ich nicht",
            "fr": "Je ne sais pas",
            "ar": "لا أعرف",
        },
    ),
    _Stock(
        role=OptionRole.REFUSE,
        words={
            "en": REFUSE.label,
            "es": "Prefiero no decirlo",
            "de": "Möchte ich nicht sagen",
            "fr": "Je préfère ne pas répondre",
            "ar": "أفضّل عدم الإجابة",
        },
    ),
    _Stock(
        role=OptionRole.NONE,
        words={
            "en": NONE.label,
            "es": "Nada de lo anterior",
            "de": "Nichts davon",
            "fr": "Rien de tout cela",
            "ar": "لا شيء مما سبق",
        },
    ),
    _Stock(
        role=OptionRole.OTHER,
        words={
            "en": OTHER.label,
            "es": "Otra cosa",
            "de": "Etwas anderes",
            "fr": "Autre chose",
            "ar": "شيء آخر",
        },
    ),
    _Stock(
        role=OptionRole.OTHER,
        words={
            "en": "Other",
            "es": "Otro",
            "de": "Anderes",
            "fr": "Autre",
            "ar": "غير ذلك",
        },
    ),
)


def label_in(option: Option, source: str, target: str) -> str | None:
    """Return what an option is called in a language; None: that is for its author.

    Args:
        option: One with stock words, in the source's language or in English.
        source: The language of its poll, such as "en" or "pt-BR".
        target: The language wished for.
    """
    for stock in STOCK:
        known = {stock.words[_ENGLISH], stock.words.get(_base(source))}
        if option.role is stock.role and option.label in known:
            return stock.words.get(_base(target))
    return None


def stock_texts(questionnaire: Questionnaire, language: str) -> dict[str, str]:
    """Return what options in stock words are called in a language, by key of text."""
    return {
        f"questions.{question.code}.options.{option.code}": label
        for question in questionnaire.questions
        for option in question.options
        if (label := label_in(option, questionnaire.language, language)) is not None
    }


def _base(tag: str) -> str:
    """Return the language of a tag: regions, such as es-MX, read their language's."""
    return tag.partition("-")[0].lower()
