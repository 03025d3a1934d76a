"""`pollsvc poll …`: write, open, close, archive and list polls."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from pollsvc.cli.application import ACTOR, in_instance, now
from pollsvc.cli.asides import aside
from pollsvc.cli.files import write_whole
from pollsvc.cli.purging import answers_words, purge_lines
from pollsvc.definitions.formats import Format, read_any, write_any
from pollsvc.definitions.reports import ImportReport
from pollsvc.domain.errors import DefinitionRefused, MeaningWanted
from pollsvc.domain.polls import Poll
from pollsvc.domain.retention import days_words
from pollsvc.domain.version_changes import Meaning
from pollsvc.domain.waves import Wave
from pollsvc.services import authoring, beginning, lifecycle, retention

NO_TIME = "-"


@click.group()
def poll() -> None:
    """Write, open, close and list polls."""


@poll.command()
@click.argument("file", type=click.File("rb"))
@in_instance
def create(file: BinaryIO) -> None:
    """Make a draft from a definition (- reads standard input).

    In YAML; or a survey of another tool: an XLSForm (.xlsx), SurveyJS (.json) or
    LimeSurvey (.lss). What could not be carried over is written to standard error.
    """
    try:
        draft, report = read_any(file.read())
    except DefinitionRefused as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from None
    made = authoring.create_poll(draft=draft, actor=ACTOR, now=now())
    _say(report)
    click.echo(f"Made the draft {made.slug}; `pollsvc poll open {made.slug}` opens it.")


@poll.command()
@click.argument("slug")
@click.argument("new_slug")
@in_instance
def copy(slug: str, new_slug: str) -> None:
    """Make a draft NEW_SLUG that asks what the poll SLUG asks.

    It has the same settings, but no dates and no answers.
    """
    made = beginning.copy_poll(slug=slug, to=new_slug, actor=ACTOR, now=now())
    click.echo(f"Made the draft {made.slug}; `pollsvc poll open {made.slug}` opens it.")


@poll.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--spelling-only",
    is_flag=True,
    help="Words are corrected and mean the same: no new version.",
)
@in_instance
def update(file: BinaryIO, *, spelling_only: bool) -> None:
    """Change a poll to what a definition says (- reads standard input).

    A draft, and a poll that nobody has answered, is simply changed. Of one that people
    have answered only what it asks can change: that makes a new version, and answers
    stay with the version they were given to; or, with --spelling-only, words are
    corrected in the version that is asked now.
    """
    try:
        draft, report = read_any(file.read())
    except DefinitionRefused as refusal:
        raise click.ClickException(f"{file.name}: {refusal}") from None
    meaning = Meaning.SAME if spelling_only else Meaning.OTHER
    try:
        changed = authoring.save_poll(
            slug=draft.slug, draft=draft, actor=ACTOR, now=now(), meaning=meaning
        )
    except MeaningWanted as wanted:
        more = " ".join(wanted.changes.substance)
        msg = f"This is more than spelling, so it takes a new version. {more}"
        raise click.ClickException(msg) from None
    _say(report)
    version = changed.questionnaire.version
    click.echo(f"{changed.slug} is changed: version {version} of its questions.")


@poll.command("list")
@in_instance
def list_() -> None:
    """List every poll with its state, its responses and its closing time."""
    lines = [("POLL", "STATE", "WAVE", "RESPONSES", "CLOSES", "TITLE")]
    for summary in authoring.list_polls(now=now()):
        wave = summary.wave
        lines.append(
            (
                summary.poll.slug,
                summary.poll.state.value,
                wave.code if wave else NO_TIME,
                str(summary.responses) if wave else NO_TIME,
                _closes(summary.poll, wave),
                summary.poll.title,
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@poll.command()
@click.argument("slug")
@in_instance
def show(slug: str) -> None:
    """Show a poll: what it asks, where it stands."""
    summary = authoring.summarise_poll(slug=slug, now=now())
    shown, wave = summary.poll, summary.wave
    facts = {
        "Poll": shown.slug,
        "Title": shown.title,
        "State": shown.state.value,
        "Example": "yes" if shown.is_example else "no",
        "Results": shown.draft.results.value,
        "Release": shown.draft.release.value,
        "Wave": wave.code if wave else "none yet",
        "Responses": str(summary.responses),
        "Opens": _local(shown, wave.window.opens_at if wave else None),
        "Closes": _closes(shown, wave),
        "Repeats": _repeats(shown),
        "Keeps": _keeps(shown),
    }
    for name, value in facts.items():
        click.echo(f"{name + ':':<11}{value}")
    for question in shown.questionnaire.questions:
        click.echo(f"\n{question.code}: {question.text}")
        for option in question.options:
            click.echo(f"  {option.code}: {option.label}")


@poll.command("export-definition")
@click.argument("slug")
@click.option(
    "--format",
    "format_",
    type=click.Choice([each.value for each in Format]),
    default=Format.YAML.value,
    help="yaml (default) keeps everything; others say what they have no place for.",
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Where to write.")
@in_instance
def export_definition(slug: str, format_: str, output: Path | None) -> None:
    """Write a poll as a definition, which `poll create` reads."""
    draft = authoring.find_poll(slug=slug).draft
    written, report = write_any(draft, Format(format_))
    write_whole([written], output)
    _say(report)


@poll.command()
@click.argument("slug")
@click.option("--wave", help="One wave, such as 2026-11. Default: every closed one.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted; do not.")
@in_instance
def purge(slug: str, wave: str | None, *, dry_run: bool) -> None:
    """Delete the single answers of closed waves for good; the results stay.

    From then on there is no row to export, and no receipt opens an answer. Backups of
    before still hold them.
    """
    if dry_run:
        found = retention.purgeable(slug=slug, wave_code=wave)
        lines = [f"Would delete {answers_words(each)}." for each in found]
    else:
        purge = retention.purge_poll(slug=slug, wave_code=wave, actor=ACTOR, now=now())
        lines = [*purge_lines(purge)]
    click.echo("\n".join(lines) or "There is nothing to delete.")


poll.add_command(aside)


_Move = Callable[..., object]


def _move(name: str, service: _Move, done: str, help_: str) -> None:
    @poll.command(name, help=help_)
    @click.argument("slug")
    @in_instance
    def move(slug: str) -> None:
        service(slug=slug, actor=ACTOR, now=now())
        click.echo(f"{slug} {done}.")


_move(
    "open",
    lifecycle.open_poll,
    "is open",
    "Open a draft: it takes answers, and what it asks stays as it is.",
)
_move(
    "undo",
    lifecycle.undo_open,
    "is a draft again",
    "Put an open poll back to draft, while nobody has answered.",
)
_move(
    "close",
    lifecycle.close_poll,
    "is closed",
    "Close a poll for good: no more answers, the last results are released.",
)
_move(
    "archive",
    lifecycle.archive_poll,
    "is archived",
    "Archive a closed poll: from then on no receipt opens a response.",
)


def _say(report: ImportReport | None) -> None:
    # Beside what the command writes, not in it.
    for line in report.lines() if report else ():
        click.echo(line, err=True)


def _closes(of: Poll, wave: Wave | None) -> str:
    if wave is None:
        return NO_TIME
    return _local(of, wave.closed_at or wave.window.closes_at)


def _repeats(shown: Poll) -> str:
    schedule = shown.draft.schedule
    if schedule.repeats is None:
        return "no"
    return f"{schedule.repeats}, stopped" if schedule.stopped else str(schedule.repeats)


def _keeps(of: Poll) -> str:
    days = of.draft.keep_days
    return "all answers" if days is None else f"answers for {days_words(days)}"


def _local(of: Poll, moment: datetime | None) -> str:
    if moment is None:
        return NO_TIME
    schedule = of.draft.schedule
    return f"{moment.astimezone(schedule.tzinfo):%Y-%m-%d %H:%M} {schedule.zone}"
