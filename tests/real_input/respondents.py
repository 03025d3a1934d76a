"""Respondents: each fills in a survey's forms, page by page, and sends it."""

import re
from html import unescape

from tests.instances import newcomer

THANKS = "Thank you. Your answer is counted."
TAG = re.compile(r"<(h1|form|input|button)\b([^>]*)>([^<]*)")
"""Of our pages: within an attribute, they write &gt; and &#34;."""
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Form:
    """What of a page's form is sent whatever one answers, read in one pass.

    Thousands of pages are walked through here: a whole document of each, as tests/page
    makes it, would take most of the time.
    """

    def __init__(self, page):
        self.action, self.hidden, self.buttons, self.heading = "", [], [], ""
        for tag, attributes, text in TAG.findall(page.html):
            attrs = {name: unescape(v) for name, v in ATTRIBUTE.findall(attributes)}
            if tag == "h1":
                self.heading += unescape(text)
            elif tag == "button":
                self.buttons.append(unescape(text).strip())
            elif tag == "form":
                self.action = attrs["action"]
            elif attrs.get("type") == "hidden":
                self.hidden.append((attrs["name"], attrs["value"]))

    @property
    def asked(self):
        """The codes of the questions that stand on the page."""
        return {value for name, value in self.hidden if name == "_asked"}


def answered(running, slug, raw):
    """The codes of the questions that one who has never been here has met.

    Args:
        running: A served instance.
        slug: A survey of three questions or more.
        raw: What is chosen or written: a list of values for each field's name.
    """
    person, met = newcomer(running), []
    form = Form(person.open(f"/p/{slug}"))
    while "Continue" in form.buttons:
        met += form.asked
        given = [
            (name, value)
            for name, values in raw.items()
            if name.partition("__")[0] in form.asked
            for value in values
        ]
        form = Form(person.send(form.action, form.hidden + given))
    assert form.heading == "Check your answers", form.heading
    done = Form(person.send(form.action, [*form.hidden, ("_go", "submit")]))
    person.road.close()
    assert done.heading == THANKS, done.heading
    return set(met)
