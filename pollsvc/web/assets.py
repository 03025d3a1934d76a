"""Static files under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, url_for

from pollsvc.extensions import compress
from pollsvc.web.headers import allow_any_site

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
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 365 * 24 * 3600
    # Style sheets and scripts only. Pages are short, and squeezing what holds a
    # secret beside what somebody typed can give the secret away.
    app.config["COMPRESS_REGISTER"] = False
    compress.init_app(app)
    app.view_functions["static"] = compressed_file


@compress.compressed()
def compressed_file(filename: str) -> Response:
    """Send a static file, read before: ours are small, and only so can be squeezed."""
    response = current_app.send_static_file(filename)
    response.direct_passthrough = False
    response.get_data()
    # A page in a sandbox, as previews are, counts as another site's.
    allow_any_site()
    return response
