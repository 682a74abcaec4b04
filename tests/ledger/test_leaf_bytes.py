"""Golden bytes: what docs/adr/0003 froze. When this test fails, the change is wrong, not the test."""

from datetime import UTC, datetime
from uuid import UUID

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.ledger.rules import EntryContent, canonical, content_digest, leaf_bytes, leaf_hash

ENTRY = EntryContent(
    id=UUID("0192f3a4-5b6c-7d8e-9f00-112233445566"),
    at=datetime(2026, 11, 23, 9, 41, 7, 120_000, tzinfo=UTC),
    event="question:received",
    subject="7K3MQ2XD5",
    actor_role="citizen",
    actor_tag=UUID("6ba7b810-9dad-41d1-80b4-00c04fd430c8"),
    digest="ab" * 32,
    facts={"due_on": "2026-12-14", "body": "min-ai-digital", "hop": 1},
)


def test_the_bytes_of_a_leaf():
    assert leaf_bytes(ENTRY) == (
        b'\x01{"actor_role":"citizen","actor_tag":"6ba7b810-9dad-41d1-80b4-00c04fd430c8",'
        b'"at":"2026-11-23T09:41:07.120000Z","digest":"' + b"ab" * 32 + b'","event":"question:received",'
        b'"facts":{"body":"min-ai-digital","due_on":"2026-12-14","hop":1},'
        b'"id":"0192f3a4-5b6c-7d8e-9f00-112233445566","subject":"7K3MQ2XD5"}'
    )


def test_the_hash_of_a_leaf():
    assert leaf_hash(ENTRY).hex() == "2d069e725e0ee41250a41873727433927ea1c4ee035958b08a3ed59ae0639b01"


def test_the_digest_of_content():
    assert (
        content_digest(bytes(16), "Сұрақ", "kk")
        == "1db0d76096712e923df2e1a3cb29337b781bea23ee41f1d79dc242a966da9ee9"
    )


def test_two_ways_to_cut_the_same_letters_differ():
    assert content_digest(bytes(16), "ab", "c") != content_digest(bytes(16), "a", "bc")


names = st.text(st.characters(max_codepoint=127))
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts | st.lists(texts)


@given(st.dictionaries(names, values | st.dictionaries(names, values)))
def test_the_canonical_form_is_that_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)
