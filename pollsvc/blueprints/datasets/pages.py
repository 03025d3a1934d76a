"""What the dataset page is given: columns, rows, and ways to take them away."""

from dataclasses import dataclass

from pollsvc.web.fields import Choice
from pollsvc.web.surround import Surround


@dataclass(frozen=True, kw_only=True)
class CodeLine:
    """One code of a column: how it stands in the file, what it means, how often.

    Attributes:
        count: How many rows have it, e.g. "1,112".
        note: Which versions offer it, where not all do; or "".
    """

    code: str
    label: str
    count: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """One column of the file.

    Attributes:
        base: How many rows hold a substantive answer; None for other columns.
        missing: How many hold none.
        notes: Which versions ask it, and in which words, where they differ.
    """

    name: str
    meaning: str
    kind: str
    codes: tuple[CodeLine, ...]
    base: str | None = None
    missing: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaveLine:
    """One wave: when it was asked, and what of it is handed out.

    Attributes:
        url: Its results; None: it has not opened.
        note: Where its rows come from, or why there are none.
    """

    code: str
    url: str | None
    when: str
    rows: str
    note: str


@dataclass(frozen=True, kw_only=True)
class DatasetPage:
    """The dataset of a poll, as far as its reader may take it away.

    Attributes:
        withheld: Why there is nothing to take away now; None where there is.
        facts: Terms and their values.
        history: What was corrected or changed after somebody had answered.
        rows: The first rows, cells of text, under `names`.
        download: Where the file is.
        languages: Those that labels can be had in; none where there is one only.
        language: The tag of the one that the columns are explained in.
        fetch_note: Why a program cannot fetch the file itself; None where it can.
    """

    surround: Surround
    heading: str
    lead: str
    withheld: str | None
    facts: tuple[tuple[str, str], ...]
    waves: tuple[WaveLine, ...]
    columns: tuple[ColumnLine, ...]
    history: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    download: str
    results_url: str | None
    values: tuple[Choice, ...]
    separators: tuple[Choice, ...]
    wave_choices: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    language: str
    fetch_note: str | None
    pandas: str
    r: str
