"""What the kinds of question are called in words; one row per kind."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from pollsvc.domain.questionnaires import QuestionKind

_NAMES: Mapping[QuestionKind, str] = {
    QuestionKind.SINGLE: lazy_gettext("One answer of several"),
    QuestionKind.MULTIPLE: lazy_gettext("All answers that apply"),
    QuestionKind.SCALE: lazy_gettext("A point on a scale"),
    QuestionKind.NUMBER: lazy_gettext("A number"),
    QuestionKind.RANK: lazy_gettext("Answers put in order"),
    QuestionKind.MATRIX: lazy_gettext("Several rows on one scale"),
    QuestionKind.TEXT: lazy_gettext("Words of their own"),
    QuestionKind.DATE: lazy_gettext("A day"),
}


def kind_name(kind: QuestionKind) -> str:
    """Return the name of a kind in the page's language, e.g. "A number"."""
    return str(_NAMES[kind])
