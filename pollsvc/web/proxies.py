"""What proxies say of a request: believed from as many as the settings name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SAID = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class BehindProxies(ProxyFix):
    """An application to which each request comes from where its proxies say.

    Each proxy puts an address, the name asked for and the scheme at the end of lists
    that anybody may have begun. Of each list the entry that the outermost believed
    proxy wrote is taken; where a list is shorter, the nearest proxy itself is meant.
    """

    def __init__(self, app: "WSGIApplication", *, hops: int) -> None:
        super().__init__(app, x_for=hops, x_proto=hops, x_host=hops)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        # Within quotation marks a comma parts nothing. None belong here, and somebody
        # who opens some would swallow what proxies add, and with it their count.
        for name in _SAID:
            if name in environ:
                environ[name] = environ[name].replace('"', "")
        return super().__call__(environ, start_response)
