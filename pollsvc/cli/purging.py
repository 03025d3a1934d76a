"""What was deleted because its time was over, in sentences for the command line."""

from collections.abc import Iterator

from pollsvc.services.retention import Purge, PurgedWave

LEFT = "The database's files may still hold what closed polls held before."
TRACES = (
    "The database's files may hold bytes of them for now, because somebody is reading; "
    "the server removes these within minutes, or `pollsvc due` does. `pollsvc doctor` "
    "says where they stay."
)


def purge_lines(purge: Purge) -> Iterator[str]:
    """Yield what was deleted, and what may be left of it."""
    for wave in purge.waves:
        yield f"Deleted {answers_words(wave)}; the results stay."
    if purge.traces:
        yield TRACES


def answers_words(wave: PurgedWave) -> str:
    """Return e.g. "126 single answers of pharmacy-visits 2026-11"."""
    answers = "single answer" if wave.responses == 1 else "single answers"
    return f"{wave.responses:,} {answers} of {wave.slug} {wave.wave}"
