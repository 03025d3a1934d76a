"""The options of a file as people write them, in an address or on the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pollsvc.domain.errors import ExportOptionRefused
from pollsvc.domain.sentences import sentence
from pollsvc.exports.csv import SEPARATORS, CsvOptions, Values

Meaning = TypeVar("Meaning")

NAMES = ("values", "waves", "sep", "raw", "lang")
RAW = {"0": False, "1": True}


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """What was asked for.

    Attributes:
        waves: The codes of the waves wanted; none: all.
        language: The tag of the language of labels; None: the poll's own.
    """

    csv: CsvOptions
    waves: tuple[str, ...] = ()
    language: str | None = None


def read_options(written: Mapping[str, Sequence[str]]) -> ExportOptions:
    """Return the options that were written, with defaults for the rest.

    Args:
        written: For each option the values given, e.g. of an address's query.

    Raises:
        ExportOptionRefused: Saying which is wrong, and what would be right.
    """
    for name in written:
        if name not in NAMES:
            msg = sentence(
                "There is no option {name!r}; there is: {names}.",
                name=name,
                names=", ".join(NAMES),
            )
            raise ExportOptionRefused(msg)
    values = _one(written, "values", {value.value: value for value in Values}, "codes")
    waves = ",".join(written.get("waves", ()))
    language = _last(written.get("lang", ()))
    return ExportOptions(
        csv=CsvOptions(
            values=values,
            separator=_one(written, "sep", SEPARATORS, ","),
            raw=_one(written, "raw", RAW, "0"),
            language=language,
        ),
        language=language,
        waves=tuple(dict.fromkeys(w.strip() for w in waves.split(",") if w.strip())),
    )


def _last(given: Sequence[str]) -> str | None:
    # A form that was reached in an asked language names it twice: its own word counts.
    return next((value for value in reversed(given) if value), None)


def _one(
    written: Mapping[str, Sequence[str]],
    name: str,
    meanings: Mapping[str, Meaning],
    default: str,
) -> Meaning:
    given = [value for value in written.get(name, ()) if value]
    if len(given) > 1:
        msg = sentence("The option {name!r} can be given once only.", name=name)
        raise ExportOptionRefused(msg)
    word = given[0] if given else default
    if word not in meanings:
        known = " ".join(meanings).replace("\t", "").split()
        msg = sentence(
            "{name}={word!r} is not possible; write one of: {words}",
            name=name,
            word=word,
            words=" ".join(known),
        )
        raise ExportOptionRefused(msg)
    return meanings[word]
