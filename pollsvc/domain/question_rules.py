"""Which rules a questionnaire keeps: a sentence for each part that breaks one."""

import re
from collections.abc import Iterator, Mapping

from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.labels import ANSWERS, label_problems, words_problem
from pollsvc.domain.piping_rules import piping_problems
from pollsvc.domain.questionnaires import (
    LANGUAGE,
    LIMITS,
    MAX_OPTIONS,
    MAX_TEXT,
    QUESTION_CODE,
    RESERVED_CODES,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.reachability import reachability_problems
from pollsvc.domain.routing_rules import routing_problems
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import is_blank, text_problem
from pollsvc.domain.translation_rules import translation_problems

_LACK = re.compile(r"^questions\[\d+\]\.(options|rows|reason|required|limits\.places)$")
_NO_WAY_OUT = sentence(
    "Where an answer is required, people must be able to choose “Don't know” or "
    "“Prefer not to say”."
)


_LONG_HINT = sentence("Keep the hint under {most} characters.", most=MAX_TEXT)
_LONG_REASON = sentence("Keep the reason under {most} characters.", most=MAX_TEXT)
_LONG_TITLE = sentence("Keep the title under {most} characters.", most=MAX_TEXT)


def problems_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Return a sentence for each part that breaks a rule, by its path.

    Paths read like `questions[0].options[2]`. An empty dict means all is well.
    """
    found: dict[str, str] = {}
    if not questionnaire.questions:
        found["questions"] = sentence("A poll needs a question.")
    if not LANGUAGE.fullmatch(questionnaire.language):
        found["language"] = sentence(
            "{language!r} is not a language; write one like en or pt-BR.",
            language=questionnaire.language,
        )
    found |= dict(_page_problems(questionnaire))
    found |= dict(routing_problems(questionnaire))
    found |= dict(piping_problems(questionnaire))
    found |= dict(translation_problems(questionnaire))
    seen: set[str] = set()
    for number, question in enumerate(questionnaire.questions):
        where = f"questions[{number}]"
        if question.code in seen:
            found[where] = sentence(
                "The question code {code!r} is used twice.", code=question.code
            )
        seen.add(question.code)
        for path, problem in _question_problems(question):
            found.setdefault(f"{where}{path}", problem)
    # Who can be asked what is looked at by answering; there must be what to answer.
    return found or dict(reachability_problems(questionnaire))


def without_lacks(problems: Mapping[str, str]) -> dict[str, str]:
    """Return the problems other than what a question still lacks.

    That is answers or rows to choose from, and why, or how, it must be answered.
    """
    return {path: said for path, said in problems.items() if not _LACK.search(path)}


def lacks_of(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    """Return what each question still lacks before it can be asked, by its code."""
    return {
        question.code: tuple(
            said for path, said in _question_problems(question) if _is_lack(path)
        )
        for question in questionnaire.questions
    }


def _is_lack(path: str) -> bool:
    return _LACK.search(f"questions[0]{path}") is not None


def _question_problems(question: Question) -> Iterator[tuple[str, str]]:
    if question.code in RESERVED_CODES:
        reserved = ", ".join(RESERVED_CODES)
        yield (
            ".code",
            sentence(
                "Choose another question code than {reserved}.", reserved=reserved
            ),
        )
    elif not QUESTION_CODE.fullmatch(question.code):
        yield ".code", _question_code_sentence(question.code)
    if is_blank(question.text):
        yield ".text", sentence("Write the question.")
    elif len(question.text) > MAX_TEXT:
        yield (
            ".text",
            sentence("Keep the question under {most} characters.", most=MAX_TEXT),
        )
    elif problem := text_problem(question.text):
        yield ".text", problem
    if problem := words_problem(question.hint or "", too_long=_LONG_HINT):
        yield ".hint", problem
    yield from _required_problems(question)
    yield from _foreign_problems(question)
    yield from KINDS[question.kind].problems(question)
    yield from _shuffle_problems(question)
    yield from _option_problems(question.options)


def _foreign_problems(question: Question) -> Iterator[tuple[str, str]]:
    """Yield a problem for each part that only questions of other kinds have."""
    if question.rows and question.kind is not QuestionKind.MATRIX:
        yield ".rows", sentence("Only a question of the kind matrix has rows.")
    limits = question.limits
    if limits is not None and type(limits) is not LIMITS[question.kind]:
        yield (
            ".limits",
            sentence("These are no limits of the kind {kind}.", kind=question.kind),
        )


def _shuffle_problems(question: Question) -> Iterator[tuple[str, str]]:
    if not question.shuffled or question.rows:
        return
    if KINDS[question.kind].is_ordered:
        yield ".shuffled", sentence("The points of a scale keep their order.")
    elif not question.substantive:
        yield ".shuffled", sentence("There is nothing here that could be shuffled.")


def _required_problems(question: Question) -> Iterator[tuple[str, str]]:
    if not question.required:
        return
    if is_blank(question.reason or ""):
        yield (
            ".reason",
            sentence("Write why this question must be answered; people will see it."),
        )
    elif problem := words_problem(question.reason or "", too_long=_LONG_REASON):
        yield ".reason", problem
    if not question.ways_out:
        yield ".required", _NO_WAY_OUT


def _page_problems(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    if not questionnaire.pages:
        return
    placed = [code for page in questionnaire.pages for code in page.questions]
    asked = [question.code for question in questionnaire.questions]
    if placed != asked:
        order = ", ".join(asked)
        yield (
            "pages",
            sentence(
                "Each question stands on one page, in this order: {order}.",
                order=order,
            ),
        )
    for number, page in enumerate(questionnaire.pages):
        if not page.questions:
            yield f"pages[{number}]", sentence("This page has no question.")
        if problem := words_problem(page.title or "", too_long=_LONG_TITLE):
            yield f"pages[{number}].title", problem


def _option_problems(options: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    if len(options) > MAX_OPTIONS:
        yield ".options", sentence("Offer at most {most} answers.", most=MAX_OPTIONS)
    if sum(option.role is OptionRole.OTHER for option in options) > 1:
        yield ".options", sentence("One “other” is enough.")
    yield from label_problems(options, ANSWERS, path=".options")


def _question_code_sentence(code: str) -> str:
    return sentence(
        "The question code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or single underscores, and start with a letter.",
        code=code,
    )
