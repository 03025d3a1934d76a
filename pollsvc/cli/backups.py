"""`pollsvc backup` and `pollsvc restore`: everything in one file, and back again."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from pollsvc.backups.manifest import Manifest
from pollsvc.backups.reading import BackupReader
from pollsvc.cli.application import in_instance, make_app, now, working_in
from pollsvc.cli.files import new_file
from pollsvc.domain.keys import KeyRing
from pollsvc.installation import current
from pollsvc.instance_lock import SERVING, held
from pollsvc.instance_secret import changing_keys, store_keys
from pollsvc.services import recounting
from pollsvc.services.backing_up import BackupReport, rows_to_write, write_backup
from pollsvc.services.restoring import check, put_in_place, require_place

PIPE = "-"
WORTH_A_BAR = 10_000
Progress = Callable[[int], None]


@click.command()
@click.argument("path")
@click.option(
    "--with-keys", is_flag=True, help="Put the secret keys into the file as well."
)
@in_instance
def backup(path: str, *, with_keys: bool) -> None:
    """Write everything to one new file (- writes to standard output).

    The server may go on meanwhile. The file holds every answer and every staff
    member: keep it as safe as the instance itself. Without --with-keys it is of little
    use to whoever steals it alone; keep secret.key elsewhere.
    """
    if path == PIPE:
        if sys.stdout.isatty():
            msg = "A backup is no text: send it to a file or a program."
            raise click.ClickException(msg)
        report = _written(sys.stdout.buffer, with_keys=with_keys)
        sys.stdout.buffer.flush()
    else:
        with new_file(Path(path)) as file:
            report = _written(file, with_keys=with_keys)
            with _bar("Checking", report.manifest.rows) as progress:
                BackupReader(file).verify(progress)
    for line in _about(report, path):
        click.echo(line, err=path == PIPE)


@click.command()
@click.argument("path")
@click.option(
    "--replace", is_flag=True, help="Delete what the instance holds, in favour of it."
)
@click.option(
    "--without-key",
    is_flag=True,
    help="Restore although a secret key that it needs is missing.",
)
def restore(path: str, *, replace: bool, without_key: bool) -> None:
    """Put a backup in place of what is there (- reads standard input).

    All of it, or nothing. Stop the server first. The instance may be new, and its
    database another one than that of the backup.
    """
    app = make_app()
    instance = Path(app.instance_path)
    why_not = "The instance is being served: stop the server first."
    with (
        working_in(app),
        held(instance, SERVING, alone=True, why_not=why_not),
        _opened(path) as file,
    ):
        require_place(replace=replace)
        source = BackupReader(file)
        is_sealed = _checked(source, without_key=without_key)
        with (
            _brought_in(instance, source.keys) as keys,
            _bar("Restoring", source.manifest.rows) as progress,
        ):
            put_in_place(source, keys=keys, progress=progress)
        _tell(source.manifest, added=source.keys is not None, is_sealed=is_sealed)
        waves = [w for w in recounting.recount() if w.purged_at is None]
        click.echo(f"Recounted {_number(len(waves), 'wave')}: every tally agrees.")


def _written(file: BinaryIO, *, with_keys: bool) -> BackupReport:
    with _bar("Writing", rows_to_write()) as progress:
        return write_backup(
            file,
            keys=current().keys,
            with_keys=with_keys,
            now=now(),
            progress=progress,
        )


def _checked(source: BackupReader, *, without_key: bool) -> bool:
    """Refuse what is not whole; return whether the seal could be checked too."""
    keys = current().keys
    if source.keys is not None:
        keys = keys.with_earlier(source.keys)
    with _bar("Checking", source.manifest.rows) as progress:
        check(source, keys=keys, without_key=without_key, progress=progress)
    return source.is_sealed_by(keys) is not None


@contextmanager
def _brought_in(instance: Path, brought: KeyRing | None) -> Iterator[KeyRing]:
    """Yield the keys with those that a backup brings, which stay if its rows do.

    They are stored first: rows without their keys would be of no use, where keys
    without rows, after a crash between the two, do no harm.
    """
    if brought is None:
        yield current().keys
        return
    with changing_keys(instance) as before:
        keys = before.with_earlier(brought)
        store_keys(instance, keys)
        try:
            yield keys
        except BaseException:
            store_keys(instance, before)
            raise


def _about(report: BackupReport, path: str) -> Iterator[str]:
    manifest = report.manifest
    where = "standard output" if path == PIPE else path
    yield f"Wrote {_number(manifest.rows, 'row')} to {where}."
    if manifest.keys_sha256 is not None:
        yield "It holds the secret keys: it alone opens everything. Lock it away."
    else:
        names = ", ".join(manifest.keys_needed) or "none"
        yield f"It holds no secret key. Keep secret.key elsewhere (keys: {names})."
    if report.open_waves:
        yield (
            f"{_number(report.open_waves, 'wave')} not closed: two backups side by "
            "side show which answers came between them. Keep few."
        )


def _tell(manifest: Manifest, *, added: bool, is_sealed: bool) -> None:
    day = f"{manifest.made_on.day} {manifest.made_on:%B %Y}"
    click.echo(f"Restored {_number(manifest.rows, 'row')} as of {day}.")
    click.echo(
        "Answers and changes since that day are lost; what was taken back, deleted or "
        "archived since is there again."
    )
    if not is_sealed:
        click.echo(
            "The key that it was sealed with is missing: nobody can tell whether it "
            "was changed after it was written."
        )
    if added:
        click.echo("Its secret keys were added to secret.key.")


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path != PIPE:
        with Path(path).open("rb") as file:
            yield file
        return
    # A zip is read from its end: what comes through a pipe has to lie somewhere,
    # without a name, until it is restored.
    with tempfile.TemporaryFile(dir=current().settings.instance) as spooled:
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        yield spooled


@contextmanager
def _bar(label: str, rows: int) -> Iterator[Progress]:
    hidden = rows < WORTH_A_BAR or not sys.stderr.isatty()
    with click.progressbar(
        length=rows, label=label, file=sys.stderr, hidden=hidden
    ) as shown:
        yield shown.update


def _number(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"
