"""Writes a poll as an XLSForm workbook."""

from collections.abc import Collection, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet

from pollsvc.definitions.foreign.leaving import remark_publishing
from pollsvc.definitions.foreign.rule_writing import expression_of
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.definitions.xlsform.languages import bare, in_languages, named
from pollsvc.definitions.xlsform.rows import CHOICES, SURVEY, Line, choices_of, lines_of
from pollsvc.definitions.xlsform.xpath import XPATH
from pollsvc.domain.piping import MARK
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.rules import Rule
from pollsvc.domain.translations import TITLE, translated

SETTINGS = ("form_title", "form_id", "default_language")
_SHOWN = frozenset({"label", "hint", "required_message", "form_title"})


_PIPED = frozenset({"label", "hint"})


def write_xlsform(draft: PollDraft) -> tuple[bytes, ImportReport]:
    """Return the workbook of a poll, and what has no place in it."""
    remarks = Remarks()
    whole = draft.questionnaire
    spoken = {
        each.language: translated(whole, each.language)
        for each in whole.translations
        if each.texts.keys() - {TITLE}
    }
    survey = in_languages(
        [*_survey(whole, remarks)],
        whole.language,
        {tag: [*_survey(said, Remarks())] for tag, said in spoken.items()},
    )
    choices = in_languages(
        _choices(whole),
        whole.language,
        {tag: _choices(said) for tag, said in spoken.items()},
    )
    for each in whole.translations:
        if TITLE in each.texts:
            sentence = f"There is no place for the title in {each.language}: "
            remarks.lost("", sentence + each.texts[TITLE])
    settings: Line = {
        "form_title": draft.title,
        "form_id": draft.slug,
        "default_language": named(whole.language),
    }
    remark_publishing(draft, remarks)
    codes = tuple(question.code for question in whole.questions)
    book = Workbook()
    for name, columns, lines in (
        ("survey", SURVEY, survey),
        ("choices", CHOICES, choices),
        ("settings", SETTINGS, [settings]),
    ):
        _fill(book.create_sheet(name), columns, lines, codes)
    del book["Sheet"]
    written = BytesIO()
    book.save(written)
    return written.getvalue(), remarks.report(codes)


def _survey(whole: Questionnaire, remarks: Remarks) -> Iterator[Line]:
    if not whole.pages:
        for question in whole.questions:
            yield from _question(question, whole, remarks)
    for number, page in enumerate(whole.pages, start=1):
        yield _page(page, number, whole)
        for code in page.questions:
            asked = whole.question(code)
            if asked is not None:
                yield from _question(asked, whole, remarks)
        yield {"type": "end_group"}


def _choices(whole: Questionnaire) -> list[Line]:
    return [line for question in whole.questions for line in choices_of(question)]


def _page(page: Page, number: int, whole: Questionnaire) -> Line:
    return {
        # No code of a question has two underscores.
        "type": "begin_group",
        "name": f"page__{number}",
        "label": page.title or "",
        "appearance": "field-list",
        "relevant": _relevant(page.show_if, whole),
    }


def _question(
    question: Question, whole: Questionnaire, remarks: Remarks
) -> Iterator[Line]:
    relevant = _relevant(question.show_if, whole)
    yield from lines_of(question, relevant, remarks)


def _relevant(rule: Rule | None, whole: Questionnaire) -> str:
    return "" if rule is None else expression_of(rule, whole, XPATH)


def _fill(
    sheet: Worksheet,
    columns: Sequence[str],
    lines: Sequence[Line],
    codes: Collection[str],
) -> None:
    used = dict.fromkeys(n for line in lines for n, value in line.items() if value)
    # Texts in several languages stand beside each other.
    columns = [each for name in columns for each in used if bare(each) == name]
    sheet.append(columns)
    for number, line in enumerate(lines, start=2):
        for place, name in enumerate(columns, start=1):
            cell = sheet.cell(row=number, column=place)
            said = ILLEGAL_CHARACTERS_RE.sub("", line.get(name, ""))
            if bare(name) in _SHOWN:
                # Else an earlier answer would stand there.
                said = said.replace("${", "$ {")
            if bare(name) in _PIPED and sheet.title == "survey":
                said = MARK.sub(lambda m: f"${m[0]}" if m[1] in codes else m[0], said)
            if said:
                # A text is a text, though it begins with "=".
                cell.value, cell.data_type = said, "s"
