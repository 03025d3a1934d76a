"""Numbers as people write them: any script's digits, a point or a comma, or groups."""

import re
from decimal import Decimal

_POINTS = r".,\u066b"
_GAPS = " \u00a0\u2009\u202f'\u2019\u066c"
_MINUS = ("-", "\u2212")
_PLAIN = re.compile(rf"(?=.?\d)(?P<whole>\d*)(?:[{_POINTS}](?P<decimals>\d*))?")
_GROUPED = re.compile(
    rf"(?P<whole>\d{{1,3}}(?P<gap>[.,{_GAPS}])\d{{3}}(?:(?P=gap)\d{{3}})*)"
    rf"(?:(?!(?P=gap))[{_POINTS}](?P<decimals>\d+))?"
)


def readings(written: str) -> tuple[Decimal, ...]:
    """Return the numbers that a text can mean, without needless zeros.

    None where it is no number; two where a sign can stand before decimals or between
    thousands: "1,234" is 1.234 or 1234, in this order.
    """
    bare = written.strip()
    negative = bare.startswith(_MINUS)
    digits = bare[1:].lstrip() if bare.startswith((*_MINUS, "+")) else bare
    found = [_PLAIN.fullmatch(digits), _GROUPED.fullmatch(digits)]
    return tuple(
        value.copy_negate() if negative and value else value
        for value in map(_value, filter(None, found))
        if value is not None
    )


def read_number(written: str) -> Decimal | None:
    """Return the number that a text means, a sign before decimals; None: it is none."""
    return next(iter(readings(written)), None)


def _value(found: re.Match[str]) -> Decimal | None:
    whole, decimals = _ascii(found["whole"]), _ascii(found["decimals"] or "")
    if "gap" in found.re.groupindex and whole.startswith("0"):
        return None
    return Decimal(f"{whole.lstrip('0') or '0'}.{decimals.rstrip('0')}".rstrip("."))


def _ascii(written: str) -> str:
    return "".join(str(int(sign)) for sign in written if sign.isdecimal())
