"""How languages spell the values of sentences."""

from datetime import date
from decimal import Decimal

import pytest

from pollsvc.domain.sentences import bare, in_a_row, sentence
from pollsvc.domain.spellings import Day, Listed, Month, Percent, Period
from pollsvc.web.languages import worded

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "spellings"),
    [
        (bare(1112), {"en": "1,112", "de": "1.112", "ar": "1,112"}),
        (sentence("{year}", year=2026), {"en": "2026", "de": "2026"}),
        (sentence("{place:.1f}", place=2.44), {"en": "2.4", "fr": "2,4"}),
        (sentence("{value:f}", value=Decimal("2.50")), {"en": "2.50", "es": "2,5"}),
        (bare(Percent(36)), {"en": "36%", "de": "36\xa0%"}),
        (bare(Day(LAST)), {"en": "22 November 2026", "es": "22 de noviembre de 2026"}),
        (bare(Month(11)), {"en": "November", "ar": "نوفمبر"}),
        (
            bare(Period(FIRST, LAST)),
            {"en": "1 to 22 November 2026", "ar": "1–22 نوفمبر 2026"},
        ),
        (
            bare(Period(LAST, LAST)),
            {"en": "22 November 2026", "fr": "22 novembre 2026"},
        ),
        (bare(Listed(("A", "B", "C"))), {"en": "A, B and C", "de": "A, B und C"}),
        (bare(Listed(("A", "B"), "or")), {"en": "A or B", "es": "A o B"}),
        (in_a_row("A", "", bare(1112)), {"en": "A 1,112", "de": "A 1.112"}),
    ],
)
def test_each_language_spells_it_in_its_own_way(app, said, spellings):
    for tag, spelling in spellings.items():
        with app.test_request_context(f"/?lang={tag}"):
            assert worded(said) == spelling


@pytest.mark.parametrize(
    ("tag", "spelling"),
    [
        ("en", "Of 'a (b)': a (b)"),
        ("de", "Of 'a (b)': a (b)"),
        ("ar", "Of \u2068'a (b)'\u2069: \u2068a (b)\u2069"),
    ],
)
def test_words_that_may_run_the_other_way_stand_apart(app, tag, spelling):
    with app.test_request_context(f"/?lang={tag}"):
        assert worded(sentence("Of {text!r}: {text}", text="a (b)")) == spelling
