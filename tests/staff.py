"""A staff member at the pages: opens them, types, and presses what is there to press.

Reads every kind of control that staff forms have, and sends what a browser would.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urljoin

from argon2 import PasswordHasher
from flask import session

from pollsvc.domain import passwords
from pollsvc.domain.staff import Role
from pollsvc.services import accounts, authoring
from pollsvc.web.sign_in import enter
from tests.documents import read
from tests.factories import draft, utc
from tests.page import words

NOW = utc(2026, 11, 23, 12)
ADDRESS = "ana@example.org"
PASSWORD = "seven wet umbrellas"

TYPED = {
    "text": "How did you sleep?\nWell\nBadly",
    "results": "staff_only",
    "release": "live",
    "closes_date": "2026-12-24",
    "closes_time": "18:15",
    "zone": "Europe/Berlin",
    "title": "Sleep",
    "slug": "sleep",
    "sites": "https://www.example.org\nhttps://example.net",
    "keep_days": "365",
    "refuse": False,
}
"""What an author types into the editor, by the names of its fields."""


def drafted(app, **given):
    """A stored draft with the given parts."""
    with app.app_context():
        return authoring.create_poll(draft=draft(**given), actor=ADDRESS, now=NOW)


def stored(app, slug):
    """A poll as it is in the database."""
    with app.app_context():
        return authoring.find_poll(slug=slug)


def polls(app):
    """Every poll, with where it stands."""
    with app.app_context():
        return authoring.list_polls(now=NOW)


def one_time_link(app, email=ADDRESS, role="admin", now=None):
    """The path of a new one-time link."""
    with app.app_context():
        token = accounts.invite(
            email=email,
            role=Role(role),
            actor="command line",
            now=now or datetime.now(UTC),
        )
    return f"/staff/welcome/{token}"


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""How passwords may have been hashed long ago: each check costs what the hash did."""


@cache
def hashed():
    """What is stored of the password, until somebody signs in with it."""
    return QUICK.hash(passwords.normal(PASSWORD))


def signed_in(app, email=ADDRESS, role="admin"):
    """Somebody who has chosen a password and stands on the dashboard.

    It is done beside the page of the one-time link: that has tests of its own.
    """
    link, now = one_time_link(app, email, role), datetime.now(UTC)
    token = link.rpartition("/")[2]
    with app.app_context():
        secret = accounts._let_in(token, hashed(), address=email, now=now)
    member = Member(app.test_client())
    with app.test_request_context():
        enter(secret)
        kept = dict(session)
    with member.client.session_transaction() as cookie:
        cookie.update(kept)
        cookie.permanent = True
    member.open("/staff/")
    assert member.path == "/staff/"
    return member


def sign_in(member, email=ADDRESS, password=PASSWORD):
    """Signs in with a password, on the page or one that asks for it."""
    if "/sign-in" not in member.path:
        member.open("/staff/sign-in")
    return member.press("Sign in", email=email, password=password)


@dataclass
class Member:
    """Somebody's browser, on one page at a time.

    Attributes:
        path: The page's address, after redirects.
        passed: The statuses of the redirects on the way.
    """

    client: object
    path: str = ""
    status: int = 0
    headers: object = None
    html: str = ""
    passed: list = field(default_factory=list)

    def open(self, path):
        return self._go("get", path)

    def press(self, button, /, **typed):
        """Presses a button of a form, after typing into its fields.

        A field is named as in the form; a checkbox takes a truth value.
        """
        pressed = self._button(button)
        form = pressed
        while form.name != "form":
            form = form.parent
        pairs = [*filled(form, typed), *pair_of(pressed)]
        action = pressed.attrs.get("formaction") or form.attrs["action"]
        return self._go(form.attrs["method"].lower(), urljoin(self.path, action), pairs)

    def follow(self, link):
        (found, *_) = [a for a in self.document.query("a") if words(a) == link]
        return self.open(urljoin(self.path, found.attrs["href"]))

    @property
    def document(self):
        return read(self.html)

    @property
    def text(self):
        return words(self.document.query_one("main"))

    @property
    def heading(self):
        return words(self.document.query_one("h1"))

    @property
    def problems(self):
        return [words(a) for a in self.document.query(".error-summary a")]

    @property
    def said(self):
        """What the page says has been done."""
        return " ".join(words(e) for e in self.document.query("[role=status]")).strip()

    @property
    def box(self):
        """What stands in the editor's box."""
        return standing(self.document.query_one("#text"))

    def buttons(self):
        return [words(b) for b in self.document.query("main button")]

    def fields_of(self, form):
        """What every field of a form holds, by its selector."""
        return dict(filled(self.document.query_one(form), {}))

    def _button(self, text):
        found = [
            b
            for b in self.document.query("form button")
            if words(b) == text and b.attrs.get("aria-hidden") != "true"
        ]
        assert found, f"no button {text!r} among {self.buttons()}"
        return found[0]

    def _go(self, method, path, pairs=None):
        self.passed = []
        given = {"query_string": pairs} if method == "get" else {"data": grouped(pairs)}
        answer = getattr(self.client, method)(path, **(given if pairs else {}))
        while answer.status_code in {301, 302, 303}:
            self.passed.append(answer.status_code)
            path = urljoin(path, answer.location)
            answer = self.client.get(path)
        self.path, self.status, self.headers = path, answer.status_code, answer.headers
        self.html = answer.get_data(as_text=True)
        return self


def filled(form, typed):
    """The pairs that a form sends, with what was typed in place of what stood there."""
    left = dict(typed)
    pairs = [
        pair
        for control in form.query("input, textarea, select")
        for pair in pairs_of(control, left)
    ]
    assert not left, f"no fields {sorted(left)}"
    return pairs


def pairs_of(control, typed):
    name, kind = control.attrs.get("name"), control.attrs.get("type")
    if not name:
        return []
    if kind not in {"checkbox", "radio"}:
        return [(name, typed.pop(name) if name in typed else standing(control))]
    value = control.attrs["value"]
    ticked = "checked" in control.attrs
    if name in typed:
        ticked = typed[name] in {True, value}
        if ticked or (kind == "checkbox" and isinstance(typed[name], bool)):
            del typed[name]
    return [(name, value)] if ticked else []


def standing(control):
    """What stands in a field of text or a select."""
    if control.name == "textarea":
        return control.to_text(separator="", strip=False)
    if control.name == "select":
        options = control.query("option")
        chosen = [o for o in options if "selected" in o.attrs] or options
        return chosen[0].attrs["value"]
    return control.attrs.get("value", "")


def pair_of(button):
    name = button.attrs.get("name")
    return [(name, button.attrs.get("value", ""))] if name else []


def grouped(pairs):
    values = {}
    for name, value in pairs or ():
        values.setdefault(name, []).append(value)
    return values
