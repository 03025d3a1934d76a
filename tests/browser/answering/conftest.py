"""A served instance to which each test adds a poll of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

import pytest

from pollsvc.config import Settings
from pollsvc.storage import polls, responses, waves
from pollsvc.storage.session import reading
from scripts.served import served
from tests.browser.answering.sites import Site
from tests.conftest import created
from tests.counting import recounted, stored, tallied
from tests.instances import Instance
from tests.publishing import close, published, submit

NUMBERS = count(1)


@dataclass(frozen=True)
class Staged:
    """A poll at a served instance.

    Attributes:
        page: Its address; `frame` is the one for frames.
    """

    app: object
    base: str
    slug: str

    @property
    def page(self):
        return f"{self.base}/p/{self.slug}"

    @property
    def frame(self):
        return f"{self.base}/e/{self.slug}"

    def answered(self):
        """The answers stored, in no order, once they agree with the tallies."""
        with self.app.app_context():
            assert recounted(self.slug) == tallied(self.slug)
            return sorted(answers["visits"] for answers in stored(self.slug))

    def received(self):
        """What was stored: each answer with why it was set aside, in no order."""
        assert self.answered() is not None
        with self.app.app_context(), reading() as connection:
            (wave,) = waves.of_poll(
                connection, polls.with_slug(connection, self.slug).id
            )
            found = responses.stream(connection, [wave.id])
            return sorted(((r.answers["visits"], r.aside) for r in found), key=str)

    def answer(self, *codes):
        """Other people answer."""
        with self.app.app_context():
            for code in codes:
                submit(code, slug=self.slug, now=datetime.now(UTC))

    def close(self):
        with self.app.app_context():
            close(slug=self.slug, now=datetime.now(UTC))


@pytest.fixture(scope="session")
def ground(tmp_path_factory, redis_server):
    """The folder of an instance, and how to look into it from here."""
    folder = tmp_path_factory.mktemp("answering") / "instance"
    instance = Instance(folder, {"POLLSVC_REDIS_URL": redis_server}).prepare()
    with created(Settings(instance=folder)) as app:
        yield instance, app


@pytest.fixture(scope="session")
def server(ground):
    instance, _ = ground
    variables = {**instance.variables, "POLLSVC_ANSWER_LIMIT": "10000/minute"}
    with served(instance.folder, variables) as running:
        yield running


@pytest.fixture(scope="session")
def strict_server(ground, server):
    """The same instance, where each network may send one answer a day."""
    del server
    instance, _ = ground
    variables = {**instance.variables, "POLLSVC_ANSWER_LIMIT": "1/day"}
    with served(instance.folder, variables) as running:
        yield running


@pytest.fixture
def stage(ground, server):
    """Publishes a poll at the served instance."""
    _, app = ground

    def stage(base=server.url, **given):
        slug = f"poll-{next(NUMBERS)}"
        with app.app_context():
            published(slug=slug, now=datetime.now(UTC), **given)
        return Staged(app, base, slug)

    return stage


@pytest.fixture
def poll(stage):
    return stage()


@pytest.fixture(scope="session")
def sites():
    """A health magazine, and somebody who would like its members' answers."""
    both = Site(), Site()
    yield both
    for site in both:
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture
def magazine(sites):
    return sites[0]


@pytest.fixture
def base(server):
    """The polls' address, at another site than the magazine's."""
    return server.url.replace("127.0.0.1", "localhost")
