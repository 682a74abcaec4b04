"""``sukhbat doctor``."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from sukhbat.cli.doctor.findings import Finding, Level, fail
from sukhbat.cli.environment import PRODUCTION, ready, settings_module
from sukhbat.cli.words import CommandError, out, say
from sukhbat.kernel.embedded_postgres import PostgresError

_STYLES = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "bold red"}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--production", action="store_true", help="judge as for people in earnest; 1 when it is not safe"
    )


def run(options: Namespace) -> int:
    """Look at everything; 1 when something fails."""
    findings = list(_all(strict=options.production))
    for finding in findings:
        _show(finding)
    count = {level: sum(finding.level is level for finding in findings) for level in Level}
    say(f"{count[Level.OK]} well, {count[Level.WARN]} to look at, {count[Level.FAIL]} wrong.")
    return int(bool(count[Level.FAIL]))


def _all(*, strict: bool) -> Iterable[Finding]:
    from sukhbat.cli.doctor import machine

    yield from machine.findings()
    os.environ.setdefault("LOG_LEVEL", "CRITICAL")
    if strict:
        settings_module(default=PRODUCTION)
    try:
        with ready():
            yield from _of_the_installation(strict=strict)
    except (CommandError, PostgresError) as error:
        yield fail(
            "settings", str(error).splitlines()[0], "Set what is named; docs/howto/deploy.md lists all."
        )


def _of_the_installation(*, strict: bool) -> Iterable[Finding]:
    from sukhbat.cli.doctor import database, safety
    from sukhbat.cli.doctor.meanings import meanings

    yield from safety.findings(strict=strict)
    yield from database.findings(strict=strict)
    yield meanings()


def _show(finding: Finding) -> None:
    out.print(f"{finding.level.value:<5}", style=_STYLES[finding.level], end="")
    say(f"{finding.name}: {finding.sentence}")
    if finding.remedy:
        say(f"     → {finding.remedy}", style="dim")
