"""What stands around a page's content: a full page of ours, or a host's frame."""

from dataclasses import dataclass

from flask import Request


@dataclass(frozen=True, kw_only=True)
class Surround:
    """Where a page is shown and what its frame of reference must say.

    Attributes:
        layout: The template to extend.
        framed: Whether the page is inside another site's page.
        is_example: Whether the poll is example data, which every page must say.
        full_page_url: The same poll as a page of its own; given only when framed.
        leads_on: Whether other pages of ours can be asked for under the same name.
    """

    layout: str = "layouts/page.html"
    framed: bool = False
    is_example: bool = False
    full_page_url: str | None = None
    leads_on: bool = True


def surround_for(*, framed: bool, is_example: bool, full_page_url: str) -> Surround:
    """Return the surround of a poll's page, given its address as a full page."""
    if framed:
        return Surround(
            layout="layouts/frame.html",
            framed=True,
            is_example=is_example,
            full_page_url=full_page_url,
        )
    return Surround(is_example=is_example)


def is_framed(request: Request) -> bool:
    """Return whether a request is for a page inside another site's page."""
    return request.path.startswith("/e/")
