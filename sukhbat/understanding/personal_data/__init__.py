"""Personal data in a text: find it, and mask what was found.

Kinds: IIN and BIN, phones, bank cards, IBANs, e-mail, home addresses, identity documents, car plates,
handles of messengers and networks. Names of people are out of scope: telling a neighbour from a minister
or from a street needs a model and a person's judgement.
"""

from sukhbat.understanding.personal_data.findings import Finding, Kind
from sukhbat.understanding.personal_data.search import find, mask

__all__ = ["Finding", "Kind", "find", "mask"]
