"""What becomes of a questionnaire when its questions and pages are rearranged.

Every change keeps the rules on earlier answers: one that would break a rule which is
kept now is refused, with a sentence about the question that would be broken.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pollsvc.domain.errors import EditRefused
from pollsvc.domain.piping import marks_in
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.reachability import reachability_problems
from pollsvc.domain.renaming import with_heads
from pollsvc.domain.room import require_room
from pollsvc.domain.routing import pages_of
from pollsvc.domain.routing_rules import routing_problems, rule_places
from pollsvc.domain.rules import Rule, conditions_in
from pollsvc.domain.sentences import sentence


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page with its questions, rather than with their codes.

    Attributes:
        named: The question that began it, under which its title is translated.
    """

    questions: tuple[Question, ...]
    title: str | None = None
    show_if: Rule | None = None
    named: str | None = None


def sheets_of(questionnaire: Questionnaire) -> tuple[Sheet, ...]:
    """Return the pages of a questionnaire with their questions."""
    known = {question.code: question for question in questionnaire.questions}
    return tuple(
        Sheet(
            questions=tuple(known[code] for code in page.questions),
            title=page.title,
            show_if=page.show_if,
            named=page.questions[0],
        )
        for page in pages_of(questionnaire)
    )


def bound(questionnaire: Questionnaire, sheets: list[Sheet]) -> Questionnaire:
    """Return a questionnaire with these pages; those without a question fall away."""
    filled = [sheet for sheet in sheets if sheet.questions]
    pages = tuple(
        Page(
            questions=tuple(question.code for question in sheet.questions),
            title=sheet.title,
            show_if=sheet.show_if,
        )
        for sheet in filled
    )
    # One question on each page is what is meant where nothing is said.
    is_plain = all(page == Page(questions=page.questions[:1]) for page in pages)
    laid = replace(
        questionnaire,
        questions=tuple(q for sheet in filled for q in sheet.questions),
        pages=() if is_plain else pages,
    )
    heads = {s.named: s.questions[0].code for s in filled if s.named and s.title}
    return with_heads(laid, heads)


def added(
    questionnaire: Questionnaire, question: Question, *, page: int | None = None
) -> Questionnaire:
    """Return a questionnaire with one more question.

    Args:
        questionnaire: What is asked so far.
        question: The new one; its code must be free.
        page: The page at whose end it goes, counted from 0; None: one of its own.

    Raises:
        EditRefused: There are too many already.
    """
    require_room(questionnaire)
    sheets = [*sheets_of(questionnaire)]
    if page is None or not 0 <= page < len(sheets):
        sheets.append(Sheet(questions=(question,)))
    else:
        grown = (*sheets[page].questions, question)
        sheets[page] = replace(sheets[page], questions=grown)
    return bound(questionnaire, sheets)


def duplicated(questionnaire: Questionnaire, code: str, *, copy: str) -> Questionnaire:
    """Return a questionnaire with a copy of a question right after it.

    Args:
        questionnaire: What is asked so far.
        code: The question's code.
        copy: The code of its copy, which must be free.
    """
    require_room(questionnaire)
    sheets = [*sheets_of(questionnaire)]
    page, place = _find(sheets, code)
    twin = replace(sheets[page].questions[place], code=copy)
    if len(sheets[page].questions) == 1:
        sheets.insert(page + 1, replace(sheets[page], questions=(twin,), title=None))
    else:
        mine = [*sheets[page].questions]
        mine.insert(place + 1, twin)
        sheets[page] = replace(sheets[page], questions=tuple(mine))
    return bound(questionnaire, sheets)


def moved(questionnaire: Questionnaire, code: str, step: int) -> Questionnaire:
    """Return a questionnaire with one question moved up (-1) or down (+1).

    Alone on its page it moves with its page; else it goes past its neighbour, and at
    the edge of its page on to the next one. At either end it stays where it is.

    Raises:
        EditRefused: A rule would look at what comes later.
    """
    sheets = [*sheets_of(questionnaire)]
    page, place = _find(sheets, code)
    mine = [*sheets[page].questions]
    other = page + step
    if 0 <= place + step < len(mine):
        mine[place], mine[place + step] = mine[place + step], mine[place]
        sheets[page] = replace(sheets[page], questions=tuple(mine))
    elif not 0 <= other < len(sheets):
        return questionnaire
    elif len(mine) == 1:
        sheets[page], sheets[other] = sheets[other], sheets[page]
    else:
        question, theirs = mine.pop(place), sheets[other].questions
        joined = (*theirs, question) if step < 0 else (question, *theirs)
        sheets[page] = replace(sheets[page], questions=tuple(mine))
        sheets[other] = replace(sheets[other], questions=joined)
    return _kept(questionnaire, bound(questionnaire, sheets))


