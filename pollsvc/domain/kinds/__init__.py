"""The kinds of question: for each, all that the domain says of it, in one file."""

from pollsvc.domain.kinds import (
    date,
    matrix,
    multiple,
    number,
    rank,
    scale,
    single,
    text,
)
from pollsvc.domain.kinds.kind import Kind
from pollsvc.domain.questionnaires import QuestionKind

KINDS: dict[QuestionKind, Kind] = {
    QuestionKind.SINGLE: single.KIND,
    QuestionKind.MULTIPLE: multiple.KIND,
    QuestionKind.SCALE: scale.KIND,
    QuestionKind.NUMBER: number.KIND,
    QuestionKind.RANK: rank.KIND,
    QuestionKind.MATRIX: matrix.KIND,
    QuestionKind.TEXT: text.KIND,
    QuestionKind.DATE: date.KIND,
}
