"""`pollsvc doctor`: looks at everything an instance stands on, and says what to do."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

import click

from pollsvc.cli.application import make_app, working_in
from pollsvc.cli.checks import files, limits, proxy, settings
from pollsvc.config import SettingsError, load_settings
from pollsvc.domain.findings import Finding, Verdict, problem
from pollsvc.installation import current, machine_clock
from pollsvc.services import examining


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def doctor(*, as_json: bool) -> None:
    """Look whether this instance keeps what it promises.

    One line for each point: ok, warning or problem, and what to do about it. Changes
    nothing. Fails if there is a problem.
    """
    found = []
    for finding in _examine():
        found.append(finding)
        if not as_json:
            click.echo(_line(finding))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in found], indent=1))
    count = Counter(finding.verdict for finding in found)
    if problems := count[Verdict.PROBLEM]:
        msg = f"{problems} {'problem' if problems == 1 else 'problems'} found."
        raise click.ClickException(msg)


def _examine() -> Iterator[Finding]:
    try:
        in_force = load_settings()
    except SettingsError as refusal:
        yield problem("settings", str(refusal), "Correct it: nothing starts with it.")
        return
    yield from settings.findings(in_force)
    yield from files.findings(in_force)
    yield from limits.findings(in_force)
    if not files.is_prepared(in_force):
        return
    with working_in(make_app()):
        here = current()
        # By this machine's clock: it is held against the database's.
        found = examining.database_findings(keys=here.keys, now=machine_clock())
        yield from found
        yield proxy.finding(in_force, here.secret)


def _line(finding: Finding) -> str:
    advice = f" – {finding.advice}" if finding.advice else ""
    return f"{finding.verdict:<8} {finding.about}: {finding.found}{advice}"
