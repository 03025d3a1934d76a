"""Five hundred members answer the monthly pharmacy poll, twenty of them in Chromium.

The answers were written down beforehand, with don't know and prefer not to say; over
PostgreSQL and Redis, in batches of ten, equal to the last count at the end.
"""

import json

import pandas as pd
import pytest

from tests.instances import newcomer
from tests.real_input.conftest import HERE
from tests.real_input.outcomes import (
    MISSING,
    fetched,
    in_dataset,
    in_json,
    in_results_csv,
    on_the_page,
)

SLUG = "pharmacy-visits"
THANKS = "Thank you. Your answer is counted."
EVERY = 25
"""One in so many answers in Chromium."""

LABELS = {
    "0": "None",
    "1": "Once",
    "2": "Twice",
    "3": "Three or more",
    "dont_know": "Don't know",
    "refuse": "Prefer not to say",
}
KINDS = {"dont_know": "dont_know", "refuse": "refused"}


@pytest.fixture
def answers():
    frame = pd.read_csv(HERE / "pharmacy_answers.csv", dtype=str)
    assert len(frame) == 500
    return list(frame["visits"])


def in_chromium(browser, running, code):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{running.url}/p/{SLUG}")
    page.get_by_role("radio", name=LABELS[code], exact=True).check()
    page.get_by_role("button", name="Submit answer").click()
    page.get_by_role("heading", name=THANKS).wait_for()
    assert len(page.locator("#receipt-text").inner_text()) == 34
    context.close()


def over_http(running, code):
    person = newcomer(running)
    page = person.open(f"/p/{SLUG}").press("Submit answer", visits=code)
    assert page.heading == THANKS
    return person


@pytest.mark.browser
def test_five_hundred_answers_come_out_as_they_were_given(
    shared_instance, browser, answers
):
    instance = shared_instance
    source = pd.Series(answers).value_counts().to_dict()
    instance.publish(HERE / "pharmacy.yaml", SLUG)
    with instance.serve() as running:
        first = over_http(running, answers[0])
        for number, code in enumerate(answers[1:], start=2):
            if number % EVERY == 0:
                in_chromium(browser, running, code)
            else:
                over_http(running, code).road.close()
            check_step(first, number, answers[:number])
        first.road.close()
        assert newcomer_is_refused(running)
        instance.command("poll", "close", SLUG)
        check_outcome(running, source)
    exported = instance.command("export", SLUG, "--format", "csv")
    assert in_dataset(exported, "visits") == as_exported(source)
    assert "500" in instance.command("recount", SLUG)


def check_step(somebody, number, so_far):
    """What somebody who has answered sees after so many answers."""
    shown = json.loads(somebody.open(f"/p/{SLUG}/results.json").html)
    step = number // 10 * 10
    if step == 0:
        assert "withheld" in shown
        return
    assert shown["responses"] == step
    counts = {o["code"]: o["count"] for o in shown["questions"][0]["options"]}
    source = pd.Series(so_far[:step]).value_counts()
    assert counts == {code: source.get(code, 0) for code in counts}


def newcomer_is_refused(running):
    visitor = newcomer(running)
    page = visitor.open(f"/p/{SLUG}/results")
    visitor.road.close()
    return page.status == 403


def check_outcome(running, source):
    document, counts = in_json(running, SLUG)
    assert document["responses"] == 500
    by_kind = {KINDS.get(code, code): count for code, count in source.items()}
    assert {code: count for code, count in counts.items() if count} == by_kind
    assert document["questions"][0]["base"] == sum(source[c] for c in "0123")
    by_label = {LABELS[code]: count for code, count in source.items()}
    assert on_the_page(running, SLUG) == by_label
    in_file = in_results_csv(running, SLUG)
    assert {code: count for code, count in in_file.items() if count} == by_kind
    rows = fetched(running, f"/d/{SLUG}.csv").html
    assert in_dataset(rows, "visits") == as_exported(source)


def as_exported(source):
    return {MISSING.get(KINDS.get(c, c), c): count for c, count in source.items()}
