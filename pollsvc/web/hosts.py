"""Under which names this site may be asked: its public one, the machine's own, others.

Flask's TRUSTED_HOSTS is not used: it refuses before there is a map of addresses, so
that no page can be shown, and cannot hold an IPv6 address.
"""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import RequestRedirect

from pollsvc.config import host_name
from pollsvc.domain.errors import WrongHost
from pollsvc.domain.sentences import sentence
from pollsvc.installation import Installation


def init_hosts(app: Flask, here: Installation) -> None:
    """Refuse requests for other sites, whatever their address, our files aside.

    To be called before anything else that looks at requests.
    """
    names = here.settings.hosts

    @app.before_request
    def refuse_other_sites() -> ResponseReturnValue | None:
        # Files are the same for everybody, and the page that refuses needs some.
        if request.endpoint == "static":
            return None
        host = request.environ.get("HTTP_HOST")
        # A request of HTTP/1.0 need not say.
        if host and host_name(host) not in names:
            msg = sentence(
                "This site is at {address}.", address=here.settings.public_url
            )
            raise WrongHost(msg)
        moved = request.routing_exception
        return _within(moved) if isinstance(moved, RequestRedirect) else None


def _within(moved: RequestRedirect) -> ResponseReturnValue:
    # Werkzeug would send people on to the name that they asked for.
    _, _, path, query, _ = urlsplit(moved.new_url)
    return redirect(urlunsplit(("", "", f"/{path.lstrip('/')}", query, "")), moved.code)
