"""What an address may hold: anything else is no address of ours, and never a query."""

from werkzeug.routing import BaseConverter


class SlugConverter(BaseConverter):
    """A poll's name in addresses."""

    regex = r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?"


class WaveConverter(BaseConverter):
    """A wave's code: a month, a week or a day, e.g. 2026-11, 2026-W49, 2026-11-02."""

    regex = r"[0-9]{4}-(?:[0-9]{2}(?:-[0-9]{2})?|W[0-9]{2})"
