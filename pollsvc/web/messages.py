"""What has just been done, said once on the page that follows."""

from flask import flash, get_flashed_messages

from pollsvc.web.languages import worded


def say(text: str) -> None:
    """Say a sentence on the next page."""
    flash(worded(text))


def said() -> tuple[str, ...]:
    """Return what is to be said on this page."""
    return tuple(map(str, get_flashed_messages()))
