"""Every test of a use case has the application's database, of both kinds."""

import pytest


@pytest.fixture(autouse=True)
def in_application(app):
    with app.app_context():
        yield app
