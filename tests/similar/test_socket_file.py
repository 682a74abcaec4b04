"""The socket's place: for its owner only, taken once, never stolen, cleared when it was left behind."""

import os
import socket
import stat

import pytest

from sukhbat.similar.options import LONGEST_PATH, NoSocketError, options_from_settings
from sukhbat.similar.socket_file import SocketFile, TakenError


def left_behind(path):
    """A socket whose process was killed."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as gone:
        gone.bind(str(path))


def test_it_is_for_its_owner_only(folder):
    before = os.umask(0)
    try:
        with SocketFile(str(folder / "deeper" / "s.sock")) as place, place.listening(1):
            assert stat.S_IMODE(os.stat(folder / "deeper" / "s.sock").st_mode) == 0o600
            assert stat.S_IMODE(os.stat(folder / "deeper").st_mode) == 0o700
    finally:
        os.umask(before)


def test_a_second_one_is_refused_and_the_first_stays(folder):
    path = str(folder / "s.sock")
    with SocketFile(path) as place, place.listening(1):
        with pytest.raises(TakenError, match="another process"), SocketFile(path):
            raise AssertionError
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.connect(path)
    assert not os.path.exists(path)
    with SocketFile(path) as place, place.listening(1):
        assert os.path.exists(path)


def test_what_a_killed_one_left_is_replaced(folder):
    left_behind(folder / "s.sock")
    path = str(folder / "s.sock")
    asking = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with SocketFile(path) as place, place.listening(1), asking:
        asking.connect(path)


def test_a_file_of_somebody_is_never_removed(folder):
    (folder / "s.sock").write_text("a letter")
    with pytest.raises(TakenError, match="no socket"), SocketFile(str(folder / "s.sock")) as place:
        place.listening(1)
    assert (folder / "s.sock").read_text() == "a letter"


def test_a_path_without_room_or_none_is_refused_in_words(settings):
    settings.SIMILAR_SOCKET = ""
    with pytest.raises(NoSocketError, match="SIMILAR_SOCKET"):
        options_from_settings()
    with pytest.raises(NoSocketError, match="too long"):
        options_from_settings(socket="/" + "ә" * LONGEST_PATH)
    assert options_from_settings(socket="/tmp/s.sock").socket == "/tmp/s.sock"
