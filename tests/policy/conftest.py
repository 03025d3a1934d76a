"""An application with an open poll, and somebody of each kind who looks at it."""

from datetime import UTC, datetime

import pytest
from flask import url_for
from justhtml import JustHTML

PASSWORD = "seven wet umbrellas"


@pytest.fixture
def populated_app(app):
    """The application with a poll that is open and was answered by nobody."""
    from pollsvc.domain.polls import PollDraft
    from pollsvc.domain.questionnaires import Option, Question, Questionnaire
    from pollsvc.services import authoring, lifecycle

    options = (Option(code="0", label="None"), Option(code="1", label="Once"))
    question = Question(code="visits", text="How many visits?", options=options)
    draft = PollDraft(
        slug="pharmacy-visits",
        title="Pharmacy visits",
        questionnaire=Questionnaire(questions=(question,)),
    )
    now = datetime.now(UTC)
    with app.app_context():
        authoring.create_poll(draft=draft, actor="test", now=now)
        lifecycle.open_poll(slug=draft.slug, actor="test", now=now)
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
