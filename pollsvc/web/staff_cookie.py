"""The staff's signed cookie: looked at only where a browser has one."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class StaffCookie(SecureCookieSessionInterface):
    """Flask's own, without the work of checking a cookie that is not there."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; nothing for members, who have none."""
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()
