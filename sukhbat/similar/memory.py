"""Giving memory back to the system after much of it was used for a moment."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect garbage, and have glibc return what it holds free; elsewhere the first only."""
    gc.collect()
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        except (OSError, AttributeError):  # another C library, which keeps less
            return
