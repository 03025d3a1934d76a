"""The tables of other ways to count a ranking."""

from collections.abc import Iterator, Mapping

from pollsvc.blueprints.analysing.numbers import (
    NONE,
    number_range,
    number_words,
)
from pollsvc.blueprints.analysing.pages import PlaceRow, RankingSection, RoundRow
from pollsvc.domain.estimates import NoNumber
from pollsvc.domain.question_estimates import PlaceEstimate, RankingEstimates
from pollsvc.domain.rankings import Pairwise, Round, Runoff
from pollsvc.domain.sentences import Sentence, bare, counted, in_a_row, sentence
from pollsvc.domain.spellings import quote, quotes

Labels = Mapping[str, str]


def ranking_section(anchor: str, ranking: RankingEstimates) -> RankingSection:
    """Return a ranking, counted in other ways.

    Args:
        anchor: Unlike every other question's.
        ranking: What was counted.
    """
    labels = {each.code: each.label for each in ranking.places}
    pairwise, runoff = ranking.pairwise, ranking.runoff
    return RankingSection(
        id=f"{anchor}-ranking",
        places=tuple(map(_place, ranking.places)),
        labels=tuple(labels.values()),
        pairs=tuple(_pairs(pairwise, labels)) if pairwise else (),
        winner=_winner(pairwise, labels) if pairwise else "",
        ties=_ties(pairwise, labels) if pairwise else "",
        rounds=tuple(_rounds(runoff, labels)) if runoff else (),
        outcome=_outcome(runoff, labels) if runoff else "",
    )


def _place(each: PlaceEstimate) -> PlaceRow:
    found = each.place
    if isinstance(found, NoNumber):
        place, reach = NONE, found.words
    else:
        place, reach = number_words(found.value), number_range(found.interval)
    return PlaceRow(
        label=each.label, place=place, reach=reach, points=bare(each.points)
    )


def _pairs(pairwise: Pairwise, labels: Labels) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row, code in enumerate(pairwise.codes):
        counts = pairwise.ahead[row]
        yield (
            labels[code],
            tuple(NONE if row == at else bare(n) for at, n in enumerate(counts)),
        )


def _winner(pairwise: Pairwise, labels: Labels) -> Sentence:
    if pairwise.winner is None:
        return sentence("No answer is ahead of every other one.")
    return sentence(
        "{label} is ahead of every other answer (Condorcet’s winner).",
        label=quote(labels[pairwise.winner]),
    )


def _ties(pairwise: Pairwise, labels: Labels) -> str:
    return in_a_row(
        *(
            sentence(
                "As many put {one} ahead of {other} as behind.",
                one=quote(labels[one]),
                other=quote(labels[other]),
            )
            for one, other in pairwise.ties
        )
    )


def _rounds(runoff: Runoff, labels: Labels) -> Iterator[RoundRow]:
    for number, each in enumerate(runoff.rounds, start=1):
        yield RoundRow(
            name=sentence("Round {number}", number=number),
            counts=tuple(
                bare(each.counts[code]) if code in each.counts else NONE
                for code in labels
            ),
            outcome=_came_to(each, labels),
        )


def _came_to(each: Round, labels: Labels) -> Sentence:
    said = []
    if each.tied:
        tied = quotes([labels[code] for code in each.tied])
        said.append(sentence("Equally few have {tied} first.", tied=tied))
    if each.dropped is not None:
        dropped = quote(labels[each.dropped])
        said.append(sentence("{label} is dropped.", label=dropped))
    if each.exhausted:
        said.append(
            counted(
                "{number:,} person gave none of these a place.",
                "{number:,} people gave none of these a place.",
                number=each.exhausted,
            )
        )
    return in_a_row(*said)


def _outcome(runoff: Runoff, labels: Labels) -> Sentence:
    winners = [labels[code] for code in runoff.winners]
    if len(winners) == 1:
        return sentence("{label} wins the runoff.", label=quote(winners[0]))
    return sentence(
        "Who wins the runoff depends on which of the tied answers is dropped: it can "
        "be {labels}.",
        labels=quotes(winners, "or"),
    )
