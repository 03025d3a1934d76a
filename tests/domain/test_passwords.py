"""Which passwords staff may choose."""

import pytest

from pollsvc.domain.passwords import problem_of


@pytest.mark.parametrize(
    ("password", "part_of_problem"),
    [
        ("seven wet umbrellas", None),
        ("x7!kQ2.p_z", None),
        ("p\u00e4sswort lang genug", None),
        ("short", "at least 10"),
        ("x7!kQ2.p_", "at least 10"),
        ("ab" + "cd" * 99, None),
        ("abc" * 67, "at most 200"),
        ("Ana@Example.org", "e-mail"),
        ("password123", "guess"),
        ("PASSWORD123", "guess"),
        ("aaaaaaaaaaaaaaa", "guess"),
        ("ababababababab", "guess"),
    ],
)
def test_passwords(password, part_of_problem):
    problem = problem_of(password, email="ana@example.org")
    if part_of_problem is None:
        assert problem is None
    else:
        assert part_of_problem in problem
