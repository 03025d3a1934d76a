"""All ten variables of the 1996 American National Election Study, as one survey.

Each of the 944 respondents is a browser of its own that walks through the pages of the
running server. Every marginal and every exported row must be the source's.
"""

import io
import json
from collections import Counter

import pandas as pd
import pytest
from statsmodels.datasets import anes96

from tests.real_input.conftest import HERE
from tests.real_input.outcomes import MISSING, fetched
from tests.real_input.respondents import answered

SLUG = "election-study"
COLUMNS = {
    "popul": "popul",
    "TVnews": "tvnews",
    "selfLR": "leaning__self",
    "ClinLR": "leaning__clinton",
    "DoleLR": "leaning__dole",
    "PID": "party",
    "age": "age",
    "educ": "educ",
    "income": "income",
    "vote": "vote",
}
IN_BINS = ("popul", "tvnews", "age")


@pytest.fixture(scope="module")
def study():
    """What each respondent said, as text, under our names of the columns."""
    source = anes96.load_pandas().data[list(COLUMNS)].rename(columns=COLUMNS)
    return source.astype(int).astype(str)


def test_all_ten_variables_come_out_as_they_went_in(instance, study):
    assert study.shape == (944, 10)
    instance.publish(HERE / "election_study.yaml", SLUG)
    with instance.serve() as running:
        for respondent in study.to_dict("records"):
            answered(running, SLUG, {name: [said] for name, said in respondent.items()})
        instance.command("poll", "close", SLUG)
        document = json.loads(fetched(running, f"/p/{SLUG}/results.json").html)
        in_file = fetched(running, f"/p/{SLUG}/results.csv").html
    assert document["responses"] == 944
    shown = dict(marginals(document))
    assert set(shown) == set(study.columns)
    for column, counts in shown.items():
        assert counts == in_source(study[column], document), column
    assert dict(in_results_csv(in_file)) == shown
    exported = instance.command("export", SLUG, "--format", "csv")
    assert rows_of(exported, study.columns) == Counter(study.itertuples(index=False))
    assert "944" in instance.command("recount", SLUG)


def marginals(document):
    """Each column's people by option, from the public results."""
    for question in document["questions"]:
        for each in question.get("rows", [question]):
            assert (each["base"], set(each["missing"].values())) == (944, {0})
            row = f"__{each['code']}" if each is not question else ""
            options = each["options"]
            yield question["code"] + row, {o["code"]: o["count"] for o in options}


def in_results_csv(text):
    """The same from the results as a file."""
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    frame = frame[~frame["option"].isin(MISSING)]
    names = frame["question"] + frame["row"].map(lambda row: row and f"__{row}")
    for column, lines in frame.groupby(names, sort=False):
        counts = lines["count"].astype(int)
        yield column, dict(zip(lines["option"], counts, strict=True))


def in_source(said, document):
    """How often pandas counts each option, or each bin, in the source."""
    if said.name not in IN_BINS:
        return said.value_counts().to_dict()
    (question,) = [q for q in document["questions"] if q["code"] == said.name]
    numbers = said.astype(int)
    return {
        each["code"]: int(
            numbers.between(
                float(each["at_least"] if each["at_least"] is not None else "-inf"),
                float(each["less_than"] if each["less_than"] is not None else "inf"),
                inclusive="left",
            ).sum()
        )
        for each in question["options"]
    }


def rows_of(text, columns):
    """The whole rows of a file of responses, and how often each stands in it."""
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    assert frame["response"].is_unique
    assert set(columns) <= set(frame.columns)
    return Counter(frame[list(columns)].itertuples(index=False))
