"""What an action was refused with."""

from collections.abc import Callable

import pytest

from sukhbat.kernel.refusals import Refused


def code(call: Callable[[], object]) -> str:
    """The code of the refusal that the call raises."""
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.refusal.code
