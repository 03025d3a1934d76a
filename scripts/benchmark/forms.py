"""Reads a poll's form as a browser does: where it goes and what it sends."""

import html
import random
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
ACTION = re.compile(r'<form\b[^>]*\saction="([^"]*)"')
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
BALLOT = "_ballot"


class NoForm(ValueError):
    """A page holds no form with a ballot; the text says what is missing."""


@dataclass(frozen=True)
class Form:
    """A poll's form.

    Attributes:
        action: Where it is sent: a path.
        hidden: What it sends whatever is chosen, encoded; the ballot is in it.
        choices: For each question the values to choose from.
    """

    action: str
    hidden: str
    choices: Mapping[str, tuple[str, ...]]

    def body(self, chance: random.Random) -> bytes:
        """Gives what the form sends once every question is answered by chance."""
        pairs = [
            f"{name}={chance.choice(values)}" for name, values in self.choices.items()
        ]
        return "&".join([self.hidden, *pairs]).encode()


def read_form(page: bytes) -> Form:
    """Finds the form in a poll's page.

    Raises:
        NoForm: There is none, or it holds no ballot or nothing to choose.
    """
    text = page.decode()
    form = next((f for f in FORM.findall(text) if f'name="{BALLOT}"' in f), None)
    if form is None:
        raise NoForm("no form with a ballot")
    action = ACTION.search(form)
    if action is None:
        raise NoForm("a form without an action")
    hidden: list[str] = []
    choices: dict[str, list[str]] = defaultdict(list)
    for control in INPUT.findall(form):
        attributes = dict(ATTRIBUTE.findall(control))
        name, value = attributes.get("name"), attributes.get("value", "")
        if name and attributes.get("type") == "hidden":
            hidden.append(f"{_sent(name)}={_sent(value)}")
        elif name and attributes.get("type") == "radio":
            choices[_sent(name)].append(_sent(value))
    if not choices:
        raise NoForm("a form with nothing to choose")
    return Form(
        action=html.unescape(action[1]),
        hidden="&".join(hidden),
        choices={name: tuple(values) for name, values in choices.items()},
    )


def _sent(text: str) -> str:
    return quote_plus(html.unescape(text))
