"""Pages drawn once and filled in for each visitor: what differs is left blank.

Nothing that belongs to one person is kept: where it would stand there is a mark that
nobody can guess, and what is put there is in no other visitor's copy.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from markupsafe import escape

from pollsvc.web.languages import LANGUAGES, asked_language, language, poll_language
from pollsvc.web.remembered import Remembered

BALLOT = f"blank-{secrets.token_hex(16)}-ballot"
"""Stands where the ballot's token goes into a form."""
RECEIPT = f"blank-{secrets.token_hex(16)}-receipt"
"""Stands where somebody's receipt is shown."""

_BLANK = re.compile(f"({BALLOT}|{RECEIPT})")
_EXTENSION = "pollsvc_kept_pages"


@dataclass(frozen=True)
class DrawnPage:
    """A page with blanks.

    Attributes:
        pieces: What stands between the blanks, and the blanks, in turn.
    """

    pieces: tuple[str, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """Its blanks, from the first to the last."""
        return self.pieces[1::2]

    def fill(self, blanks: Mapping[str, str]) -> str:
        """Return the page with a text in each blank.

        Raises:
            KeyError: A blank would be left open.
        """
        pieces = list(self.pieces)
        for place in range(1, len(pieces), 2):
            pieces[place] = str(escape(blanks[pieces[place]]))
        return "".join(pieces)


class KeptPages:
    """The pages that a process has drawn of late, by all that they depend on."""

    def __init__(self) -> None:
        self._pages: Remembered[Hashable, DrawnPage] = Remembered()

    def page(self, key: Hashable, draw: Callable[[], str]) -> DrawnPage:
        """Return a page, drawn now or before.

        Args:
            key: Everything that the page depends on, except the languages of its
                words and of its poll, and what goes into blanks.
            draw: Renders it, with the blanks.
        """
        asked, of_poll = asked_language(), poll_language()
        key = (language(), of_poll, asked, key)
        drawn = self._pages.get(key)
        if drawn is None:
            drawn = DrawnPage(tuple(_BLANK.split(draw())))
            # Strangers can ask for more languages than there is room for.
            if asked in {None, of_poll} or asked in LANGUAGES:
                self._pages.keep(key, drawn)
        return drawn


def init_kept_pages(app: Flask) -> None:
    """Give an application a memory for the pages it draws."""
    app.extensions[_EXTENSION] = KeptPages()


def kept_pages() -> KeptPages:
    """Return the memory of the application at work."""
    kept: KeptPages = current_app.extensions[_EXTENSION]
    return kept
