"""Script, addresses, percentiles, files of questions: what needs no service."""

import random

import pytest

from sukhbat.cli.rehearse.addresses import sources, target
from sukhbat.cli.rehearse.events import read_events
from sukhbat.cli.rehearse.questions_file import LANGUAGES, read_questions
from sukhbat.cli.rehearse.script import PRESETS, Cue, ScriptError, What, read_script, seconds
from sukhbat.cli.rehearse.spread import Spread
from sukhbat.cli.words import CommandError
from sukhbat.questions.rules import LONGEST, SHORTEST


def test_a_script_is_read_in_the_order_of_time():
    script = read_script(
        "1m support each 64  # they hurry\n0s viewers 200 in 30s; 0s ask 6/m\n2m end; 90s host off"
    )
    assert script.cues == (
        Cue(0, What.VIEWERS, 200, within=30),
        Cue(0, What.ASK, 0.1),
        Cue(60, What.SUPPORT, 64, is_flat=True),
        Cue(90, What.HOST, 0),
        Cue(120, What.END),
    )
    assert script.ends_at == 120
    assert script.needs_host
    assert script.most(What.VIEWERS) == 200


@pytest.mark.parametrize(
    "text",
    [
        "", "0s ask 2/s", "0s end", "5s end; 9s ask 1/s", "5s end; 6s end", "0s dance; 5s end", "0s ask; 5s end",
        "0s ask -1/s; 5s end", "0s ask two; 5s end", "0s ask 2/d; 5s end", "0s viewers 3 for 9s; 5s end",
        "0s host 0s; 5s end", "0s finish now; 5s end", "99999h end", "0s ask 1/s 2/s; 5s end",
    ],
)  # fmt: skip
def test_a_script_that_cannot_be_followed_is_refused_with_a_sentence(text):
    with pytest.raises(ScriptError, match=r"\w"):
        read_script(text)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_every_preset_is_a_script(name):
    assert read_script(PRESETS[name]).ends_at >= 600


def test_times_are_written_in_three_units():
    assert [seconds(text) for text in ("90", "90s", "1.5m", "2h")] == [90, 90, 90, 7200]


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_a_percentile_is_right_to_two_of_a_hundred(share):
    dice = random.Random(7)
    values = sorted(dice.lognormvariate(-4, 1.5) for _ in range(20_000))
    spread = Spread()
    for value in values:
        spread.add(value)
    exact = values[int(share * len(values))]
    assert exact * 0.98 <= spread.at(share) <= exact * 1.021
    assert spread.at(1) == spread.longest == values[-1]


def test_a_spread_of_nothing_and_of_clocks_that_differ():
    spread = Spread()
    assert spread.at(0.99) is None
    spread.add(-5)
    assert spread.at(0.5) == 0
    assert spread.in_ms()["count"] == 1


def _resolver(*addresses):
    return lambda host, port: list(addresses)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
def test_this_machine_may_be_rehearsed_against(address):
    assert target("http://here:8001", allow_remote=False, resolver=_resolver(address)).is_loopback


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "0.0.0.0"])
def test_another_machine_needs_the_flag_and_every_address_counts(address):
    with pytest.raises(CommandError, match="--allow-remote"):
        target("https://example.kz", allow_remote=False, resolver=_resolver("127.0.0.1", address))
    found = target("https://example.kz", allow_remote=True, resolver=_resolver(address))
    assert (found.port, found.is_secure, found.is_loopback) == (443, True, False)
    assert found.origin == "https://example.kz"
    assert sources(found)() is None


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1", "http://", "http://127.0.0.1:port"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(CommandError):
        target(url, allow_remote=True, resolver=_resolver("127.0.0.1"))


def test_an_audience_comes_from_many_networks():
    give = sources(target("http://127.0.0.1:1", allow_remote=False))
    found = {give() for _ in range(1024)}
    assert len(found) == 1024
    assert all(address.startswith("127.0.") for address, _port in found)


def test_events_are_read_with_their_last_id_and_moment():
    heard = read_events(
        b'retry: 2500\n\nid: a-1\nevent: air\ndata: {"air":{"since":"2026-11-24T06:00:00+00:00"}}\n\n'
        b': still here\n\nid: a-2\nevent: leading\ndata: {"leading":[{"number":"7K3MQ2XD5"}]}\n\n'
        b"id: a-3\nevent: counts\ndata: broken\n\n"
    )
    assert heard.names == ("air", "leading", "counts")
    assert (heard.last_id, heard.retry, heard.at) == ("a-3", 2.5, 1_795_500_000)
    assert heard.numbers == ("7K3MQ2XD5",)


def test_the_sample_questions_can_be_taken_in():
    found = read_questions()
    assert 180 <= len(found) <= 220
    assert {row.language for row in found} == set(LANGUAGES)
    assert all(SHORTEST <= len(row.text) <= LONGEST and row.theme for row in found)
    assert len({row.text for row in found}) == len(found)


def test_plain_lines_are_questions_too(tmp_path):
    path = tmp_path / "lines"
    path.write_text("\ufeffҚашан жөнделеді?\n\nКогда починят?\nWhen is it repaired?\n", encoding="utf-8")
    assert [row.language for row in read_questions(path)] == ["kk", "ru", "en"]
    path.write_text("\n")
    with pytest.raises(CommandError):
        read_questions(path)
