"""What holds for every route: who may open it, and that looking changes nothing."""

from collections import Counter

import pytest
from flask import url_for
from justhtml import JustHTML
from sqlalchemy import event

from pollsvc.domain.staff import Permission
from pollsvc.extensions import db
from pollsvc.web.access import PUBLIC, rule_of

RULES = {PUBLIC, *(f"staff:{permission.value}" for permission in Permission)}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
# What stands for each blank of an address; a new blank needs its example here.
EXAMPLES = {"slug": "pharmacy-visits", "wave": "1", "token": "nobodys-token"}

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = [pytest.mark.usefixtures("database_url"), on_sqlite]


def views(app):
    """Each rule of the URL map with its view; the static files aside."""
    return [
        (rule, app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    ]


def address(app, rule):
    """An address of a rule, its blanks filled with what the example polls have."""
    values = {name: EXAMPLES[name] for name in rule.arguments}
    with app.test_request_context():
        return url_for(rule.endpoint, **values, **(rule.defaults or {}))


def test_every_route_has_exactly_one_access_rule(app):
    unruled = {r.rule: rule_of(v) for r, v in views(app) if rule_of(v) not in RULES}
    assert unruled == {}


def test_every_staff_address_is_for_staff_and_no_other(app):
    for rule, view in views(app):
        public = rule_of(view) == PUBLIC
        inside = rule.rule.startswith("/staff")
        assert inside or public, rule.rule


def test_looking_at_a_page_writes_nothing(populated_app, visitors):
    """Every address that can be looked at, by a member and by a staff member."""
    statements = []
    with populated_app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    for visitor in visitors:
        for rule, _ in views(populated_app):
            if "GET" in rule.methods:
                statements.clear()
                visitor.get(address(populated_app, rule))
                writes = [
                    s for s in statements if s.lstrip().upper().startswith(WRITES)
                ]
                assert writes == [], rule.rule


def test_every_page_is_html_that_needs_no_repair(populated_app, visitors):
    for visitor in visitors:
        for rule, _ in views(populated_app):
            if "GET" in rule.methods:
                answer = visitor.get(address(populated_app, rule))
                if answer.mimetype == "text/html" and answer.status_code != 303:
                    assert faults(answer.get_data(as_text=True)) == [], rule.rule


def faults(html):
    """What a browser would have to mend, and names that are given twice."""
    page = JustHTML(html, sanitize=False, collect_errors=True)
    names = Counter(element.attrs["id"] for element in page.query("[id]"))
    twice = [f"id {name} is given twice" for name, n in names.items() if n > 1]
    return [str(error) for error in page.errors] + twice
