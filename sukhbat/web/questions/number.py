"""A question's number inside an address: written one way, read in every way people type it."""

from sukhbat.kernel.ids import read_number, show_number


class NumberConverter:
    """Any text comes in as it was typed; a number goes out as ``7K3M-Q2XD-5``."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        stored = read_number(value)
        if stored is None:
            raise ValueError(f"{value!r} is not the number of a question")
        return show_number(stored)
