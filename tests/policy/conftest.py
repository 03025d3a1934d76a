"""An application with the example polls, and somebody of each kind who looks at it."""

from datetime import UTC, datetime

import pytest
from flask import url_for
from justhtml import JustHTML

PASSWORD = "seven wet umbrellas"


@pytest.fixture
def populated_app(app):
    """The application with the example polls, one of them open and one closed."""
    from pollsvc.services import examples

    with app.app_context():
        examples.load(now=datetime.now(UTC))
    return app


@pytest.fixture
def visitors(populated_app):
    """A member of the community and a staff member who may do everything."""
    staff = populated_app.test_client()
    send_form(staff, invitation(populated_app), password=PASSWORD)
    return populated_app.test_client(), staff


def invitation(app):
    """The path of a one-time link for an administrator."""
    from pollsvc.domain.staff import Role
    from pollsvc.services import accounts

    with app.test_request_context():
        token = accounts.invite(
            email="ada@example.org",
            role=Role.ADMIN,
            actor="test",
            now=datetime.now(UTC),
        )
        (rule,) = (r for r in app.url_map.iter_rules() if "token" in r.arguments)
        return url_for(rule.endpoint, token=token)


def send_form(client, path, **typed):
    """Opens a page and sends its form as a browser would, with every field typed in.

    Args:
        client: The browser.
        path: The page's address.
        **typed: What to type, by the field's type.
    """
    page = JustHTML(client.get(path).get_data(as_text=True), sanitize=False)
    fields = {
        field.attrs["name"]: typed.get(
            field.attrs.get("type", "text"), field.attrs.get("value", "")
        )
        for field in page.query("main form input")
        if "name" in field.attrs
    }
    answer = client.post(path, data=fields)
    assert answer.status_code == 303, answer.get_data(as_text=True)
