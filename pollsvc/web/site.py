"""What every template may say of the site: its name, its contact."""

from dataclasses import dataclass

from flask import Flask

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.installation import current
from pollsvc.services.examples import present
from pollsvc.web.outages import is_noted


@dataclass(frozen=True, kw_only=True)
class Site:
    """The community whose polls these are.

    Attributes:
        example: Whether the instance holds example data, which every page says.
    """

    name: str
    contact: str | None
    example: bool


def init_site(app: Flask) -> None:
    """Give templates the site."""
    app.context_processor(_context)


def _context() -> dict[str, object]:
    settings = current().settings
    site = Site(
        name=settings.site_name, contact=settings.contact, example=_holds_examples()
    )
    return {"site": site}


def _holds_examples() -> bool:
    if is_noted():  # whoever reads this would wait as long again
        return False
    try:
        return present()
    except StoreUnavailable:  # the page that says so must not fail by it
        return False
