"""What holds for the package's code, beyond what the linters know."""

import re

from tests.policy.files import texts


def lines_of_package(pattern):
    return [
        f"{name}:{number}"
        for name, text in texts(".py")
        if name.startswith("pollsvc/")
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_there_is_one_commit_in_the_package():
    commits = lines_of_package(r"\bcommit\(")
    assert [place.rpartition(":")[0] for place in commits] == [
        "pollsvc/storage/session.py"
    ]


def test_nothing_but_the_web_and_the_commands_asks_the_machine_what_time_it_is():
    """Pages go by the clock that all servers of a database share."""
    told = re.compile(
        r"pollsvc/(domain|analysis|services|storage|exports|backups|blueprints)/"
    )
    clocks = lines_of_package(r"\b(datetime\.now|time\.time|date\.today)\(")
    assert [place for place in clocks if told.match(place)] == []


def test_no_check_is_switched_off_without_a_name():
    unnamed = r"# type: ignore(?!\[)|# noqa(?!: )|# pragma"
    assert lines_of_package(unnamed) == []
