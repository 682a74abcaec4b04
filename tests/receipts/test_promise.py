"""The promise of an acknowledgement: each one holds alone, and any change of it shows."""

import copy
import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.cli import main
from sukhbat.kernel.ids import new_number
from sukhbat.ledger.signing import public_key
from sukhbat.questions.promise_rules import verify_promise
from sukhbat.questions.promises import Pledge, sign_promises

ARRIVED = datetime(2026, 11, 23, 9, 41, 7, 120_000, tzinfo=UTC)


def promises(count: int) -> list[dict]:
    pledges = [
        Pledge(new_number(), bytes([number]) * 32, ARRIVED, "min-digital", date(2026, 12, 14))
        for number in range(count)
    ]
    return [json.loads(json.dumps(promise)) for promise in sign_promises(pledges)]


def codes(document, **given_key) -> list[str]:
    return [problem.code for problem in verify_promise(document, **given_key)]


@pytest.mark.parametrize("count", [1, 2, 3, 16, 33])
def test_each_of_a_batch_holds_alone(count):
    batch = promises(count)
    assert [codes(promise, public_key=public_key()) for promise in batch] == [[]] * count
    assert len({promise["signature"] for promise in batch}) == 1


def test_of_nothing_there_is_nothing_to_sign():
    assert sign_promises([]) == []


def test_one_alone_has_an_empty_path():
    (promise,) = promises(1)
    assert (promise["path"], promise["index"], promise["size"]) == ([], 0, 1)


def places(value, before=()):
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in places(item, (*before, key))]
    if isinstance(value, list):
        return [place for index, item in enumerate(value) for place in places(item, (*before, index))]
    return [before]


BATCH = [
    ("format",), ("version",), ("promise", "number"), ("promise", "leaf_hash"), ("promise", "received_at"),
    ("promise", "body"), ("promise", "due_on"), ("promise", "key"), ("index",), ("size",), ("path", 0), ("path", 2),
    ("root",), ("key", "name"), ("key", "public_key"), ("signature",),
]  # fmt: skip


@pytest.mark.parametrize("place", BATCH, ids=str)
@pytest.mark.parametrize(
    "value", [None, "", 7, "x", [], {}, "0" * 64, "2026-12-15", True, -1, "\ud800", 10**30]
)
def test_any_other_value_at_any_place_shows(place, value):
    document = promises(5)[1]
    holder = document
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    assert codes(document)


def test_the_places_above_are_all_there_are():
    assert {place for place in places(promises(5)[1]) if place != ("path", 1)} == set(BATCH)


@pytest.mark.parametrize("name", ["promise", "index", "size", "path", "root", "key", "signature"])
def test_a_missing_part_shows(name):
    document = promises(3)[0]
    del document[name]
    assert codes(document) == ["incomplete"]


def test_what_is_promised_to_another_does_not_hold_here():
    first, second = promises(2)
    assert "not_in_the_batch" in codes({**first, "promise": second["promise"]})
    assert codes({**second, "promise": first["promise"], "index": 0, "path": first["path"]}) == []


def test_a_promise_signed_by_someone_else_shows_when_the_key_is_known():
    document = promises(1)[0]
    assert codes(document, public_key="A" * 43 + "=") == ["other_key"]


def test_a_signature_of_another_key_does_not_fit():
    document = promises(1)[0]
    import base64

    from sukhbat.questions.promise_rules import root_bytes

    forged = Ed25519PrivateKey.generate().sign(
        root_bytes(key_name=document["key"]["name"], size=1, root=bytes.fromhex(document["root"]))
    )
    assert codes({**document, "signature": base64.b64encode(forged).decode()}) == ["bad_signature"]


def test_a_field_more_shows():
    document = promises(1)[0]
    document["promise"]["text"] = "x"
    assert codes(document) == ["incomplete"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_it_never_raises(value):
    document = copy.deepcopy(GOOD)
    assert verify_promise(value)
    for name in ("promise", "index", "size", "path", "root", "key", "signature"):
        if value != document[name]:
            assert verify_promise({**document, name: value})


GOOD = {
    "format": "sukhbat-promise",
    "version": 1,
    "promise": {
        "number": "7K3MQ2XD5",
        "leaf_hash": "00" * 32,
        "received_at": "2026-11-23T09:41:07.120000Z",
        "body": "min-digital",
        "due_on": "2026-12-14",
        "key": "sukhbat",
    },
    "index": 0,
    "size": 1,
    "path": [],
    "root": "00" * 32,
    "key": {"name": "sukhbat", "public_key": "A" * 43 + "="},
    "signature": "A" * 86 + "==",
}  # fmt: skip


def test_the_command_checks_it(tmp_path, capsys):
    document = promises(3)[2]
    path = tmp_path / "promise.json"
    path.write_text(json.dumps(document))
    assert main.main(["verify", str(path), "--key", public_key()]) == 0
    assert "promise holds" in capsys.readouterr().out
    document["promise"]["due_on"] = "2027-01-01"
    path.write_text(json.dumps(document))
    assert main.main(["verify", str(path)]) == 1
    assert "changed" in capsys.readouterr().err


def test_a_text_cannot_be_checked_against_a_promise(tmp_path, capsys):
    path, text = tmp_path / "promise.json", tmp_path / "text.txt"
    path.write_text(json.dumps(promises(1)[0]))
    text.write_text("Сұрақ")
    assert main.main(["verify", str(path), "--text", str(text)]) == 1
    assert "receipt" in capsys.readouterr().err


def test_checking_needs_no_django():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from sukhbat.questions import promise_rules; print('django' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
