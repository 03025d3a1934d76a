"""Whether two waves asked the same, so that their answers can be compared."""

from collections.abc import Iterable, Mapping

from pollsvc.domain.questionnaires import Question
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.versions import Versions

_CHANGED = sentence(
    "Not compared with the wave before: the words or the answers of this question were "
    "changed in between."
)
_UNKNOWN = sentence(
    "Not compared with the wave before: which version of the questions was answered is "
    "no longer known, since the single answers were deleted."
)
_NOT_ASKED = sentence(
    "Not compared with the wave before: this question was not asked in both."
)


def obstacle(
    code: str, versions: Versions, answered: Iterable[Mapping[int, int]]
) -> Sentence | None:
    """Return why a question's answers in two waves are not compared; None: they are.

    Args:
        code: The question's.
        versions: Everything that was ever asked.
        answered: For each of the two waves, how many answered which version; nothing
            where that is no longer known.
    """
    if len(versions) == 1:
        return None
    waves = [{n for n, count in each.items() if count} for each in answered]
    if not all(waves):
        return _UNKNOWN
    asked = [[q for n in wave if (q := _asked(versions, n, code))] for wave in waves]
    if not all(asked):
        return _NOT_ASKED
    wordings = [_wording(question) for wave in asked for question in wave]
    return None if all(each == wordings[0] for each in wordings) else _CHANGED


def _asked(versions: Versions, number: int, code: str) -> Question | None:
    return versions[number].questionnaire.question(code)


def _wording(question: Question) -> tuple[object, ...]:
    return (
        question.kind,
        question.text,
        question.options,
        question.rows,
        question.limits,
    )
