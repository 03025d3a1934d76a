"""The 944 interviews of the 1996 American National Election Study, asked again.

Each respondent is a browser of its own at the running server; what comes out must be
what pandas counts in the source, to the last one.
"""

import pytest
from statsmodels.datasets import anes96

from tests.instances import newcomer
from tests.real_input.conftest import HERE
from tests.real_input.outcomes import (
    fetched,
    in_dataset,
    in_json,
    in_results_csv,
    on_the_page,
)

SLUG = "left-right"


@pytest.fixture
def interviews():
    """Each respondent's place from 1, extremely liberal, to 7."""
    return anes96.load_pandas().data["selfLR"].astype(int).astype(str)


def answered(running, code):
    """One interview: the form is fetched, filled in and sent."""
    person = newcomer(running)
    page = person.open(f"/p/{SLUG}").press("Submit answer", self_lr=code)
    person.road.close()
    assert page.heading == "Thank you. Your answer is counted."
    return page.receipt


def test_the_polls_results_are_those_of_the_study(instance, interviews):
    assert len(interviews) == 944
    source = interviews.value_counts().to_dict()
    instance.publish(HERE / "left_right.yaml", SLUG)
    with instance.serve() as running:
        receipts = [answered(running, code) for code in interviews]
        assert len(set(receipts)) == 944
        instance.command("poll", "close", SLUG)

        document, counts = in_json(running, SLUG)
        assert document["responses"] == document["questions"][0]["base"] == 944
        assert {code: counts.pop(code) for code in source} == source
        assert set(counts.values()) == {0}
        for option in document["questions"][0]["options"]:
            assert option["share"] == round(source[option["code"]] / 944, 4)

        labels = {o["code"]: o["label"] for o in document["questions"][0]["options"]}
        by_label = {labels[code]: count for code, count in source.items()}
        assert on_the_page(running, SLUG) == by_label

        in_file = in_results_csv(running, SLUG)
        assert {code: in_file[code] for code in source} == source

        rows = fetched(running, f"/d/{SLUG}.csv").html
        assert in_dataset(rows, "self_lr") == source
    exported = instance.command("export", SLUG, "--format", "csv")
    assert in_dataset(exported, "self_lr") == source
    assert "944" in instance.command("recount", SLUG)
