"""The shipped nginx in front of a served instance, as an operator has it."""

import pytest

from scripts.nginx import find_nginx
from tests.deploy.proxy import ORIGIN, ThroughProxy, proxy
from tests.instances import Instance
from tests.page import Browser

SETTINGS = {
    "POLLSVC_PUBLIC_URL": ORIGIN,
    "POLLSVC_TRUSTED_PROXIES": "1",
    "POLLSVC_ANSWER_LIMIT": "1000/minute",
}


@pytest.fixture(scope="session")
def put_in_front():
    """Runs the shipped nginx in front of a port; skips where there is no nginx."""
    if find_nginx() is None:
        pytest.skip("there is no nginx here: apt-get install nginx, and try again")
    return proxy


@pytest.fixture(scope="package")
def behind(tmp_path_factory):
    """A served instance, with polls to answer."""
    folder = tmp_path_factory.mktemp("behind") / "instance"
    with Instance(folder, SETTINGS).serve() as running:
        yield running


@pytest.fixture(scope="package")
def in_front(tmp_path_factory, put_in_front, behind):
    """The shipped nginx in front of it."""
    folder = tmp_path_factory.mktemp("nginx")
    with put_in_front(folder, port_of(behind)) as running:
        yield running


@pytest.fixture(scope="package")
def alone(tmp_path_factory, put_in_front):
    """The shipped nginx with nothing behind it."""
    folder = tmp_path_factory.mktemp("alone")
    with put_in_front(folder, behind=1) as running:
        yield running


def port_of(running):
    return int(running.url.rpartition(":")[2])


@pytest.fixture
def visitor(in_front):
    """Somebody's browser on the other side of nginx."""
    road = ThroughProxy(in_front)
    yield Browser(road)
    road.close()
