"""Static files under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, url_for

FINGERPRINT = 12


def init_assets(app: Flask) -> None:
    """Give templates `asset(name)` and let browsers keep what it names for a year."""
    folder = Path(app.static_folder or "")

    @cache
    def fingerprint(name: str) -> str:
        return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:FINGERPRINT]

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=fingerprint(name))

    app.add_template_global(asset)
    app.after_request(_whole)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600


def _whole(response: Response) -> Response:
    """Read a file before it is sent: ours are small, and only so can be compressed."""
    if response.direct_passthrough:
        response.direct_passthrough = False
        response.get_data()
    return response
