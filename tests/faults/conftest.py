"""Instances with one open poll, for crowds to answer and for faults to befall."""

from datetime import UTC, datetime

import pytest

from pollsvc.config import Settings
from tests.conftest import created
from tests.instances import Instance

MANY = {"POLLSVC_ANSWER_LIMIT": "1000000/minute;1000000/hour"}


def opened(folder, url, **variables):
    """An instance over a migrated database, with the pharmacy poll open in it.

    Its results can be seen by everybody.
    """
    from pollsvc.domain.release_policies import Visibility
    from pollsvc.services import installing
    from tests.publishing import published

    settings = Settings(instance=folder, database_url=url)
    now = datetime.now(UTC)
    with created(settings) as app, app.app_context():
        installing.mark_as_own(now=now)
        published(now=now, results=Visibility.ALWAYS)
    return Instance(folder, {"POLLSVC_DATABASE_URL": url, **MANY, **variables})


def looking_at(instance):
    """An application over an instance's database, while the block lasts."""
    settings = Settings(instance=instance.folder, database_url=instance.database)
    return created(settings)


def open_another(instance, slug, **given):
    """Opens one more poll in an instance, with the given parts."""
    from tests.publishing import published

    with looking_at(instance) as app, app.app_context():
        published(**{"now": datetime.now(UTC), "slug": slug, **given})


@pytest.fixture
def instance(tmp_path, database_url):
    """An instance that takes many answers, over each database once."""
    return opened(tmp_path / "instance", database_url)
