"""A survey like those of research centres: ten questions, every kind, with routing.

What each made-up respondent says, and what they are then asked, is worked out here by
hand, without our rules; the files must hold just that.
"""

import io
import json
import random

import pandas as pd
import pytest

from tests.real_input.conftest import HERE
from tests.real_input.outcomes import fetched
from tests.real_input.respondents import answered

SLUG = "health-information"
PEOPLE = 60
WAYS_OUT = {"dont_know": "-97", "refuse": "-98"}
NOT_ANSWERED, NOT_ASKED = "-99", ""
ALWAYS = {"devices", "trust", "first", "wishes"}
PLACES = ("doctors", "pharmacist", "family", "web")
ROWS = ("doctors", "family", "web")


def person(chance):
    """What somebody would answer to each question, were it asked."""
    used = chance.sample(["phone", "tablet", "computer"], chance.randint(0, 3))
    first, second = chance.sample(PLACES, 2)
    return {
        "devices": chance.choice([used, used, ["none"], ["refuse"]]),
        "often": chance.choice([*"12345", None]),
        "looked": chance.choice(["no", "yes", "yes", "yes", "dont_know"]),
        "topic": chance.choice(["illness", "medicine", "doctor", "other", "refuse"]),
        "minutes": chance.choice([str(chance.randint(0, 120)), None]),
        "day": f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}",
        "trust": [chance.choice([*"123", "dont_know", None]) for _ in ROWS],
        "first": (first, second),
        "recommend": str(chance.randint(0, 10)),
        "wishes": chance.choice(["Short, please", '=clear; "plain"', "简单", None]),
    }


def asked(said):
    """The questions that somebody meets."""
    met = set(ALWAYS)
    online = bool(said["devices"]) and said["devices"] != ["none"]
    if online:
        met |= {"often", "looked"}
    looked = online and said["looked"] == "yes"
    if looked:
        met |= {"topic", "minutes"}
        # Who would rather not say has named no topic: it is another one than illness.
        if said["topic"] != "illness":
            met.add("day")
    if looked or said["trust"][2] == "3":
        met.add("recommend")
    return met


def raw(said):
    """The same as a browser sends it, asked or not."""
    year, month, day = said["day"].split("-")
    first, second = said["first"]
    fields = {name: [said[name]] if said[name] else [] for name in TOLD_ALONE}
    fields |= {f"trust__{row}": [v] if v else [] for row, v in trusted(said)}
    fields |= {f"first__{code}": [""] for code in PLACES}
    return fields | {
        "devices": said["devices"],
        "topic__other_text": ["Food"] if said["topic"] == "other" else [""],
        "day__year": [year],
        "day__month": [month],
        "day__day": [day],
        f"first__{first}": ["1"],
        f"first__{second}": ["2"],
    }


TOLD_ALONE = ("often", "looked", "topic", "minutes", "recommend", "wishes")


def trusted(said):
    return zip(ROWS, said["trust"], strict=True)


def row_of(said):
    """The row that the exported file must hold."""
    met = asked(said)
    out = WAYS_OUT.get((said["devices"] or [""])[0])
    marks = {c: str(int(c in said["devices"])) for c in ("phone", "tablet", "computer")}
    marks["none"] = str(int(said["devices"] == ["none"]))
    none = out or (None if said["devices"] else NOT_ANSWERED)
    row = {f"devices__{code}": none or mark for code, mark in marks.items()}
    for name in (*TOLD_ALONE, "day"):
        value = said[name] or NOT_ANSWERED
        row[name] = WAYS_OUT.get(value, value) if name in met else NOT_ASKED
    other = said["topic"] == "other" and "topic" in met
    row["topic__other_text"] = "Food" if other else NOT_ASKED
    for name, value in trusted(said):
        row[f"trust__{name}"] = WAYS_OUT.get(value, value) or NOT_ANSWERED
    for code in PLACES:
        place = said["first"].index(code) + 1 if code in said["first"] else NOT_ANSWERED
        row[f"first__{code}"] = str(place)
    return row


@pytest.fixture
def people():
    chance = random.Random(20261125)  # noqa: S311 -- the same people each time
    made = [person(chance) for _ in range(PEOPLE)]
    assert {name for said in made for name in asked(said)} == set(made[0])
    return made


def test_every_answer_comes_out_as_it_was_given(instance, people):
    instance.publish(HERE / "health_information.yaml", SLUG)
    with instance.serve() as running:
        for said in people:
            assert answered(running, SLUG, raw(said)) == asked(said), said
        instance.command("poll", "close", SLUG)
        document = json.loads(fetched(running, f"/p/{SLUG}/results.json").html)
    text = instance.command("export", SLUG, "--format", "csv", "--raw")
    exported = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    expected = pd.DataFrame([row_of(said) for said in people])
    assert set(exported.columns[5:]) == set(expected.columns)
    columns = sorted(expected.columns)
    pd.testing.assert_frame_equal(
        in_order(exported, columns), in_order(expected, columns)
    )
    assert {q["code"]: q["missing"]["not_asked"] for q in document["questions"]} == {
        code: sum(code not in asked(said) for said in people) for code in people[0]
    }
    rows = [row_of(said) for said in people]
    for question in document["questions"]:
        assert shown(question) == in_rows(question, rows), question["code"]
    assert str(PEOPLE) in instance.command("recount", SLUG)


def shown(question):
    """The counts on the results page, by column and code."""
    if question["kind"] == "matrix":
        return {
            (f"trust__{row['code']}", option["code"]): option["count"]
            for row in question["rows"]
            for option in row["options"]
        }
    code = question["code"]
    return {(code, option["code"]): option["count"] for option in question["options"]}


def in_rows(question, rows):
    """The same, counted in the rows that the file must hold."""
    code, options = question["code"], [o["code"] for o in question["options"]]
    match question["kind"]:
        case "multiple":
            held = {o: [row[f"{code}__{o}"] == "1" for row in rows] for o in options}
        case "rank":
            held = {o: [row[f"{code}__{o}"] == "1" for row in rows] for o in options}
        case "number":
            said = [float(row[code] or -99) for row in rows]
            held = {
                bin_["code"]: [
                    max(bin_["at_least"] or 0, 0) <= n < (bin_["less_than"] or 1e9)
                    for n in said
                ]
                for bin_ in question["options"]
            }
        case "matrix":
            return {
                (f"{code}__{row}", option): sum(
                    each[f"{code}__{row}"] == option for each in rows
                )
                for row in ROWS
                for option in "123"
            }
        case _:
            held = {o: [row[code] == o for row in rows] for o in options}
    return {(code, option): sum(them) for option, them in held.items()}


def in_order(frame, columns):
    return frame[columns].sort_values(columns, ignore_index=True)
