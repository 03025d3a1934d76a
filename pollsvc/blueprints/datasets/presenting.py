"""From a dataset to its page."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.datasets.pages import (
    CodeLine,
    ColumnLine,
    DatasetPage,
    WaveLine,
)
from pollsvc.blueprints.datasets.snippets import pandas_snippet, r_snippet
from pollsvc.blueprints.datasets.version_notes import code_note, variable_notes
from pollsvc.blueprints.datasets.words import aside_words, wave_note, withheld_words
from pollsvc.domain.cells import Missing
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.polls import PollState
from pollsvc.domain.questionnaires import QuestionKind, Questionnaire
from pollsvc.domain.sentences import bare, sentence
from pollsvc.domain.texts import isolated
from pollsvc.domain.translations import title_in
from pollsvc.domain.waves import Standing, Wave, wave_at
from pollsvc.exports.codebook import Variable, codebook_of
from pollsvc.exports.columns import DONT_KNOW, NOT_ANSWERED, REFUSED, Code
from pollsvc.exports.csv import CsvOptions, Values, header, rows_of
from pollsvc.installation import current
from pollsvc.services.exporting import Dataset, figures_of_dataset, first_rows
from pollsvc.web.fields import Choice
from pollsvc.web.kind_names import kind_name
from pollsvc.web.poll_languages import names_of, own_name
from pollsvc.web.poll_words import state_words
from pollsvc.web.surround import Surround
from pollsvc.web.times import moment_words
from pollsvc.web.version_words import history_lines

FIRST_ROWS = 20

_MISSING_OF_CODE = {
    NOT_ANSWERED: Missing.NOT_ANSWERED.name.lower(),
    REFUSED: Missing.REFUSED.name.lower(),
    DONT_KNOW: Missing.DONT_KNOW.name.lower(),
}
_VALUES = {
    Values.CODES: sentence("Codes, such as 1 (for programs)"),
    Values.LABELS: sentence("Labels, the words people chose"),
    Values.BOTH: sentence("Both, in two columns for each question"),
}
_SEPARATORS = {
    "comma": sentence("Comma"),
    "semicolon": sentence("Semicolon"),
    "tab": sentence("Tab"),
}


def dataset_page(dataset: Dataset, *, now: datetime) -> DatasetPage:
    """Return the page of a dataset.

    Args:
        dataset: What the reader may take away.
        now: The moment.
    """
    poll, language = dataset.poll, _newest(dataset).language
    title = title_in(poll.questionnaire, poll.title, language)
    download = url_for("datasets.as_csv", slug=poll.slug)
    address = f"{current().settings.public_url}{download}"
    source = address if dataset.is_everybodys else f"{poll.slug}.csv"
    question = poll.questionnaire.questions[0].code
    return DatasetPage(
        surround=Surround(is_example=poll.is_example),
        heading=sentence("Data: {title}", title=isolated(title)),
        lead=sentence(
            "One row for each response, one column for each question, as a file that "
            "pandas, R and spreadsheets read."
        ),
        withheld=withheld_words(dataset),
        facts=_facts(dataset, now),
        waves=tuple(_wave_lines(dataset, now)),
        columns=_columns(dataset),
        history=history_lines(dataset.versions),
        names=header(dataset.questionnaires, CsvOptions()),
        rows=tuple(
            rows_of(
                poll.slug,
                dataset.questionnaires,
                first_rows(dataset, FIRST_ROWS),
                CsvOptions(),
            )
        ),
        download=download,
        results_url=_results_url(dataset),
        values=tuple(
            Choice(id=f"values-{v}", value=v.value, label=t, checked=v is Values.CODES)
            for v, t in _VALUES.items()
        ),
        separators=tuple(
            Choice(id=f"sep-{name}", value=name, label=label)
            for name, label in _SEPARATORS.items()
        ),
        wave_choices=_wave_choices(dataset),
        languages=_language_choices(dataset),
        language=language,
        fetch_note=None if dataset.is_everybodys else _FETCH_NOTE,
        pandas=pandas_snippet(source, question),
        r=r_snippet(source, question),
    )


_FETCH_NOTE = sentence(
    "A program cannot fetch this file itself now, because not everybody may have it: "
    "download it first, then run this where the file is."
)


def _facts(dataset: Dataset, now: datetime) -> tuple[tuple[str, str], ...]:
    poll = dataset.poll
    versions = ", ".join(str(version) for version in dataset.questionnaires)
    return (
        (sentence("Rows"), bare(dataset.rows)),
        (sentence("State"), _state(dataset, now)),
        (sentence("Questionnaire version"), versions),
        (sentence("Language"), bare(names_of(poll.questionnaire.languages))),
        (
            sentence("Who answered"),
            sentence("People who met the poll and chose to answer"),
        ),
        (
            sentence("Answers of one person"),
            sentence("One for each wave; a change replaces the first"),
        ),
        (sentence("Answers set aside"), aside_words(dataset)),
        (sentence("Weights"), sentence("None")),
    )


def _state(dataset: Dataset, now: datetime) -> str:
    shown = wave_at([each.wave for each in dataset.waves], now=now)
    if shown is None:
        return sentence("Draft.")
    return state_words(dataset.poll, shown, now=now)


def _wave_lines(dataset: Dataset, now: datetime) -> list[WaveLine]:
    zone = dataset.poll.draft.schedule.zone
    lines: list[WaveLine] = []
    for wave in dataset.waves:
        window = wave.wave.window
        ends = wave.wave.closed_at or window.closes_at
        opens = moment_words(window.opens_at, zone)
        until = moment_words(ends, zone) if ends else None
        lines.append(
            WaveLine(
                code=wave.wave.code,
                url=_wave_url(dataset, wave.wave, now),
                when=sentence("{first} to {last}", first=opens, last=until)
                if until
                else opens,
                rows=bare(wave.rows) if wave.counts else sentence("none"),
                note=wave_note(dataset.poll, wave),
            )
        )
    return lines


def _wave_url(dataset: Dataset, wave: Wave, now: datetime) -> str | None:
    if wave.standing(now=now) is Standing.UPCOMING:
        return None
    return url_for("results.wave", slug=dataset.poll.slug, wave=wave.code)


def _columns(dataset: Dataset) -> tuple[ColumnLine, ...]:
    figures = {f.code: f for f in figures_of_dataset(dataset)} if dataset.rows else {}
    return tuple(
        _column(variable, figures.get(variable.name))
        for variable in codebook_of(dataset.questionnaires)
    )


def _column(variable: Variable, figures: QuestionFigures | None) -> ColumnLine:
    plain = ColumnLine(
        name=variable.name,
        meaning=isolated(variable.meaning),
        kind=kind_name(QuestionKind(variable.kind)) if variable.kind else "",
        codes=tuple(_code_line(variable, code, {}) for code in variable.codes),
        notes=variable_notes(variable),
    )
    if figures is None:
        return plain
    counts = dict(_counts(figures))
    for code, kind in _MISSING_OF_CODE.items():
        counts[code] = figures.missing[kind]
    not_asked = CodeLine(
        code=sentence("(empty)"),
        label=sentence("Not asked"),
        count=bare(figures.missing["not_asked"]),
    )
    return replace(
        plain,
        codes=(*(_code_line(variable, c, counts) for c in variable.codes), not_asked),
        base=bare(figures.base),
        missing=bare(sum(figures.missing.values())),
    )


def _counts(figures: QuestionFigures) -> Iterator[tuple[str, int]]:
    """Yield how many rows have an option, where the file has it as a code."""
    if KINDS[QuestionKind(figures.kind)].adds_up:
        yield from ((option.code, option.count) for option in figures.options)


def _code_line(variable: Variable, code: Code, counts: Mapping[str, int]) -> CodeLine:
    return CodeLine(
        code=code.code,
        label=code.label,
        count=bare(counts[code.code]) if code.code in counts else "",
        note=code_note(variable, code),
    )


def _results_url(dataset: Dataset) -> str | None:
    if dataset.poll.state is PollState.DRAFT:
        return None
    return url_for("results.page", slug=dataset.poll.slug)


def _newest(dataset: Dataset) -> Questionnaire:
    return dataset.questionnaires[max(dataset.questionnaires)]


def _language_choices(dataset: Dataset) -> tuple[Choice, ...]:
    tags = dataset.poll.questionnaire.languages
    if len(tags) < 2:  # noqa: PLR2004 -- one language is no choice
        return ()
    return tuple(Choice(id=f"lang-{t}", value=t, label=own_name(t)) for t in tags)


def _wave_choices(dataset: Dataset) -> tuple[Choice, ...]:
    given = [wave.wave.code for wave in dataset.waves if wave.counts]
    if len(given) < 2:  # noqa: PLR2004 -- one wave is no choice
        return ()
    return tuple(Choice(id=f"waves-{code}", value=code, label=code) for code in given)
