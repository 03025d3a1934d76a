"""Stores what the editor's forms say, so that nobody's change overwrites another's."""

from collections.abc import Callable
from dataclasses import replace

from pollsvc.domain import answered_for
from pollsvc.domain.errors import DraftRefused, EditRefused, QuestionChanged
from pollsvc.domain.naming import (
    free_code,
    question_code,
    suggested_slug,
    suggested_title,
)
from pollsvc.domain.polls import Poll, PollDraft, PollState
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.quick_text import clean_line
from pollsvc.domain.rearranging import (
    added,
    bound,
    duplicated,
    joined,
    removed,
    sheets_of,
)
from pollsvc.domain.renaming import with_question
from pollsvc.domain.revisions import fingerprint
from pollsvc.domain.room import require_room
from pollsvc.domain.sentences import sentence
from pollsvc.domain.version_changes import Meaning
from pollsvc.installation import current
from pollsvc.services import authoring
from pollsvc.web.sign_in import actor

Change = Callable[[Questionnaire], Questionnaire]
"""What becomes of a questionnaire; it raises a refusal where nothing should."""

GONE = sentence("Somebody deleted this question in the meantime.")
CHANGED = sentence("Somebody else changed this in the meantime.")
ASKED_ALREADY = sentence("The survey asks already whom people answer for.")
NOT_READY = sentence("There is no ready-made question in the survey's language.")


def new_question(
    text: str, kind: QuestionKind, questionnaire: Questionnaire
) -> Question:
    """Return a question to begin with: its words, and both ways of not answering."""
    wording = clean_line(text)
    wanted = question_code(suggested_slug(wording))
    taken = {question.code for question in questionnaire.questions}
    return Question(
        code=free_code(wanted, taken),
        text=wording,
        kind=kind,
        options=(DONT_KNOW, REFUSE),
    )


def create(title: str, text: str, kind: QuestionKind) -> Poll:
    """Store a new survey with its first question.

    Raises:
        DraftRefused: Its title or the question is missing, or cannot be taken.
    """
    question = new_question(text, kind, Questionnaire(questions=()))
    named = clean_line(title) or suggested_title(question.text)
    slug = suggested_slug(named)
    draft = PollDraft(
        slug=authoring.free_slug(wanted=slug) if slug else "",
        title=named,
        questionnaire=Questionnaire(questions=(question,)),
    )
    return authoring.create_poll(
        draft=draft, actor=actor(), now=current().clock(), unfinished=True
    )


def add(slug: str, text: str, kind: QuestionKind, page: int | None) -> str:
    """Add a question at the end of a page, or on one of its own; return its code.

    Raises:
        DraftRefused: It has no words.
        EditRefused: There are too many questions.
        MoveNotAllowed: The poll has closed.
    """
    codes: list[str] = []

    def change(questionnaire: Questionnaire) -> Questionnaire:
        question = new_question(text, kind, questionnaire)
        codes.append(question.code)
        return added(questionnaire, question, page=page)

    rearrange_draft(slug, change)
    return codes[-1]


