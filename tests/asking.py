"""What is made of one question's form: the answer, or the sentence that refuses it."""

import json

from pollsvc.domain.answers import parse_answer
from pollsvc.domain.cells import all_cells, cells_of
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.kind import NoAnswer, Unacceptable, part_name
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Option, OptionRole, Questionnaire

OTHER = Option(code="other", label="Other", role=OptionRole.OTHER)
NONE = Option(code="none", label="None of these", role=OptionRole.NONE)


def said(question, own=(), **parts):
    """The answer to a form with these fields, or why there is none.

    Whatever is accepted is stored as JSON, comes back, and counts in known cells.
    """
    fields = {None: own, **parts}
    raw = {
        part_name(question.code, part): [values] if isinstance(values, str) else values
        for part, values in fields.items()
    }
    try:
        answer = parse_answer(question, raw)
    except Unacceptable as problem:
        return str(problem)
    asked = Questionnaire(questions=(question,))
    kind = KINDS[question.kind]
    if not isinstance(answer, NoAnswer):
        stored = json.loads(json.dumps(kind.stored(answer)))
        assert kind.restored(question, stored) == answer
    assert set(cells_of(asked, {question.code: answer})) <= set(all_cells(asked))
    return answer


def cells(question, answer):
    """The cells of the tally in which an answer counts."""
    asked = Questionnaire(questions=(question,))
    return [cell for code, cell in cells_of(asked, {question.code: answer}) if code]


def wrong(*questions, **given):
    """The places of a questionnaire that break a rule."""
    return [*problems_of(Questionnaire(questions=questions, **given))]
