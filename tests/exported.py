"""What stands in the columns of a file of responses, by the contract's own words."""

from pollsvc.domain.answers import NOT_ANSWERED, NOT_ASKED, Chosen
from pollsvc.domain.questionnaires import OptionRole, QuestionKind

K = QuestionKind
BY_ROLE = {OptionRole.DONT_KNOW: "-97", OptionRole.REFUSE: "-98"}


def missing_code(question, answer):
    """How somebody gave no answer, as it is exported; None: they gave one."""
    if answer is NOT_ASKED:
        return ""
    if answer is NOT_ANSWERED:
        return "-99"
    if isinstance(answer, Chosen):
        roles = {option.code: option.role for option in question.options}
        return BY_ROLE.get(roles[answer.code])
    return None


def codes_of(question, answer):
    """The options that somebody chose."""
    if missing_code(question, answer) is not None:
        return ()
    return (answer.code,) if isinstance(answer, Chosen) else answer.codes


def columns_of(whole, said):
    """Each column of what is no text, with what one person has in it."""
    for question in whole.questions:
        answer = said[question.code]
        without = missing_code(question, answer)
        for part, value in PARTS[question.kind](question):
            name = f"{question.code}__{part}" if part else question.code
            yield name, value(answer) if without is None else without


def _one(value):
    return lambda _question: [("", value)]


def _chosen(question):
    for option in question.substantive:
        yield option.code, lambda a, code=option.code: str(int(code in a.codes))


def _places(question):
    def place(code, answer):
        return str(answer.order.index(code) + 1) if code in answer.order else "-99"

    for option in question.substantive:
        yield option.code, lambda a, code=option.code: place(code, a)


def _ratings(question):
    def rating(row, answer):
        code = answer.rows.get(row)
        if code is None:
            return "-99"
        without = missing_code(question, Chosen(code))
        return code if without is None else without

    for row in question.rows:
        yield row.code, lambda a, row=row.code: rating(row, a)


PARTS = {
    K.SINGLE: _one(lambda answer: answer.code),
    K.SCALE: _one(lambda answer: answer.code),
    K.NUMBER: _one(lambda answer: f"{answer.value:f}"),
    K.DATE: _one(lambda answer: answer.day.isoformat()),
    K.TEXT: lambda _question: [],
    K.MULTIPLE: _chosen,
    K.RANK: _places,
    K.MATRIX: _ratings,
}
