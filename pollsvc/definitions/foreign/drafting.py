"""Makes a draft of a survey of another tool, and reports what is not as it was."""

from dataclasses import replace
from functools import partial

from pollsvc.definitions.foreign.asking import Subjects, question_of
from pollsvc.definitions.foreign.codes import question_codes
from pollsvc.definitions.foreign.piping import with_marks
from pollsvc.definitions.foreign.routing import Shown, routed
from pollsvc.definitions.foreign.settling import Origin, settled
from pollsvc.definitions.foreign.speaking import Spoken, with_translations
from pollsvc.definitions.foreign.surveys import ForeignQuestion, ForeignSurvey
from pollsvc.definitions.foreign.wordings import optional, worded
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.naming import suggested_slug, suggested_title
from pollsvc.domain.polls import PollDraft, is_slug
from pollsvc.domain.questionnaires import Page, Question, Questionnaire

MOST_QUESTIONS = 500
TOO_MANY = f"The survey has more than {MOST_QUESTIONS} questions; bring over a part."
NOTHING_TO_ASK = "There is no question in this file that a poll can ask."


def draft_of(
    survey: ForeignSurvey,
    remarks: Remarks,
    *,
    spoken: Spoken | None = None,
    xpath: bool = False,
) -> tuple[PollDraft, ImportReport]:
    """Return the draft of a survey, and what became of it.

    Args:
        survey: What another tool describes.
        remarks: What was remarked while its file was read.
        spoken: What it says in other languages.
        xpath: Whether its rules are written in XPath.

    Raises:
        DefinitionRefused: Nothing is left that could be asked, or there is too much.
    """
    if len(survey.questions) > MOST_QUESTIONS:
        raise DefinitionRefused({"questions": TOO_MANY})
    asked = _named_once(survey.questions, remarks)
    codes = question_codes(question.name for question in asked)
    questions = []
    shown: list[Shown] = []
    for each in asked:
        code = codes[each.name]
        if code != each.name:
            remarks.changed(each.name, f"The question has the code {code} here.")
        question, subjects = _question(each, codes, remarks)
        questions.append(question)
        shown.append(Shown(name=each.name, written=each.show_if, subjects=subjects))
    whole = Questionnaire(
        questions=tuple(questions),
        language=survey.language,
        pages=_pages(survey, codes, remarks),
    )
    whole = routed(whole, shown, survey.pages, remarks, xpath=xpath)
    origin = Origin(
        names={code: name for name, code in codes.items()},
        rules={codes[each.name]: " and ".join(each.show_if) for each in asked},
        page_rules=_page_rules(survey, codes),
    )
    whole = settled(whole, origin, remarks)
    if not whole.questions:
        raise DefinitionRefused({"questions": NOTHING_TO_ASK + _reasons(remarks)})
    draft = _draft(survey, whole, remarks)
    if spoken is not None:
        said = partial(_said, codes)
        whole = with_translations(whole, draft.title, spoken, said, remarks)
        draft = replace(draft, questionnaire=whole)
    return draft, remarks.report(tuple(q.code for q in whole.questions))


def _question(
    foreign: ForeignQuestion, codes: dict[str, str], remarks: Remarks
) -> tuple[Question, Subjects]:
    question, subjects = question_of(foreign, codes[foreign.name], remarks)
    return with_marks(question, foreign.name, codes, remarks), subjects


def _said(
    codes: dict[str, str], survey: ForeignSurvey, remarks: Remarks
) -> Questionnaire:
    """Return a survey in another language, with codes that are given already."""
    # Whether it is required does not depend on the language in which it is read.
    asked = (
        replace(question, required=False)
        for question in _named_once(survey.questions, Remarks())
        if question.name in codes
    )
    return Questionnaire(
        questions=tuple(_question(each, codes, remarks)[0] for each in asked),
        pages=_pages(survey, codes, remarks),
    )


def _named_once(
    questions: tuple[ForeignQuestion, ...], remarks: Remarks
) -> list[ForeignQuestion]:
    seen: set[str] = set()
    kept: list[ForeignQuestion] = []
    for question in questions:
        name = question.name
        number = 2
        while name in seen:
            name = f"{question.name}_{number}"
            number += 1
        if name != question.name:
            sentence = f"Another question has this name: this one is called {name}."
            remarks.changed(question.name, sentence)
        seen.add(name)
        kept.append(replace(question, name=name))
    return kept


def _pages(
    survey: ForeignSurvey, codes: dict[str, str], remarks: Remarks
) -> tuple[Page, ...]:
    return tuple(
        Page(
            questions=tuple(codes[name] for name in page.questions if name in codes),
            title=optional(page.title, where="", remarks=remarks),
        )
        for page in survey.pages
    )


def _page_rules(survey: ForeignSurvey, codes: dict[str, str]) -> dict[str, str]:
    return {
        codes[page.questions[0]]: " and ".join(page.show_if)
        for page in survey.pages
        if page.questions
    }


def _draft(survey: ForeignSurvey, whole: Questionnaire, remarks: Remarks) -> PollDraft:
    first: Question = whole.questions[0]
    said = worded(survey.title, where="", remarks=remarks)
    title = suggested_title(said) or suggested_title(first.text)
    slug = survey.name.casefold().replace("_", "-")
    return PollDraft(
        slug=slug if is_slug(slug) else suggested_slug(survey.name or title),
        title=title,
        questionnaire=whole,
    )


def _reasons(remarks: Remarks) -> str:
    lines = [*remarks.report(()).lines()][1:4]
    return "".join(f" {line}" for line in lines)
