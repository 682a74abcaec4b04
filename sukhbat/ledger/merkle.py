"""The Merkle tree of RFC 6962, 2.1, over any list of byte strings. Pure: SHA-256 and nothing else.

A leaf is hashed with 0x00 in front and a node with 0x01, so that neither can be taken for the other.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def hash_leaf(leaf: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf's bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_nodes(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the hashes of both children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH: the 32 bytes that stand for the whole list; of an empty one, the hash of nothing."""
    return _levels(leaves)[-1][0] if leaves else EMPTY


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """PATH: the hashes beside the way from a leaf up to the root. Raises IndexError beyond the list."""
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    return _path(_levels(leaves), index)


def root_and_paths(leaves: Sequence[bytes]) -> tuple[bytes, list[list[bytes]]]:
    """The root and the path of each leaf in one go: each node is hashed once for a whole batch."""
    if not leaves:
        return EMPTY, []
    levels = _levels(leaves)
    return levels[-1][0], [_path(levels, index) for index in range(len(leaves))]


def verify(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf is the one at ``index`` of the list of ``size`` with this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, hash_leaf(leaf)
    for beside in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = hash_nodes(beside, found)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            found = hash_nodes(found, beside)
        at, last = at // 2, last // 2
    return last == 0 and found == root


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The tree from the leaves' hashes up; a node without a neighbour goes up as it is, as the RFC splits it."""
    levels = [[hash_leaf(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        level = [hash_nodes(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(level + below[len(level) * 2 :])
    return levels


def _path(levels: list[list[bytes]], index: int) -> list[bytes]:
    found = []
    for level in levels[:-1]:
        if index ^ 1 < len(level):
            found.append(level[index ^ 1])
        index //= 2
    return found
