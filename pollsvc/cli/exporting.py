"""`pollsvc export`: the responses of a poll as a file."""

import sys
from pathlib import Path

import click

from pollsvc.cli.application import in_instance, now
from pollsvc.cli.files import write_whole
from pollsvc.domain.errors import ExportOptionRefused
from pollsvc.exports.csv import Values
from pollsvc.exports.options import read_options
from pollsvc.services.exporting import Dataset, describe_dataset, export_csv
from pollsvc.services.row_sources import Source

WORTH_A_BAR = 10_000


@click.command()
@click.argument("slug")
@click.option(
    "--format", "format_", type=click.Choice(["csv"]), required=True, help="The format."
)
@click.option("-o", "output", type=click.Path(path_type=Path), help="Where to write.")
@click.option(
    "--values",
    type=click.Choice([value.value for value in Values]),
    default=Values.CODES.value,
    show_default=True,
    help="What stands in the columns of questions.",
)
@click.option(
    "--waves", default="", help="Waves such as 2026-10,2026-11. Default: all."
)
@click.option(
    "--sep", default="comma", show_default=True, help="Comma, semicolon, tab."
)
@click.option(
    "--lang",
    default="",
    help="Language of labels, e.g. es. Default: the poll's.",
)
@click.option("--raw", is_flag=True, help="Leave text that looks like a formula as is.")
@in_instance
def export(slug: str, output: Path | None, format_: str, **written: str | bool) -> None:
    """Write every stored response of a poll.

    The file holds answers of people: keep it as safe as the instance itself.
    """
    del format_
    options = read_options(
        {
            name: [str(int(v)) if v in (True, False) else str(v)]
            for name, v in written.items()
        }
    )
    dataset = describe_dataset(
        slug=slug,
        has_answered=False,
        sees_data=True,
        now=now(),
        wave_codes=options.waves,
    )
    if options.language:
        dataset = dataset.labelled_in(_known(dataset, options.language))
    for wave in dataset.waves:
        if (purged_at := wave.wave.purged_at) is not None:
            what = (
                "rows that add up to its released results stand in their place"
                if wave.source is Source.RELEASE
                else "it has no rows"
            )
            click.echo(
                f"{slug} {wave.wave.code}: single answers were deleted on "
                f"{purged_at:%Y-%m-%d}; {what}.",
                err=True,
            )
    hidden = dataset.rows < WORTH_A_BAR or not sys.stderr.isatty()
    with click.progressbar(
        length=dataset.rows, label="Exporting", file=sys.stderr, hidden=hidden
    ) as shown:
        pieces = export_csv(dataset, options.csv, progress=shown.update)
        write_whole(pieces, output)


def _known(dataset: Dataset, language: str) -> str:
    languages = dataset.poll.questionnaire.languages
    if language not in languages:
        known = " ".join(languages)
        msg = f"lang={language!r} is not possible; write one of: {known}"
        raise ExportOptionRefused(msg)
    return language
