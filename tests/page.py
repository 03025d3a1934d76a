"""Drives the pages' own forms and links as a person without script does.

A `Browser` keeps cookies, follows redirects and says where its forms come from, over
the application itself or over HTTP; a `Page` is read and acted upon by what it shows.
"""

import http.client
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

from tests.documents import read

URLENCODED = "application/x-www-form-urlencoded"
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """What a server sent: the headers as pairs, for one may come twice."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Road(Protocol):
    """How requests get to the application."""

    origin: str

    def send(self, method, path, *, headers, body) -> Answer:
        """Sends one request."""


class InProcess:
    """The application called directly, without a server."""

    def __init__(self, app, *, origin="http://localhost", address="203.0.113.9"):
        self.origin = origin
        self._client = app.test_client(use_cookies=False)
        self._address = address

    def send(self, method, path, *, headers, body):
        answer = self._client.open(
            path,
            method=method,
            headers=headers,
            data=body,
            base_url=self.origin,
            environ_base={"REMOTE_ADDR": self._address},
        )
        return Answer(answer.status_code, tuple(answer.headers), answer.get_data())


class OverHttp:
    """A served application; one connection, kept open."""

    def __init__(self, origin):
        self.origin = origin
        self._connection = http.client.HTTPConnection(
            urlsplit(origin).netloc, timeout=30
        )

    def send(self, method, path, *, headers, body):
        try:
            return self._send(method, path, headers, body)
        except (http.client.RemoteDisconnected, ConnectionError):
            # The server may have hung up since; like a browser, look once more.
            self._connection.close()
            if method != "GET":
                raise
            return self._send(method, path, headers, body)

    def _send(self, method, path, headers, body):
        self._connection.request(method, path, body=body, headers=dict(headers))
        answer = self._connection.getresponse()
        return Answer(answer.status, tuple(answer.getheaders()), answer.read())

    def close(self):
        self._connection.close()


@dataclass
class Browser:
    """Somebody's browser.

    Attributes:
        keeps_cookies: Whether it does as it is told by Set-Cookie.
        headers: What it sends with every request.
    """

    road: Road
    keeps_cookies: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path):
        """The page at an address, after redirects."""
        return self._go("GET", path)

    def send(self, path, fields, **headers):
        """The page that answers a form, after redirects.

        Args:
            path: Where to.
            fields: Pairs of name and value, or the body as bytes.
            **headers: Headers that differ; None leaves one out.
        """
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        own = {"Origin": self.road.origin, "Content-Type": URLENCODED}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self._go("POST", path, own, body)

    def _go(self, method, path, headers=None, body=None):
        url = urljoin(self.road.origin, path)
        passed = []
        while True:
            answer = self._once(method, url, headers or {}, body)
            page = Page(self, url, answer, tuple(passed))
            if answer.status not in REDIRECTS:
                return page
            passed.append(answer.status)
            url = urljoin(url, page.header("Location"))
            assert url.startswith(self.road.origin), f"led away to {url}"
            assert len(passed) < 6, "led around in a circle"
            method, headers, body = "GET", {}, None

    def _once(self, method, url, headers, body):
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        whole = {**self.headers, **headers}
        if self.cookies:
            pairs = (f"{name}={value}" for name, value in self.cookies.items())
            whole["Cookie"] = "; ".join(pairs)
        sent = [(name, value) for name, value in whole.items() if value is not None]
        answer = self.road.send(method, path, headers=sent, body=body)
        if self.keeps_cookies:
            self._keep(answer)
        return answer

    def _keep(self, answer):
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition(";")
                key, _, content = cookie.partition("=")
                self.cookies[key] = content
                if "max-age=0" in rest.lower():
                    del self.cookies[key]


@dataclass(frozen=True)
class Page:
    """A page as it was answered.

    Attributes:
        url: Its address, after redirects.
        passed: The statuses of the redirects on the way.
    """

    browser: Browser
    url: str
    answer: Answer
    passed: tuple[int, ...] = ()

    @property
    def status(self):
        return self.answer.status

    @property
    def path(self):
        return urlsplit(self.url).path

    def header(self, name):
        found = [v for n, v in self.answer.headers if n.lower() == name.lower()]
        assert len(found) <= 1, f"{name} is there twice"
        return found[0] if found else None

    @cached_property
    def html(self):
        return self.answer.body.decode()

    @cached_property
    def document(self):
        return read(self.html)

    @cached_property
    def text(self):
        """The words of the page, in one line."""
        return words(self.document.query_one("body"))

    @property
    def heading(self):
        return words(self.document.query_one("h1"))

    @property
    def receipt(self):
        return words(self.document.query_one("#receipt-text"))

    @property
    def problems(self):
        """The lines of the error summary."""
        return [words(link) for link in self.document.query(".error-summary a")]

    @property
    def chosen(self):
        """The values of the radios that are chosen."""
        radios = self.document.query("input[type=radio]")
        return [r.attrs["value"] for r in radios if "checked" in r.attrs]

    def buttons(self):
        return [words(button) for button in self.document.query("form button")]

    def press(self, button, /, **filled):
        """The page after a button, its form filled in first."""
        action, fields = self.form(button, **filled)
        return self.browser.send(action, fields)

    def form(self, button, /, **filled):
        """Where a button's form goes, and the pairs it would send."""
        found = [b for b in self.document.query("form button") if words(b) == button]
        assert found, f"no button {button!r} among {self.buttons()}"
        form = pressed = found[0]
        while form.name != "form":
            form = form.parent
        assert form.attrs.get("method", "").lower() == "post"
        fields = pairs_of(form, filled)
        if name := pressed.attrs.get("name"):
            fields = [*fields, (name, pressed.attrs.get("value", ""))]
        assert not filled, f"no fields {filled}"
        return urljoin(self.url, form.attrs["action"]), fields

    def follow(self, link):
        """The page that a link leads to."""
        found = [a for a in self.document.query("a[href]") if words(a) == link]
        assert found, f"no link {link!r}"
        return self.browser.open(urljoin(self.url, found[0].attrs["href"]))


def pairs_of(form, filled):
    """The pairs that a form sends, taking from `filled` what was chosen or typed."""
    pairs = []
    for control in form.query("input, textarea"):
        name, kind = control.attrs.get("name"), control.attrs.get("type", "text")
        if not name:
            continue
        if kind in {"radio", "checkbox"}:
            value = control.attrs["value"]
            before = value if "checked" in control.attrs else None
            if value == str(filled.get(name, before)):
                pairs.append((name, value))
        else:
            pairs.append((name, filled.get(name, control.attrs.get("value", ""))))
    for name, value in list(filled.items()):
        if (name, str(value)) in pairs:
            del filled[name]
    return pairs


def words(element):
    """An element's text as it is read: spaces and line breaks as one space."""
    return " ".join(element.to_text().split()) if element else ""
