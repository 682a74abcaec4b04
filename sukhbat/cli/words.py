"""What the command line says, and how it fails: in a sentence, never in a traceback for a known reason."""

from rich.console import Console

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class CommandError(Exception):
    """Ends a command with a sentence for whoever called it."""

    def __init__(self, sentence: str, *, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(sentence: str, *, style: str | None = None) -> None:
    """A line of output; the text is shown as it is, brackets included."""
    out.print(sentence, style=style, markup=False, soft_wrap=True)


def complain(sentence: str) -> None:
    err.print(f"sukhbat: {sentence}", style="red", markup=False, soft_wrap=True)


def whisper(sentence: str) -> None:
    """Something to know that is no output."""
    err.print(sentence, style="dim", markup=False, soft_wrap=True)
