"""A sentence for people that remembers how it was made, so that it can be translated.

The rules know no language but their own. They say what is wrong as a sentence that is
an ordinary English text to whoever does not care, and that keeps its template and its
values for the pages, which look the template up in the reader's language.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self


class Sentence(str):
    """An English text, and what it was made of.

    Attributes:
        template: The text with a name in braces for each value.
        plural: The same for several, or None where nothing is counted.
        values: What stands for the names: texts, numbers, sentences, and what
            `pollsvc/domain/spellings.py` has.
    """

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str | None
    values: Mapping[str, object]

    def __new__(
        cls, template: str, plural: str | None, values: Mapping[str, object]
    ) -> Self:
        """Make the English text."""
        chosen = template if plural is None or values["number"] == 1 else plural
        made = super().__new__(cls, chosen.format(**values))
        made.template, made.plural = template, plural
        made.values = MappingProxyType(dict(values))
        return made

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Return what a copy is made of."""
        return type(self), (self.template, self.plural, dict(self.values))


def sentence(template: str, /, **values: object) -> Sentence:
    """Return a sentence, e.g. `sentence("Choose at most {most}.", most=3)`.

    Raises:
        KeyError: A name in the template has no value.
    """
    return Sentence(template, None, values)


def template(text: str, /) -> str:
    """Return the template of sentences that are made elsewhere.

    Where it stands, whoever gathers the texts to translate finds it.
    """
    return text


def counted(one: str, many: str, /, *, number: int, **values: object) -> Sentence:
    """Return a sentence about a number of things.

    Args:
        one: What is said of one, e.g. "{number} answer is kept."
        many: What is said of any other number, e.g. "{number} answers are kept."
        number: How many; "{number}" in both.
        values: What else stands in the sentence.
    """
    return Sentence(one, many, {"number": number} | values)


def bare(value: object) -> Sentence:
    """Return a value alone, to be spelled as the page's language spells it.

    Args:
        value: A number, or one of `pollsvc/domain/spellings.py`.
    """
    template = "{value:,}" if isinstance(value, int) else "{value}"
    return Sentence(template, None, {"value": value})


def in_a_row(*texts: str, between: str = " ") -> Sentence:
    """Return texts one after the other; each is translated by itself.

    Args:
        texts: Whole sentences or labels; empty ones are left out.
        between: What stands between them, without letters.
    """
    values = {f"part{place}": text for place, text in enumerate(filter(None, texts))}
    return Sentence(between.join(f"{{{name}}}" for name in values), None, values)
