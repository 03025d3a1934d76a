"""A page as a browser would read it: its elements, found by selector.

Tests read thousands of pages: it is done by the machine's own code, not by Python.
"""

from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class Element:
    """An element of a page; the same one twice is equal."""

    _node: LexborNode

    @property
    def name(self):
        return self._node.tag

    @property
    def attrs(self):
        """Its attributes; one without a value is empty."""
        return {name: v or "" for name, v in self._node.attributes.items()}

    @property
    def parent(self):
        return Element(self._node.parent)

    def query(self, selector):
        """The elements within it that match, in the order of the page."""
        found = elements(self._node, selector)
        return [element for element in found if element != self]

    def query_one(self, selector):
        """The first of them, or None."""
        return next(iter(self.query(selector)), None)

    def to_text(self, separator=" ", *, strip=True):
        """Its pieces of text, each without spaces around it, in a row."""
        return self._node.text(separator=separator, strip=strip)


@dataclass(frozen=True)
class Document:
    """A whole page."""

    _parser: LexborHTMLParser

    def query(self, selector):
        """The elements that match, in the order of the page."""
        return elements(self._parser, selector)

    def query_one(self, selector):
        """The first of them, or None."""
        return next(iter(self.query(selector)), None)


def elements(where, selector):
    """What a selector finds; an element that matches twice is found once."""
    return [*dict.fromkeys(map(Element, where.css(selector)))]


@lru_cache(2)
def read(html):
    """The page that some HTML is: it is asked for several things one by one."""
    return Document(LexborHTMLParser(html))
