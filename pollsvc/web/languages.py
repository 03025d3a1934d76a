"""In which language a page speaks: as its address says, else as the browser wishes."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from babel import Locale
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale, gettext, ngettext
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from pollsvc.domain.sentences import Sentence
from pollsvc.domain.spellings import Listed
from pollsvc.web.spelling import listed, spelled

SOURCE = "en"
"""What the words in code and templates are written in."""
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "es": "Español",
    "de": "Deutsch",
    "fr": "Français",
    "ar": "العربية",
}
"""The languages of the interface, each by its own name."""
_OFFERED = tuple(LANGUAGES)
PARAMETER = "lang"
_FILES = ("static", ".script", "_csv", "_json")
"""How the endpoints of files end, which say the same in every language."""


# Read from its data once: each request asks for one of them.
_LOCALES = {tag: Locale.parse(tag) for tag in LANGUAGES}
_MOST_OFFERS = 256
"""As many as polls are offered in different sets of languages at a time."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


def init_languages(app: Flask) -> None:
    """Let pages speak the language of whoever reads them."""
    Babel().init_app(app, default_locale=SOURCE, locale_selector=_locale)
    app.jinja_env.finalize = _finished
    app.jinja_env.filters["worded"] = worded
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.context_processor(_context)
    app.url_defaults(_keep_asked)
    app.after_request(_say_what_it_depends_on)


def interface_language() -> str:
    """Return the language of the words around the questions."""
    return best_of(_OFFERED)


def interface_language_of(wished: str) -> str:
    """Return that language for somebody who reads some.

    Args:
        wished: What their browser says of that: an `Accept-Language`.
    """
    found = (_nearest(tag, _OFFERED) for tag in _tags(wished))
    return next((tag for tag in found if tag), SOURCE)


def _locale() -> Locale:
    return _LOCALES[interface_language()]


def language() -> str:
    """Return the language in which this page speaks, as it was chosen once."""
    return str(get_locale() or SOURCE)


def best_of(offered: tuple[str, ...]) -> str:
    """Return which of some languages to speak to whoever asks; the first if none fits.

    Args:
        offered: Tags of languages, the preferred one first.
    """
    found = (_nearest(tag, offered) for tag in _wished())
    return next((tag for tag in found if tag), offered[0])


def asked_of(offered: tuple[str, ...]) -> str:
    """Return which of some languages the address asks for; the first if it does not."""
    return nearest(asked_language(), offered)


def nearest(tag: str | None, offered: tuple[str, ...]) -> str:
    """Return which of some languages comes closest to a tag; the first if none does."""
    return (tag and _nearest(tag, offered)) or offered[0]


def asked_language() -> str | None:
    """Return the tag of the language that the address asks for, if it does."""
    if not has_request_context() or not request.query_string:
        return None
    asked = request.args.get(PARAMETER, "")
    return asked if _TAG.fullmatch(asked) else None


def _wished() -> Iterator[str]:
    if not has_request_context():
        return
    if asked := asked_language():
        yield asked
    yield from _tags(request.headers.get("Accept-Language", ""))


def _tags(wished: str) -> Iterator[str]:
    # Nearly every browser names the wanted one first, without a weight, which is the
    # most; the whole list is read only where that one is not offered.
    first = wished.split(",", 1)[0].strip()
    if _TAG.fullmatch(first):
        yield first
    parsed = parse_accept_header(wished, LanguageAccept)
    yield from (tag for tag, quality in parsed if quality > 0)


def poll_language() -> str | None:
    """Return in which language this page shows its poll; None where it shows none."""
    tag: str | None = g.get("poll_language") if has_request_context() else None
    return tag


def worded(text: str) -> str:
    """Return a text in the page's language, if it is a sentence of ours."""
    # An empty text is what a catalogue has its header under.
    if not text or not isinstance(text, Sentence) or language() == SOURCE:
        return text
    template = (
        gettext(text.template)
        if text.plural is None
        else ngettext(text.template, text.plural, int(str(text.values["number"])))
    )
    locale = get_locale()
    values = {name: _spelled(value, locale) for name, value in text.values.items()}
    return str(template).format(**values)


def _spelled(value: object, locale: Locale) -> object:
    match value:
        case Sentence():
            return worded(value)
        case Listed(texts, joint):
            return listed([worded(each) for each in texts], joint, locale)
        case _:
            return spelled(value, locale)


def _nearest(tag: str, offered: tuple[str, ...]) -> str | None:
    """Return the offered language for a tag: itself, or what is spoken elsewhere."""
    by_tag, by_stem = _by_name(offered)
    tag = tag.replace("_", "-").lower()
    return by_tag.get(tag) or by_stem.get(tag.split("-", 1)[0])


@lru_cache(_MOST_OFFERS)
def _by_name(offered: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    by_tag = {each.lower(): each for each in reversed(offered)}
    by_stem = {each.split("-", 1)[0].lower(): each for each in reversed(offered)}
    return by_tag, by_stem


def _finished(value: object) -> object:
    return worded(value) if isinstance(value, Sentence) else value


def _context() -> dict[str, object]:
    spoken = language()
    direction = Locale.parse(spoken).text_direction
    return {
        "language": spoken,
        "direction": direction,
        "languages": _choice(),
    }


def _choice() -> tuple[tuple[str, str], ...]:
    """Return what a page can be read in; nothing where that would lose something.

    What was posted is only in the page that answers it, and cannot be asked for again.
    """
    posted = has_request_context() and request.method == "POST"
    return () if posted else tuple(LANGUAGES.items())


def _keep_asked(endpoint: str, values: dict[str, object]) -> None:
    # Links and forms of a page in an asked language lead to pages in the same.
    if not endpoint.endswith(_FILES) and (asked := asked_language()):
        values.setdefault(PARAMETER, asked)


def _say_what_it_depends_on(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
        response.headers.setdefault("Content-Language", language())
    return response