def ask_first(slug: str, text: str) -> str:
    """Begin a survey with whom people answer for; return the question's code.

    Args:
        slug: The poll's address.
        text: What to ask, in place of the ready-made words; blank: those.

    Raises:
        EditRefused: It is asked already, there are too many questions, or it is not
            ready-made in the survey's language.
        MoveNotAllowed: The poll has closed.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        question = answered_for.ready_made(questionnaire.language)
        if question is None:
            raise EditRefused(NOT_READY)
        if questionnaire.question(question.code):
            raise EditRefused(ASKED_ALREADY)
        require_room(questionnaire)
        worded = replace(question, text=clean_line(text) or question.text)
        return answered_for.preceded(questionnaire, worded)

    rearrange_draft(slug, change)
    return answered_for.CODE


def apply(slug: str, change: Change, meaning: Meaning | None = None) -> Poll:
    """Change what is asked, for the staff member who asks.

    Args:
        slug: The poll's address.
        change: What becomes of its questionnaire.
        meaning: What the author says of words that change in an open poll.

    Raises:
        DraftRefused: It breaks a rule.
        MeaningWanted: People have answered, and the author has yet to say whether
            what changes means the same.
        MoveNotAllowed: The poll has closed.
        Refusal: Whatever `change` raises.
    """
    return authoring.edit_questions(
        slug=slug,
        change=change,
        actor=actor(),
        now=current().clock(),
        meaning=meaning,
    )


def rearrange_draft(slug: str, change: Change) -> Poll:
    """Change which questions a draft has, and where they stand.

    Raises:
        DraftRefused: It breaks a rule.
        MoveNotAllowed: The poll has been opened, be it a moment ago.
        Refusal: Whatever `change` raises.
    """
    return authoring.edit_draft_questions(
        slug=slug, change=change, actor=actor(), now=current().clock()
    )


def require_draft(poll: Poll) -> None:
    """Refuse to rearrange what members meet: it is changed at once, as a new version.

    Raises:
        EditRefused: The poll has been opened.
    """
    if poll.state is not PollState.DRAFT:
        raise EditRefused(
            sentence(
                "The poll has been opened. Add, move and delete its questions as text, "
                "so that all of it becomes one new version."
            )
        )


def copied(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """Return a questionnaire with a copy of a question right after it."""
    taken = {question.code for question in questionnaire.questions}
    return duplicated(questionnaire, code, copy=free_code(f"{code}_2", taken))


def replacing(code: str, question: Question, seen: str) -> Change:
    """Return the change that puts a question in the place of the one with a code.

    The change raises QuestionChanged where somebody else changed or deleted it since
    its author looked, and DraftRefused where its new code is taken.

    Args:
        code: The code under which it was stored when its author looked.
        question: The question now.
        seen: The fingerprint of the question as its author saw it.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        theirs = questionnaire.question(code)
        if theirs is None and seen == fingerprint(None):
            return added(questionnaire, question)
        if theirs is None:
            raise QuestionChanged(GONE)
        if theirs != question and fingerprint(theirs) != seen:
            raise QuestionChanged(CHANGED)
        if question.code != code and questionnaire.question(question.code):
            said = sentence("Another question has this code.")
            raise DraftRefused({"code": said})
        return with_question(questionnaire, code, question)

    return change


def retitling(number: int, page: Page, seen: str) -> Change:
    """Return the change that gives a page another title and rule.

    The change raises QuestionChanged where somebody else changed it since its author
    looked, and EditRefused where it is gone.

    Args:
        number: Which page, counted from 0.
        page: The page now; which questions stand on it stays as it is.
        seen: The fingerprint of the page as its author saw it.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        sheets = [*sheets_of(questionnaire)]
        if number >= len(sheets):
            raise EditRefused(sentence("This page is no longer there."))
        theirs = sheets[number]
        mine = replace(theirs, title=page.title, show_if=page.show_if)
        if mine != theirs and page_mark(questionnaire, number) != seen:
            raise QuestionChanged(CHANGED)
        sheets[number] = mine
        return bound(questionnaire, sheets)

    return change


def deleting(code: str, seen: str) -> Change:
    """Return the change that takes a question away, as its author saw it.

    The change raises EditRefused where it is gone or needed, and QuestionChanged where
    somebody else changed it since its author looked.

    Args:
        code: The question's code.
        seen: The fingerprint of the question as its author saw it.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        theirs = questionnaire.question(code)
        if theirs is None:
            raise EditRefused(GONE)
        if fingerprint(theirs) != seen:
            raise QuestionChanged(CHANGED)
        return removed(questionnaire, code)

    return change


def joining(code: str) -> Change:
    """Return the change that joins a page to the one before it.

    The change raises EditRefused where nothing can be joined: pages have no name but
    the question that begins them, which somebody else may have moved.

    Args:
        code: The code of the page's first question.
    """

    def change(questionnaire: Questionnaire) -> Questionnaire:
        begins = [sheet.questions[0].code for sheet in sheets_of(questionnaire)]
        if code not in begins:
            raise EditRefused(CHANGED)
        return joined(questionnaire, begins.index(code))

    return change


def missing(code: str) -> Question:
    """Return what stands for a question that somebody has deleted meanwhile."""
    return Question(code=code, text="")


def page_mark(questionnaire: Questionnaire, number: int) -> str:
    """Return the fingerprint of a page: what begins it, its title and its rule."""
    sheet = sheets_of(questionnaire)[number]
    return fingerprint((sheet.questions[0].code, sheet.title, sheet.show_if))
