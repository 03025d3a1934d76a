"""What went wrong with a command, in one line of standard error."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from pollsvc.domain.errors import Refusal


class Complaint(click.ClickException):
    """A failure that a person can read, and nothing around it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(" ".join(self.message.split()), file=file, err=file is None)


class Slip(Complaint):
    """A command line that cannot be understood."""

    exit_code = 2


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn whatever has words into one line; a fault of ours keeps its traceback.

    Raises:
        Complaint: In place of a refusal, a slip in the command line, or a file that
            cannot be used.
    """
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        raise _complaint(error) from None
    except Refusal as refusal:
        raise Complaint(str(refusal)) from None
    except OSError as error:
        if error.errno == errno.EPIPE or error.filename is None:
            raise
        msg = f"{error.filename}: {error.strerror}."
        raise Complaint(msg) from None


def _complaint(error: click.ClickException) -> Complaint:
    message = error.format_message()
    if not isinstance(error, click.UsageError):
        return Complaint(message)
    if error.ctx is not None:
        message = f"{message.rstrip('.')}. See `{error.ctx.command_path} --help`."
    return Slip(message)
