"""The locks hold what pyproject.toml asks for."""

import re
import tomllib

import pytest

from tests.policy.files import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINNED = re.compile(r"^([a-z0-9-]+)==([^\s\\]+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pinned(lock):
    """The pins of a lock; a package may have one for each Python."""
    return set(PINNED.findall((ROOT / "requirements" / f"{lock}.lock").read_text()))


def named(requirements):
    """The packages of a list of requirements, by the names that locks use."""
    names = (NAME.match(item)[0] for item in requirements if isinstance(item, str))
    return {re.sub(r"[._-]+", "-", name).lower() for name in names}


@pytest.mark.parametrize("lock", ["core", "dev"])
def test_a_lock_holds_every_package_that_the_service_asks_for(lock):
    project = PROJECT["project"]
    asked = named(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        asked |= named(extra)
    assert asked - {name for name, _ in pinned(lock)} == set()


def test_the_dev_lock_holds_every_package_that_developers_ask_for():
    groups = PROJECT["dependency-groups"]
    asked = set().union(*(named(groups[g]) for g in ("build", "checks", "servers")))
    asked |= named(groups["dev"])
    assert asked - {name for name, _ in pinned("dev")} == set()


def test_one_environment_can_hold_both_locks():
    assert pinned("core") <= pinned("dev")


@pytest.mark.parametrize("lock", ["core", "dev", "installer"])
def test_every_pin_has_a_hash(lock):
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()
    pins = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
