"""``sukhbat rehearse``: an audience for a rehearsal, and our measure of load."""

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from datetime import timedelta
from pathlib import Path

from sukhbat.cli.environment import ready
from sukhbat.cli.rehearse.guests import write_guests
from sukhbat.cli.rehearse.questions_file import SAMPLE
from sukhbat.cli.rehearse.script import PRESETS, ScriptError, seconds
from sukhbat.cli.words import CommandError, say

PEOPLE = 1_000


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="prepare|run")
    prepare = acts.add_parser(
        "prepare", help="write passes of sample people (on the server's machine, for a sample conference)"
    )
    prepare.add_argument(
        "--conference", required=True, metavar="SLUG", help="address of the sample conference"
    )
    prepare.add_argument("--people", type=int, default=PEOPLE, metavar="N", help="how many (%(default)s)")
    prepare.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the passes are written"
    )
    prepare.add_argument(
        "--for", dest="lasts", default="2h", metavar="TIME", help="how long they hold (%(default)s)"
    )
    play = acts.add_parser("run", help="play the audience against a running Sukhbat")
    play.add_argument(
        "url", nargs="?", metavar="URL", help="where /live/ answers, such as http://127.0.0.1:8001"
    )
    _who(play)
    _what(play)
    _how(play)


def _who(play: ArgumentParser) -> None:
    play.add_argument(
        "--passes", type=Path, metavar="FILE", help="the passes that `prepare` wrote; else made here"
    )
    play.add_argument(
        "--against-demo", action="store_true", help="play against the demonstration on this machine"
    )
    play.add_argument("--conference", metavar="SLUG", help="the sample conference (without --passes)")
    play.add_argument(
        "--people", type=int, default=PEOPLE, metavar="N", help="how many send (without --passes)"
    )
    play.add_argument(
        "--direct", action="store_true", help="host the live part, too, and check in the database"
    )
    play.add_argument(
        "--host", default="", metavar="ADDRESS", help="whose acts --direct makes (the first host's)"
    )


def _what(play: ArgumentParser) -> None:
    script = play.add_mutually_exclusive_group()
    script.add_argument(
        "--preset", choices=sorted(PRESETS), default="small", help="a known script (%(default)s)"
    )
    script.add_argument(
        "--script", metavar="FILE", help="a script in time; a text with spaces is the script itself"
    )
    play.add_argument(
        "--questions", type=Path, default=SAMPLE, metavar="FILE", help="TSV (lang, theme, text), or lines"
    )


def _how(play: ArgumentParser) -> None:
    play.add_argument("--allow-remote", action="store_true", help="the service may be on another machine")
    play.add_argument(
        "--patience", default="60s", metavar="TIME", help="wait for the last answers (%(default)s)"
    )
    play.add_argument(
        "--check", type=int, default=1_000, metavar="N", help="how many to look for after the end"
    )
    play.add_argument("--json", type=Path, metavar="FILE", help="write the report there, too")
    play.add_argument(
        "--journal", type=Path, metavar="FILE", help="a line for each thing sent and acknowledged"
    )
    play.add_argument("--progress", action=BooleanOptionalAction, default=True, help="show how it goes")


def run(options: Namespace) -> int:
    """1 when something acknowledged is lost or a promise does not hold."""
    try:
        return _prepare(options) if options.act == "prepare" else _run(options)
    except ScriptError as error:
        raise CommandError(str(error)) from error


def _prepare(options: Namespace) -> int:
    lasts = timedelta(seconds=seconds(options.lasts))
    with ready():
        from django.conf import settings

        from sukhbat.cli.rehearse.preparing import invite
        from sukhbat.kernel import clock

        guests = invite(
            slug=options.conference,
            people=options.people,
            lasts=lasts,
            origin=settings.SITE_URL,
            now=clock.now(),
        )
    write_guests(options.out, guests)
    say(
        f"{len(guests.passes)} passes for {guests.conference} until {guests.until:%Y-%m-%d %H:%M} UTC: {options.out}"
    )
    say("Whoever has this file may ask in their names: keep it to yourself, and remove it afterwards.")
    return 0


def _run(options: Namespace) -> int:
    from sukhbat.cli.rehearse.running import run_rehearsal

    return run_rehearsal(options)
