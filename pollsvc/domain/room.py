"""How many questions a survey has room for."""

from pollsvc.domain.errors import EditRefused
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.sentences import sentence

MAX_QUESTIONS = 200
"""More are no survey that anybody answers, and no page that an author can oversee."""


def require_room(questionnaire: Questionnaire) -> None:
    """Refuse another question where there are too many.

    Raises:
        EditRefused: There are.
    """
    if len(questionnaire.questions) >= MAX_QUESTIONS:
        msg = sentence("Ask at most {most} questions.", most=MAX_QUESTIONS)
        raise EditRefused(msg)
