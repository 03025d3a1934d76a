"""What holds for every route: who may open it, and that looking changes nothing."""

from collections import Counter
from itertools import product

import pytest
from flask import url_for
from justhtml import JustHTML
from sqlalchemy import event

from pollsvc.domain.staff import Permission
from pollsvc.extensions import db
from pollsvc.web.access import PUBLIC, rule_of
from pollsvc.web.operators import OPERATORS

RULES = {PUBLIC, OPERATORS, *(f"staff:{permission.value}" for permission in Permission)}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")
OPEN, CLOSED = "pharmacy-visits", "morning-stiffness"

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = [pytest.mark.usefixtures("database_url"), on_sqlite]


def views(app):
    """Each rule of the URL map with its view; the static files aside."""
    return [
        (rule, app.view_functions[rule.endpoint])
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    ]


def addresses(app):
    """Every address that can be looked at, its blanks filled from the example polls."""
    closed = app.test_client().get(f"/p/{CLOSED}/results.json").json
    # A new blank needs its example here.
    blanks = {"wave": closed["wave"], "token": "nobodys", "kind": "svg"}
    blanks |= {"bookmark": "a" * 26}
    blanks |= {"code": "visits", "number": 1, "language": "es"}
    with app.test_request_context():
        return sorted(
            url_for(rule.endpoint, **{n: blanks.get(n, slug) for n in rule.arguments})
            for rule, _ in views(app)
            if "GET" in rule.methods
            for slug in ((OPEN, CLOSED) if "slug" in rule.arguments else ("",))
        )


def test_every_route_has_exactly_one_access_rule(app):
    unruled = {r.rule: rule_of(v) for r, v in views(app) if rule_of(v) not in RULES}
    assert unruled == {}


def test_every_staff_address_is_for_staff_and_no_other(app):
    for rule, view in views(app):
        outside = rule_of(view) in {PUBLIC, OPERATORS}
        inside = rule.rule.startswith("/staff")
        assert inside or outside, rule.rule


def test_looking_at_a_page_writes_nothing(populated_app, visitors):
    """Every address that can be looked at, by a member and by a staff member."""
    statements = []
    with populated_app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        statements.append(statement)

    for visitor, address in product(visitors, addresses(populated_app)):
        statements.clear()
        with visitor.get(address) as answer:
            assert answer.status_code < 500, address
        writes = [s for s in statements if s.lstrip().upper().startswith(WRITES)]
        assert writes == [], address


def test_every_page_is_html_that_needs_no_repair(populated_app, visitors):
    seen = 0
    for visitor, address in product(visitors, addresses(populated_app)):
        with visitor.get(address) as answer:
            if answer.mimetype == "text/html" and answer.status_code != 303:
                assert faults(answer.get_data(as_text=True)) == [], address
                seen += 1
    assert seen > 30


def faults(html):
    """What a browser would have to mend, and names that are given twice."""
    page = JustHTML(html, sanitize=False, collect_errors=True)
    names = Counter(element.attrs["id"] for element in page.query("[id]"))
    twice = [f"id {name} is given twice" for name, n in names.items() if n > 1]
    return [str(error) for error in page.errors] + twice
