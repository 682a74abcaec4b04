"""The Merkle tree: known vectors of RFC 6962's reference tests, and what holds for every list."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sukhbat.ledger import merkle

# The leaves and roots of certificate-transparency's own tests (merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# path(leaves[:size], index) of the same tests.
PATHS = {
    (8, 0): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (8, 5): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (3, 2): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (5, 1): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
lists = st.lists(st.binary(max_size=40), min_size=1, max_size=70)


def by_the_book(leaves):
    """MTH as the RFC writes it down."""
    if len(leaves) == 1:
        return merkle.hash_leaf(leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.hash_nodes(by_the_book(leaves[:split]), by_the_book(leaves[split:]))


def test_of_nothing():
    assert merkle.root([]) == hashlib.sha256(b"").digest()
    assert merkle.root_and_paths([]) == (merkle.EMPTY, [])


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size):
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("size", "index"), PATHS)
def test_known_paths(size, index):
    assert [node.hex() for node in merkle.path(LEAVES[:size], index)] == list(PATHS[size, index])


@given(lists)
def test_root_is_that_of_the_rfc(leaves):
    assert merkle.root(leaves) == by_the_book(leaves)


@given(lists)
def test_every_leaf_is_proved(leaves):
    top, paths = merkle.root_and_paths(leaves)
    assert top == merkle.root(leaves)
    for index, leaf in enumerate(leaves):
        assert paths[index] == merkle.path(leaves, index)
        assert merkle.verify(leaf, index, len(leaves), paths[index], top)


@given(lists, st.data())
def test_no_other_leaf_place_or_path_is_proved(leaves, data):
    top, paths = merkle.root_and_paths(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    leaf, way = leaves[index], paths[index]
    other = data.draw(st.integers(0, len(leaves) + 1).filter(lambda at: at != index))
    if other >= len(leaves) or leaves[other] != leaf:
        assert not merkle.verify(leaf, other, len(leaves), way, top)
    assert not merkle.verify(leaf + b"x", index, len(leaves), way, top)
    assert not merkle.verify(leaf, index, len(leaves), [*way, top], top)
    assert not merkle.verify(leaf, index, len(leaves), way, merkle.EMPTY)
    if way:
        assert not merkle.verify(leaf, index, len(leaves), way[:-1], top)
        bent = [bytes(32), *way[1:]]
        assert not merkle.verify(leaf, index, len(leaves), bent, top)


@pytest.mark.parametrize("index", [-1, 8])
def test_beyond_the_list(index):
    assert not merkle.verify(LEAVES[0], index, 8, [], merkle.root(LEAVES))
    with pytest.raises(IndexError):
        merkle.path(LEAVES, index)
