"""Answers written anew in the box keep the codes that they are counted under."""

import pytest

from pollsvc.domain.kept_codes import with_kept_codes
from pollsvc.domain.questionnaires import DONT_KNOW
from pollsvc.domain.quick_text import read_question
from tests.factories import options, question

KNOWN = question(options=(*options("None", "Once", "Twice"), DONT_KNOW))


@pytest.mark.parametrize(
    ("lines", "reworded", "codes"),
    [
        (["None", "Once", "Twice"], True, ["0", "1", "2"]),
        (["Twice", "None", "Once"], True, ["2", "0", "1"]),
        (["None", "Twice"], True, ["0", "2"]),
        (["None", "Once", "Twice", "Daily"], True, ["0", "1", "2", "daily"]),
        (["None", "One time", "Twice"], True, ["0", "1", "2"]),
        (["None", "One time", "Twice"], False, ["0", "one_time", "2"]),
        (["None", "One time", "Two times"], True, ["0", "1", "2"]),
        (["None", "1: One time", "Twice"], True, ["0", "1", "2"]),
        (["None", "1: One time", "Twice"], False, ["0", "one_time", "2"]),
        # Which of two would it be?
        (["None", "Some"], True, ["0", "some"]),
        (["None", "9: Once", "Twice"], True, ["0", "9", "2"]),
        (["Don't know", "None", "Once", "Twice"], True, ["0", "1", "2", "dont_know"]),
    ],
)
def test_codes(lines, reworded, codes):
    typed = read_question("\n".join(["How often?", *lines]), code="visits")
    kept = with_kept_codes(typed, KNOWN, reworded=reworded)
    assert [option.code for option in kept.options] == codes
