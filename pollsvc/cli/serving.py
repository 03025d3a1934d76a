"""`pollsvc serve`: prepare the instance and run the production server."""

import errno
import os
import resource
import socket
from pathlib import Path

import click
from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from pollsvc import logs
from pollsvc.cli.application import ACTOR, FACTORY, link_for, make_app, working_in
from pollsvc.cli.served_at import remember
from pollsvc.cli.sharing import share_memory
from pollsvc.cli.timing import Timer
from pollsvc.config import PREFIX, SERVED_KEY, load_settings
from pollsvc.domain.keys import name_of
from pollsvc.domain.staff import Role
from pollsvc.installation import current
from pollsvc.instance_lock import SERVING, held
from pollsvc.services import accounts, examples, installing, lifecycle
from pollsvc.web.figures_folder import shared_figures

THREADS = 16
"""Requests that a worker takes at a time; the others wait their turn."""

MOST_WORKERS = 8
RESTORING = "A backup is being restored into this instance; start when that is done."
SECONDS_TO_STOP = 10


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to use.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port.",
)
@click.option(
    "--demo/--no-demo",
    default=True,
    show_default=True,
    help="Whether a new instance gets the example polls.",
)
def serve(host: str, port: int, *, demo: bool) -> None:
    """Serve the polls on this machine.

    Prepares the instance folder and the database first. The very first start loads
    example polls; `pollsvc init` makes an instance without them.
    """
    _require_free(host, port)
    _default_public_url(host, port)
    _leave_no_cores()
    # From around this server, it would speak of another one.
    os.environ.pop(SERVED_KEY, None)
    with shared_figures():
        app = make_app(telling=True)
        with held(Path(app.instance_path), SERVING, alone=False, why_not=RESTORING):
            _serve(app, host, port, demo=demo)


def _serve(app: Flask, host: str, port: int, *, demo: bool) -> None:
    with working_in(app):
        remember(current().settings.instance, _address(host, port))
        os.environ[SERVED_KEY] = name_of(current().keys.current)
        link = _prepare(demo=demo)
        workers = _workers(shared_limits=current().settings.redis_url is not None)
    server = _server(host, port, workers)
    server.on_startup(lambda: _announce(_address(host, port), link, workers))
    if workers > 1:
        share_memory()
    _run(server, app)


def _prepare(*, demo: bool) -> str | None:
    """Bring the instance up to date; return a sign-in link if one is needed."""
    now = current().clock()
    installing.bring_up_to_date()
    installing.use_key(name_of(current().keys.current))
    for risk in installing.risks():
        logs.warned("not durable", about=risk.about, found=risk.found, do=risk.advice)
    if demo:
        examples.load_into_new(now=now)
    else:
        installing.mark_as_own(now=now)
    lifecycle.run_due(now=now)
    if not accounts.first_sign_in_needed():
        return None
    token = accounts.invite(
        email=accounts.FIRST_EMAIL, role=Role.ADMIN, actor=ACTOR, now=now
    )
    return link_for(token)


def _server(host: str, port: int, workers: int) -> MPServer:
    return MPServer(
        FACTORY,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        # No access log: it would hold addresses and times.
        log_access=False,
        log_level=LogLevels.error,
        websockets=False,
    )


def _run(server: MPServer, app: Flask) -> None:
    timer = Timer(app)
    server.on_startup(timer.start)
    try:
        server.serve()
    finally:
        timer.stop()
        logs.happened("stop")


def _announce(address: str, link: str | None, workers: int) -> None:
    logs.happened("start", address=address, workers=workers)
    click.echo(f"Serving on {address}")
    if link is not None:
        click.echo(f"Staff sign-in: {link}")


def _workers(*, shared_limits: bool) -> int:
    # Without Redis each worker counts for itself what a network has sent: two would
    # let twice the limit through, and what the privacy notice says would be untrue.
    cores = os.cpu_count() or 1
    return max(2, min(cores, MOST_WORKERS)) if shared_limits else 1


def _leave_no_cores() -> None:
    # Written where a process dies, its memory would hold what was being sent to it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _require_free(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except socket.gaierror:
        raise click.ClickException(f"There is no address {host!r}.") from None
    except OSError as error:
        raise click.ClickException(_why_not(host, port, error)) from None


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use; choose another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} is for the system's own; choose one from 1024 with --port."
    return f"Port {port} of {host} cannot be used: {error.strerror}."


def _default_public_url(host: str, port: int) -> None:
    # For the workers too, which read the settings for themselves.
    if "public_url" not in load_settings().model_fields_set:
        os.environ[f"{PREFIX}PUBLIC_URL"] = _address(host, port)


def _address(host: str, port: int) -> str:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host)  # noqa: S104
    name = reachable or (f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"
