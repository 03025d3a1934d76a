"""What holds for every template."""

import re

import pytest
from jinja2 import StrictUndefined

from tests.policy.files import ROOT, texts

TEMPLATES = "pollsvc/templates/"
# The embedded widget's own: they stand in the page, and the policy header names
# them by their hash.
INLINE = TEMPLATES + "inline/"
FORBIDDEN = {
    "unescaped text": re.compile(r"\|\s*safe\b|Markup\(|autoescape\s+false"),
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a handler in an attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']"),
    "an address of code": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(script|link|img|iframe|source)\b[^>]*(src|href)\s*=\s*[\"'](https?:)?//"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts(".html", ".xml", ".svg")
        if name.startswith(TEMPLATES)
        for number, line in enumerate(text.splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


def test_no_script_or_style_stands_in_a_page_but_the_widgets():
    inline = re.compile(r"<style\b|<script\b(?![^>]*\bsrc\s*=)")
    hashed = re.compile(r"<(style|script)>\s*\{%-?\s*include\s+[\"']inline/")
    for name, text in texts(".html"):
        if name.startswith(TEMPLATES) and not name.startswith(INLINE):
            assert len(inline.findall(text)) == len(hashed.findall(text)), name


def test_python_code_marks_no_text_as_safe():
    marks = re.compile(r"\bMarkup\(|\|\s*safe\b")
    found = [n for n, t in texts(".py") if n.startswith("pollsvc/") and marks.search(t)]
    assert found == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_template_compiles_and_refuses_what_is_not_defined(app):
    names = app.jinja_env.list_templates(extensions=["html"])
    assert (ROOT / TEMPLATES / names[0]).exists()
    assert app.jinja_env.undefined is StrictUndefined
    for name in names:
        app.jinja_env.get_template(name)
