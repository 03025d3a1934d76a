"""Options of a file are read as written, and refused with what would be right."""

import pytest

from pollsvc.domain.errors import ExportOptionRefused
from pollsvc.exports.csv import CsvOptions, Values
from pollsvc.exports.options import ExportOptions, read_options


def test_nothing_written_means_codes_and_commas():
    assert read_options({}) == ExportOptions(csv=CsvOptions(), waves=())


@pytest.mark.parametrize(
    ("name", "given", "field", "value"),
    [
        ("values", "both", "values", Values.BOTH),
        ("sep", ";", "separator", ";"),
        ("sep", "semicolon", "separator", ";"),
        ("sep", "tab", "separator", "\t"),
        ("sep", "\t", "separator", "\t"),
        ("sep", "", "separator", ","),
        ("raw", "1", "raw", True),
        ("raw", "0", "raw", False),
    ],
)
def test_an_option_is_read(name, given, field, value):
    assert getattr(read_options({name: [given]}).csv, field) == value


def test_waves_are_separated_by_commas_or_given_several_times():
    read = read_options({"waves": ["2026-10, 2026-11", "2026-11"]})
    assert read.waves == ("2026-10", "2026-11")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ({"values": ["code"]}, "codes labels both"),
        ({"sep": ["x"]}, "comma semicolon tab"),
        ({"raw": ["yes"]}, "0 1"),
        ({"value": ["codes"]}, "there is: values, waves, sep, raw"),
        ({"raw": ["1", "0"]}, "once only"),
        ({"sep": ["\0"]}, "not possible"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(written, hint):
    with pytest.raises(ExportOptionRefused, match=hint) as refused:
        read_options(written)
    assert "\n" not in str(refused.value)
