"""Words of ours in labels are in the language asked for; others are as written."""

import pytest

from pollsvc.domain.sentences import sentence
from pollsvc.exports.own_words import own_words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (None, "Not answered"),
        ("en", "Not answered"),
        ("de", "Nicht beantwortet"),
        ("de-CH", "Nicht beantwortet"),
        ("nl", "Not answered"),
        ("../../etc", "Not answered"),
    ],
)
def test_our_words_are_said_in_the_language_where_we_speak_it(language, said):
    assert own_words(sentence("Not answered"), language) == said


def test_an_authors_words_are_left_as_they_are():
    assert own_words("Not answered", "de") == "Not answered"
