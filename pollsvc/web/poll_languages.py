"""In which language a poll's own texts stand on a page, and how the page says so.

It can be another than that of the words around them: a poll may have no translation
into the reader's language, or one into a language that the interface does not speak.
"""

from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Flask, g, request, url_for

from pollsvc.domain.polls import Poll, spoken
from pollsvc.domain.spellings import Listed
from pollsvc.services.catalogue import Listing
from pollsvc.web.languages import PARAMETER, asked_of, best_of, language, poll_language


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """The way to a page in another language, by that language's own name."""

    tag: str
    name: str
    url: str


def init_poll_languages(app: Flask) -> None:
    """Let templates say in which language a poll's texts are."""
    app.jinja_env.globals["spoken"] = attributes_of


def as_wished(listing: Listing) -> Listing:
    """Return a poll in the language in which its reader is shown it on this page."""
    g.poll_languages = listing.languages
    g.poll_language = _best(listing.languages)
    return listing.spoken_in(g.poll_language)


def as_asked(listing: Listing) -> Listing:
    """Return a poll in the language that a program's address asks for, if any."""
    g.poll_language = asked_of(listing.languages)
    return listing.spoken_in(g.poll_language)


def poll_as_wished(poll: Poll) -> Poll:
    """Return one of several polls of a page in its reader's language."""
    if not poll.questionnaire.translations:
        return poll
    return spoken(poll, _best(poll.questionnaire.languages))


def attributes_of(tag: str | None = None) -> dict[str, str]:
    """Return the attributes of an element with a text of a poll.

    Args:
        tag: The poll's language; None for that of the page's only poll.
    """
    tag = tag or poll_language()
    if tag is None or tag == language():
        return {"dir": "auto"}
    return {"lang": tag, "dir": "auto"}


def language_links() -> tuple[LanguageLink, ...]:
    """Return the ways to the page at work in each other language of its poll."""
    return tuple(
        LanguageLink(tag=tag, name=own_name(tag), url=_in_language(tag))
        for tag in g.get("poll_languages", ())
        if tag != poll_language()
    )


def own_name(tag: str) -> str:
    """Return what a language is called in itself; its tag where nobody knows."""
    return _begun(_called(tag, None))


def names_of(tags: tuple[str, ...]) -> Listed:
    """Return what languages are called in the page's, as a list: at least one."""
    words_of = Locale.parse(language(), sep="-")
    first, *more = (_called(tag, words_of) for tag in tags)
    return Listed((_begun(first), *more))


def _called(tag: str, words_of: Locale | None) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(words_of) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _begun(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def _best(tags: tuple[str, ...]) -> str:
    return best_of(tags) if len(tags) > 1 else tags[0]


def _in_language(tag: str) -> str:
    values: dict[str, Any] = {**(request.view_args or {}), PARAMETER: tag}
    return url_for(request.endpoint or "", **values)
