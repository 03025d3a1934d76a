"""Texts of other tools as ours: no markup, nothing unprintable, short enough."""

import re
from html.parser import HTMLParser

from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import MAX_OPTIONS, MAX_TEXT
from pollsvc.domain.texts import is_blank, spelled, text_problem

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,31};")
_SPACES = re.compile(r"[ \t\u00a0]*\n\s*|[ \t\u00a0]{2,}")
_UNREAD = frozenset({"script", "style"})


def without_markup(text: str) -> str:
    """Return what a text in HTML says; a text without markup stays as it is."""
    if not _MARKUP.search(text):
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    said = "".join(reader.words)
    return _SPACES.sub(lambda gap: "\n" if "\n" in gap[0] else " ", said).strip()


def worded(text: str, *, where: str, remarks: Remarks) -> str:
    """Return a text that can be stored; what had to go is remarked."""
    said = spelled(text)
    shown = "".join(c for c in said if text_problem(c) is None)
    if shown != said:
        remarks.changed(where, "Characters that cannot be shown were taken out.")
    if len(shown) <= MAX_TEXT:
        return shown
    kept = f"{shown[: MAX_TEXT - 1].rstrip()}…"
    remarks.lost(where, f"A text was cut after {MAX_TEXT} characters; it was: {shown}")
    return kept


def optional(text: str | None, *, where: str, remarks: Remarks) -> str | None:
    """Return a text that may be left out, or None where it says nothing."""
    if text is None or is_blank(text):
        return None
    return worded(text, where=where, remarks=remarks)


def how_many(answers: int) -> str:
    """Return the sentence on a question with too few answers, or too many."""
    several = "" if answers == 1 else "s"
    return f"It has {answers} answer{several}; a poll offers 2 to {MAX_OPTIONS}"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unread += tag in _UNREAD
        if tag in {"br", "p", "div", "li", "tr"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD and self._unread > 0

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words.append(data)
