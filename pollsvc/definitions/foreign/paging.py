"""Pages of other tools: with questions one by one, or all on one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pollsvc.definitions.foreign.surveys import ForeignPage, ForeignQuestion


def with_page_rules(
    questions: Iterable[ForeignQuestion], pages: Iterable[ForeignPage]
) -> Iterator[ForeignQuestion]:
    """Yield questions that bring along the rule of their page."""
    rules = {name: page.show_if for page in pages for name in page.questions}
    for question in questions:
        above = rules.get(question.name, ())
        yield replace(question, show_if=(*above, *question.show_if))
