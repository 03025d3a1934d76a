"""Values as they are written, so that no reader of YAML takes them for others."""

from decimal import Decimal

from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from pollsvc.definitions.fields import FALSE, TRUE

_GUESSED = frozenset({*TRUE, *FALSE, "y", "n", "~", "null", ""})
"""Words that some reader of YAML takes for something else than a text."""


def text(written: str) -> str:
    """Return a text, in quotation marks where it needs them."""
    return Quoted(written) if written.casefold() in _GUESSED else written


def decimal(value: Decimal) -> float | int | str:
    """Return a number; as a text where YAML would write it in another way."""
    exact = f"{value:f}"
    number = int(value) if value == value.to_integral_value() else float(value)
    return number if str(number) == exact else Quoted(exact)
