"""What has just been done, said once on the page that follows."""

from flask import flash, get_flashed_messages


def say(text: str) -> None:
    """Say a sentence on the next page."""
    flash(text)


def said() -> tuple[str, ...]:
    """Return what is to be said on this page."""
    return tuple(map(str, get_flashed_messages()))
