"""A catalogue that puts brackets around what is looked up in it, and what has none.

What polls say in these tests is Greek, dates and lists are Arabic: so a Latin letter
outside of brackets is a text that no translator will ever see.
"""

import re

import flask_babel

from pollsvc.domain.questionnaires import QuestionKind

LANGUAGE = "ar"

NOT_OURS = {"New York", "UTC", "nothing", "help", "example.org", "en", *QuestionKind}
"""Names and codes, which are the same in every language."""

_RECEIPT = r"\b\w{4}(?:-\w{4}){6}\b"
_VALUE = re.compile(r"(\{\w+(?:![rs])?(?::[^}]*)?\}|%\(\w+\)[sd]|<[^>]*>)")
_APART = re.compile(
    r"<(script|style|code|pre)\b.*?</\1>"
    r'|<(\w+)[^>]* translate="no".*?</\2>'
    r'|<nav class="languages".*?</nav>|https?://[^\s"<]+',
    re.DOTALL,
)
_SHOWN = re.compile(
    r" (?:aria-label|title|placeholder|data-(?:head|selected|copied|quoted|cleared"
    r'|verifying|error|show|hide|shown|hidden))="([^"]*)"'
)


def bracketed(text):
    """A message with brackets around all of it but its values."""
    pieces = _VALUE.split(text)
    return "".join(
        piece if number % 2 or not piece else f"⟦{piece}⟧"
        for number, piece in enumerate(pieces)
    )


class Bracketing:
    """A catalogue in which every text is found."""

    def ugettext(self, text):
        return bracketed(text)

    def ungettext(self, one, many, number):
        return bracketed(one if number == 1 else many)


def forgotten(page):
    """The Latin words of a page outside of brackets."""
    html = _APART.sub(" ", page.html)
    said = [*_SHOWN.findall(html), page.document.query_one("title").to_text()]
    body = re.sub(r"<[^>]*>", " ", html.partition("<body")[2].partition(">")[2])
    found = []
    for text in (body, *said):
        outside = re.sub(r"⟦[^⟦⟧]*⟧|&#?\w+;", " ", text)
        outside = re.sub(_RECEIPT, " ", outside)
        found += re.findall(r"[A-Za-z][A-Za-z ,.’'-]*", outside)
    return [word for word in map(str.strip, found) if word not in NOT_OURS]


def use_brackets(app):
    """Puts this catalogue in the place of the Arabic one."""
    with app.app_context():
        domain = flask_babel.get_babel().instance.domain_instance
    domain.cache[LANGUAGE, "messages"] = Bracketing()
