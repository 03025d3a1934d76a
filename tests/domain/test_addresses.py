"""What is an e-mail address, and that one address has one spelling."""

import pytest

from pollsvc.domain.addresses import email_address
from pollsvc.domain.errors import EmailRefused


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana@Example.ORG\n", "ana@example.org"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),
        ("admin@localhost", "admin@localhost"),
        ("\u202aana@example.org\u202c", "ana@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed, stored):
    assert email_address(typed) == stored


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "ana",
            "a@b@c",
            "a b@c",
            "@b",
            "a@",
            "<a>@b",
            '"a"@b',
            "x" * 251 + "@b.c",
        ),
        *("a\0@b", "a@b\x7f", "a\x9b@b", "a\udcff@b", "a@\ufffd", "a\u2028@b"),
    ],
)
def test_what_cannot_be_an_address_is_refused(text):
    with pytest.raises(EmailRefused):
        email_address(text)
