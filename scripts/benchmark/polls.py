"""The polls that are measured: one question as most have, and a survey of ten."""

from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    Question,
    Questionnaire,
)
from pollsvc.domain.release_policies import Visibility
from pollsvc.domain.schedules import Schedule

ONE_QUESTION = "bench-poll"
TEN_QUESTIONS = "bench-survey"


def poll() -> PollDraft:
    """Gives a poll of one question, whose results everybody may see."""
    text = (
        "On average, how many times per month do you (or your caretaker) go to the "
        "pharmacy?"
    )
    options = ("None", "Once", "Twice", "Three or more")
    return _draft(ONE_QUESTION, (_question("visits", text, options),))


def survey() -> PollDraft:
    """Gives a survey of ten questions, whose results everybody may see."""
    options = ("Never", "Seldom", "Sometimes", "Often", "Always")
    questions = (
        _question(
            f"q{number}", f"How often does this happen to you? ({number})", options
        )
        for number in range(1, 11)
    )
    return _draft(TEN_QUESTIONS, tuple(questions))


def _question(code: str, text: str, labels: tuple[str, ...]) -> Question:
    options = (Option(code=str(n), label=label) for n, label in enumerate(labels))
    return Question(code=code, text=text, options=(*options, DONT_KNOW, REFUSE))


def _draft(slug: str, questions: tuple[Question, ...]) -> PollDraft:
    return PollDraft(
        slug=slug,
        title="A poll to measure",
        questionnaire=Questionnaire(questions=questions),
        results=Visibility.ALWAYS,
        schedule=Schedule(zone="UTC"),
    )
