"""Sentences are ordinary texts that remember their template and values."""

import pickle

import pytest

from pollsvc.domain.sentences import counted, sentence


def test_a_sentence_is_the_english_text():
    assert sentence("Choose at most {most}.", most=3) == "Choose at most 3."


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 answers are kept."), (1, "1 answer is kept."), (2, "2 answers are kept.")],
)
def test_what_is_counted_is_said_for_one_and_for_many(number, said):
    assert (
        counted("{number} answer is kept.", "{number} answers are kept.", number=number)
        == said
    )


def test_a_sentence_remembers_what_it_was_made_of():
    made = sentence("Choose at most {most}.", most=3)
    assert (made.template, made.values) == ("Choose at most {most}.", {"most": 3})


def test_a_sentence_survives_being_copied():
    made = counted("{number} day", "{number} days", number=2)
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301
    assert (copy, copy.plural, copy.values) == (made, made.plural, made.values)


def test_braces_in_a_value_are_left_as_they_are():
    assert sentence("{what} is no number.", what="{x}") == "{x} is no number."


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        sentence("Choose at most {most}.")
