"""What becomes of every definition in a folder: whole, with losses or refused."""

import re
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpora import Found, definitions_in

from pollsvc.definitions.formats import read_any
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import check_draft

SHOWN_REASONS = 40
_QUOTED = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|\[[^\]]*\]|\d+")
_DETAILS = re.compile(r" (?:Changed|Not carried over): .*", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one definition; `sentences` says why it is not whole."""

    found: Found
    fate: str
    sentences: tuple[str, ...] = ()


def main() -> None:
    """Imports what the command line names; exits with 1 where anything crashed."""
    folder, *wishes = sys.argv[1:]
    start = time.monotonic()
    outcomes = [*map(outcome_of, definitions_in(Path(folder)))]
    for line in report(outcomes):
        print(line)
    print(f"{time.monotonic() - start:.0f} seconds.")
    if "--each" in wishes:
        for outcome in outcomes:
            print(f"\n{outcome.fate}: {outcome.found.name}")
            print("".join(f"    {sentence}\n" for sentence in outcome.sentences))
    sys.exit(any(outcome.fate == "crashed" for outcome in outcomes))


def outcome_of(found: Found) -> Outcome:
    """Returns what becomes of a definition; an import must never raise otherwise."""
    try:
        draft, told = read_any(found.source)
        check_draft(draft)
    except DefinitionRefused as refused:
        why = tuple(refused.problems.values())
        return Outcome(found=found, fate="refused", sentences=why)
    except Exception:  # noqa: BLE001 -- this is what it looks for
        last = traceback.format_exc().strip()
        return Outcome(found=found, fate="crashed", sentences=(last,))
    if told is None or told.is_whole:
        return Outcome(found=found, fate="whole")
    return Outcome(found=found, fate="with losses", sentences=tuple(told.lines()))


def report(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """Yields how many of each kind of file met each fate, and why some were refused."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    for outcome in outcomes:
        by_kind[outcome.found.kind][outcome.fate] += 1
        if outcome.fate == "refused":
            reasons[_reason(outcome)] += 1
        if outcome.fate == "crashed":
            yield f"CRASHED: {outcome.found.name}\n{outcome.sentences[0]}"
    for kind, fates in sorted(by_kind.items()):
        said = ", ".join(f"{fates[fate]} {fate}" for fate in sorted(fates))
        yield f"{kind}: {fates.total()} definitions: {said}"
    whole = sum((fates for fates in by_kind.values()), Counter[str]())
    yield (
        f"All: {whole.total()} definitions: {whole['whole']} whole, "
        f"{whole['with losses']} with losses, {whole['refused']} refused, "
        f"{whole['crashed']} crashed."
    )
    if reasons:
        yield "Refused, and why:"
    for reason, number in reasons.most_common(SHOWN_REASONS):
        yield f"{number:6}  {reason}"


def _reason(outcome: Outcome) -> str:
    """Returns why a definition was refused, without what is only its own."""
    said = _DETAILS.sub("", " ".join(outcome.sentences))
    return _QUOTED.sub("…", said)[:160]


if __name__ == "__main__":
    main()