def removed(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Return a questionnaire without a question.

    Raises:
        EditRefused: It is the last one, or others need its answer.
    """
    if [question.code for question in questionnaire.questions] == [code]:
        msg = sentence("A survey needs a question. Change this one instead.")
        raise EditRefused(msg)
    sheets = [*sheets_of(questionnaire)]
    page, place = _find(sheets, code)
    if needing := next(dependents(questionnaire, code), None):
        msg = sentence(
            "“{later}” depends on the answer to this question. Change that first.",
            later=needing,
        )
        raise EditRefused(msg)
    mine = [*sheets[page].questions]
    del mine[place]
    sheets[page] = replace(sheets[page], questions=tuple(mine))
    return bound(questionnaire, sheets)


def split(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Return a questionnaire with a new page that begins with a question.

    The new page is shown by the rule of the one that it was part of.
    """
    sheets = [*sheets_of(questionnaire)]
    page, place = _find(sheets, code)
    mine = sheets[page].questions
    if place:
        sheets[page] = replace(sheets[page], questions=mine[:place])
        rest = replace(sheets[page], questions=mine[place:], title=None)
        sheets.insert(page + 1, rest)
    return bound(questionnaire, sheets)


def joined(questionnaire: Questionnaire, page: int) -> Questionnaire:
    """Return a questionnaire with a page joined to the one before it.

    Args:
        questionnaire: What is asked.
        page: The later page, counted from 0.

    Raises:
        EditRefused: The two say different things, or one repeats an answer of the
            other.
    """
    sheets = [*sheets_of(questionnaire)]
    if not 0 < page < len(sheets):
        return questionnaire
    first, second = sheets[page - 1], sheets[page]
    if first.show_if != second.show_if:
        msg = sentence(
            "These two pages are shown by different rules. Give them the same rule, or "
            "none, before joining them."
        )
        raise EditRefused(msg)
    if first.title and second.title and first.title != second.title:
        msg = sentence("Both pages have a title. Take one away before joining them.")
        raise EditRefused(msg)
    sheets[page - 1 : page + 1] = [
        replace(
            first,
            questions=first.questions + second.questions,
            title=first.title or second.title,
            named=first.named if first.title else second.named,
        )
    ]
    return _kept(questionnaire, bound(questionnaire, sheets))


def dependents(questionnaire: Questionnaire, code: str) -> Iterator[str]:
    """Yield the texts of the questions that depend on the answer to another."""
    for place in rule_places(questionnaire):
        if any(_about(c.question) == code for c in conditions_in(place.rule)):
            yield _named(questionnaire, place.path)
    for question in questionnaire.questions:
        if any(marked == code for _, marked in marks_in(question)):
            yield question.text


def _find(sheets: list[Sheet], code: str) -> tuple[int, int]:
    for page, sheet in enumerate(sheets):
        for place, question in enumerate(sheet.questions):
            if question.code == code:
                return page, place
    msg = sentence("This question is no longer there: somebody has deleted it.")
    raise EditRefused(msg)


def _kept(before: Questionnaire, after: Questionnaire) -> Questionnaire:
    """Return the changed questionnaire if no rule was broken by the change."""
    for refusal in _broken(after):
        if refusal not in {*_broken(before)}:
            raise EditRefused(refusal)
    return after


def _broken(questionnaire: Questionnaire) -> Iterator[str]:
    is_readable = True
    for place in rule_places(questionnaire):
        for condition in conditions_in(place.rule):
            about = questionnaire.question(_about(condition.question))
            if about is not None and about.code not in place.before:
                is_readable = False
                yield sentence(
                    "“{later}” is shown by the answer to “{earlier}”, so it must come "
                    "after it.",
                    later=_named(questionnaire, place.path),
                    earlier=about.text,
                )
    yield from _broken_marks(questionnaire)
    if is_readable and not {*routing_problems(questionnaire)}:
        for path, why in reachability_problems(questionnaire):
            yield sentence(
                "That would break the rule of “{question}”: {why}",
                question=_named(questionnaire, path),
                why=why,
            )


def _broken_marks(questionnaire: Questionnaire) -> Iterator[str]:
    known: set[str] = set()
    for sheet in sheets_of(questionnaire):
        for question in sheet.questions:
            for _, code in marks_in(question):
                about = questionnaire.question(code)
                if about is not None and code not in known:
                    yield sentence(
                        "“{later}” repeats the answer to “{earlier}”, so it must be on "
                        "a later page.",
                        later=question.text,
                        earlier=about.text,
                    )
        known |= {question.code for question in sheet.questions}


def _named(questionnaire: Questionnaire, path: str) -> str:
    """Return the text of the question that a path leads to, or that begins its page."""
    number = int(path.partition("[")[2].partition("]")[0])
    if path.startswith("questions"):
        return questionnaire.questions[number].text
    question = questionnaire.question(questionnaire.pages[number].questions[0])
    return question.text if question else ""


def _about(reference: str) -> str:
    return reference.partition(".")[0]
