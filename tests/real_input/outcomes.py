"""Reads back what a served poll says of its answers, in every form it has."""

import io
import json

import pandas as pd

from tests.instances import newcomer
from tests.page import words

MISSING = {
    "not_asked": None,
    "not_answered": "-99",
    "refused": "-98",
    "dont_know": "-97",
}


def fetched(running, path):
    """What somebody who has never been here gets from an address."""
    visitor = newcomer(running)
    page = visitor.open(path)
    visitor.road.close()
    assert page.status == 200, page.html
    return page


def on_the_page(running, slug):
    """The results page's table: people by label."""
    page = fetched(running, f"/p/{slug}/results")
    people = {}
    for row in page.document.query("table.results tbody tr"):
        cells = [words(cell) for cell in row.query("th, td")]
        if len(cells) > 1:
            people[cells[0]] = int(cells[-1].replace(",", ""))
    return people


def in_json(running, slug):
    """The whole document, and its only question's counts by code."""
    document = json.loads(fetched(running, f"/p/{slug}/results.json").html)
    (question,) = document["questions"]
    counts = {option["code"]: option["count"] for option in question["options"]}
    return document, counts | question["missing"]


def in_results_csv(running, slug):
    """The results file's counts by option or kind of missing."""
    text = fetched(running, f"/p/{slug}/results.csv").html
    frame = pd.read_csv(io.StringIO(text), dtype=str)
    return dict(zip(frame["option"], frame["count"].astype(int), strict=True))


def in_dataset(text, column):
    """How often each value stands in a column of exported responses."""
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert list(frame.columns[:5]) == [
        "response",
        "poll",
        "version",
        "wave",
        "language",
    ]
    assert frame["response"].is_unique
    return frame[column].value_counts().to_dict()
