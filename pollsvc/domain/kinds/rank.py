"""Options put in order: a place for each, or for the first few."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pollsvc.domain.kinds import single
from pollsvc.domain.kinds.kind import (
    INSTEAD,
    NOT_ANSWERED,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
    or_instead,
    restored_way_out,
    stored_way_out,
    ways_out_part,
)
from pollsvc.domain.kinds.labels import taken_problems
from pollsvc.domain.questionnaires import OptionRole, Question, RankLimits
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.spellings import quotes

MOST_ITEMS = 12
"""Nobody keeps more in mind at once."""


@dataclass(frozen=True)
class Ranked:
    """The options that were given a place, the first first, by their codes."""

    order: tuple[str, ...]


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields: one for each option."""
    return (*(o.code for o in question.substantive), *ways_out_part(question))


def parse(question: Question, given: Given) -> Ranked | Chosen | NoAnswer:
    """Return the order given; ties and gaps are explained."""
    most = places_of(question)
    places = {
        option.code: place
        for option in question.substantive
        if (place := _place(given.one(option.code), most)) is not None
    }
    answer = or_instead(
        question,
        given,
        Ranked(tuple(sorted(places, key=places.__getitem__)))
        if places
        else NOT_ANSWERED,
        wanted=sentence("Give each answer a place"),
    )
    if isinstance(answer, Ranked):
        _require_order(question, places)
    return answer


def places_of(question: Question) -> int:
    """Return how many places are given at most."""
    return min(_wanted(question), len(question.substantive))


def _wanted(question: Question) -> int:
    limits = question.limits
    places = limits.places if isinstance(limits, RankLimits) else None
    return len(question.substantive) if places is None else places


def _place(written: str, most: int) -> int | None:
    if not written:
        return None
    is_short = written.isdecimal() and len(written) <= len(str(MOST_ITEMS))
    if not is_short or not 1 <= int(written) <= most:
        msg = sentence("Choose a place from 1 to {most}", most=most)
        raise Unacceptable(msg)
    return int(written)


def _require_order(question: Question, places: Mapping[str, int]) -> None:
    taken = Counter(places.values())
    for place, number in sorted(taken.items()):
        if number > 1:
            labels = [
                option.label
                for option in question.substantive
                if places.get(option.code) == place
            ]
            raise Unacceptable(_tie(labels, place))
    for place in range(1, max(taken) + 1):
        if place not in taken:
            msg = sentence(
                "Nothing has place {place}; give the places in turn from 1",
                place=place,
            )
            raise Unacceptable(msg)
    if question.required and len(places) < places_of(question):
        msg = sentence("Give the places 1 to {most}", most=places_of(question))
        raise Unacceptable(msg)


def _tie(labels: Sequence[str], place: int) -> Sentence:
    if len(labels) == 2:  # noqa: PLR2004 -- both
        return sentence(
            "{labels} both have place {place}; give each a place of its own",
            labels=quotes(labels),
            place=place,
        )
    return sentence(
        "{labels} all have place {place}; give each a place of its own",
        labels=quotes(labels),
        place=place,
    )


def stored(answer: Ranked | Chosen) -> Stored:
    """Return the codes in the order given."""
    return stored_way_out(answer) if isinstance(answer, Chosen) else [*answer.order]


def restored(question: Question, stored: Stored) -> Ranked | Chosen:
    """Return what `stored` made."""
    del question
    return restored_way_out(stored) or Ranked(tuple(stored))


def cells(question: Question, answer: Ranked) -> Iterator[str]:
    """Yield for each option placed the cell of its place."""
    del question
    for place, code in enumerate(answer.order, start=1):
        yield place_cell(code, place)


def all_cells(question: Question) -> Iterator[str]:
    """Yield every option at every place."""
    for option in question.substantive:
        for place in range(1, places_of(question) + 1):
            yield place_cell(option.code, place)


def place_cell(code: str, place: int) -> str:
    """Return the cell of an option at a place."""
    return f"{code}@{place}"


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from single.problems(question)
    items = question.substantive
    if len(items) > MOST_ITEMS:
        yield (
            ".options",
            sentence(
                "Let people put at most {most} answers in order.", most=MOST_ITEMS
            ),
        )
    if any(option.role is not OptionRole.SUBSTANTIVE for option in items):
        yield ".options", sentence("What is put in order has no “other” and no “none”.")
    if not 1 <= _wanted(question) <= len(items):
        yield ".limits.places", sentence("Ask for 1 to {most} places.", most=len(items))
    # Its field would be that of giving no answer.
    yield from taken_problems(question.options, INSTEAD, path=".options")


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=all_cells,
    problems=problems,
)
