"""Whether each text repeats only answers that are known by then."""

from collections.abc import Iterator, Mapping

from pollsvc.domain.piping import marks_in
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.routing import pages_of
from pollsvc.domain.routing_rules import asked_if
from pollsvc.domain.sentences import sentence


def piping_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield a sentence for each text that repeats an answer nobody knows by then."""
    before: dict[str, Question] = {}
    on_page: dict[str, Question] = {}
    firsts = {page.questions[0] for page in pages_of(questionnaire) if page.questions}
    for number, question in enumerate(questionnaire.questions):
        if question.code in firsts:
            before |= on_page
            on_page = {}
        for part, code in marks_in(question):
            if why := _problem(questionnaire, question, before, code):
                yield f"questions[{number}]{part}", why
        on_page[question.code] = question


def _problem(
    questionnaire: Questionnaire,
    question: Question,
    before: Mapping[str, Question],
    code: str,
) -> str | None:
    if questionnaire.question(code) is None:
        # Braces may stand in a text for their own sake.
        return None
    if code not in before:
        return sentence(
            "{mark} cannot stand here: {code!r} is not answered on an earlier page.",
            mark=f"{{{code}}}",
            code=code,
        )
    needed = asked_if(questionnaire, before[code])
    if not needed <= asked_if(questionnaire, question):
        return sentence(
            "{mark} cannot stand here: {code!r} may not have been asked; ask this by "
            "the same rule.",
            mark=f"{{{code}}}",
            code=code,
        )
    return None
