"""The Dockerfile, read: there is no engine in which the tests could build it.

What its lines do is tried all the same: the package is built from what they copy, and
with --long they are run, in a folder in place of an image.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import flit_core.buildapi
import pytest

from pollsvc.config import Settings
from scripts.served import free_port, outer_environment
from tests.policy.files import ROOT, project_files

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
IMAGE = re.compile(r"[a-z]+:[0-9.]+(-[a-z]+)?")


def instructions():
    """Pairs of a word and what follows it, lines that go on joined."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE.read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line]


def all_of(word):
    return [rest for name, rest in instructions() if name == word]


def copied():
    """Sources and where they go, of what comes from the checkout."""
    for rest in all_of("COPY"):
        if not rest.startswith("--from"):
            *sources, place = rest.split()
            for source in sources:
                yield source, place


def ignored():
    """What the engine sees of the checkout, by the lines of .dockerignore."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    return [line[1:] for line in lines if line.startswith("!")]


def test_every_file_that_it_copies_is_there_and_not_ignored():
    sources = [source for source, _ in copied()]
    assert sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert source in ignored(), source


def test_nothing_of_an_instance_or_of_the_tests_gets_in():
    assert set(ignored()) == {source for source, _ in copied()}


def test_it_names_a_base_image_and_no_registry():
    images = [rest.split()[0] for rest in all_of("FROM")]
    assert images
    for image in images:
        assert IMAGE.fullmatch(image), image
    addresses = re.findall(r"https?://[^\s']+", DOCKERFILE.read_text())
    assert addresses == ["http://127.0.0.1:8000/healthz"]


def test_its_python_is_one_that_we_promise():
    project = (ROOT / "pyproject.toml").read_text()
    (least,) = re.findall(r'requires-python = ">=3\.(\d+)"', project)
    for image in all_of("FROM"):
        (minor,) = re.findall(r"python:3\.(\d+)-", image)
        assert int(minor) >= int(least)


def test_all_that_it_installs_is_pinned_and_hashed_or_our_own():
    installs = [rest for rest in all_of("RUN") if "pip install" in rest]
    assert len(installs) == 2
    for line in installs:
        assert "--require-hashes" in line or {"--no-index", "--no-deps"} <= set(
            line.split()
        )


def test_it_runs_as_nobody_in_particular():
    (user,) = all_of("USER")
    uid, gid = user.split(":")
    assert int(uid) >= 10_000
    assert int(gid) >= 10_000
    after = instructions()[instructions().index(("USER", user)) :]
    assert "RUN" not in [name for name, _ in after]


def test_its_instance_outlives_it_and_it_can_write_there():
    assert all_of("VOLUME") == ["/instance"]
    assert "POLLSVC_INSTANCE=/instance" in all_of("ENV")[0]
    assert any(
        "--owner pollsvc" in rest and "/instance" in rest for rest in all_of("RUN")
    )


def test_every_setting_that_it_makes_is_one():
    names = re.findall(r"POLLSVC_([A-Z_]+)=", DOCKERFILE.read_text())
    assert {name.lower() for name in names} <= set(Settings.model_fields)


def scratch(folder):
    """A folder with what the lines copy, where they put it."""
    for source, place in copied():
        target = folder / (
            place if not place.endswith("/") else f"{place}{Path(source).name}"
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, target, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / source, target)
    return folder


def test_the_package_that_it_builds_is_whole(tmp_path, monkeypatch):
    """Templates, style sheets and migrations too."""
    monkeypatch.chdir(scratch(tmp_path))
    wheel = flit_core.buildapi.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("pollsvc/")}
    package = {
        str(path.relative_to(ROOT))
        for path in [*project_files(), *(ROOT / "pollsvc" / "migrations").rglob("*.py")]
        if path.is_relative_to(ROOT / "pollsvc")
    }
    assert package - names == set()


@pytest.mark.long
def test_its_lines_make_a_service_that_answers(tmp_path):
    """Run in a folder, with other places; as whom, only an engine can say."""
    places = {"/opt/pollsvc": f"{tmp_path}/opt", "/instance": f"{tmp_path}/instance"}
    source = scratch(tmp_path / "src")
    environment = outer_environment() | {"POLLSVC_INSTANCE": f"{tmp_path}/instance"}
    for line in all_of("RUN"):
        if "useradd" not in line:
            for there, here in places.items():
                line = line.replace(there, here)  # noqa: PLW2901
            command = line.replace("python ", f"{sys.base_prefix}/bin/python3 ", 1)
            subprocess.run(shlex.split(command), cwd=source, check=True)
    port = str(free_port())
    command, check = (eval_list(rest) for rest in (all_of("CMD")[-1], healthcheck()))
    environment["PATH"] = f"{tmp_path}/opt/bin:{os.environ['PATH']}"
    serve = [word.replace("8000", port) for word in command]
    check = [word.replace("8000", port) for word in check]
    server = subprocess.Popen(serve, env=environment, cwd=tmp_path)
    try:
        for _ in range(120):
            healthy = subprocess.run(check, env=environment, check=False, cwd=tmp_path)
            if healthy.returncode == 0:
                break
        assert healthy.returncode == 0
    finally:
        server.terminate()
        server.wait(30)


def healthcheck():
    return all_of("HEALTHCHECK")[0].partition("CMD ")[2]


def eval_list(text):
    return re.findall(r'"((?:[^"\\]|\\.)*)"', text)
