"""Filling the database at the first start, with a bar that moves."""

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sukhbat.cli.demo.load import NotADemoError, is_loaded, load, make_live
from sukhbat.cli.words import CommandError, complain, out, say
from sukhbat.kernel import clock


def fill() -> None:
    """Fill the sample state when it is not there, and see to it that a conference is live now.

    CommandError when the database holds something else.
    """
    _fill_once()
    if slug := make_live(now=clock.now()):
        say(f"A sample conference is live for two hours from now: {slug}.")


def _fill_once() -> None:
    try:
        if is_loaded():
            return
    except NotADemoError:
        raise CommandError(
            "This database holds an installation of its own, so no samples are put into it. "
            "Unset DATABASE_URL to use the embedded one, or name an empty database."
        ) from None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=out, transient=not out.is_terminal) as bar:
        task = bar.add_task("Filling the sample state (once)", total=None)
        loaded = load(now=clock.now(), progress=lambda done, of: bar.update(task, completed=done, total=of))
    say(f"The sample state is there: {loaded.questions} questions, {loaded.acts} acts.")
    for line in loaded.refused:
        complain(f"A rule refused a sample act: {line}.")
