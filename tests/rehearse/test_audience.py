"""The audience against a service that misbehaves: nothing acknowledged is forgotten, nothing is asked twice."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from sukhbat.cli.main import main
from sukhbat.cli.rehearse.addresses import target
from sukhbat.cli.rehearse.events import Listener
from sukhbat.cli.rehearse.figures import Polling, Watching
from sukhbat.cli.rehearse.guests import Guests, read_guests, write_guests
from sukhbat.cli.rehearse.line import Door, Lines
from sukhbat.cli.rehearse.snapshots import Snapshots
from sukhbat.cli.rehearse.viewer import Viewer
from tests.rehearse.fake_live import FakeLive

GUESTS = Guests(
    conference="talk",
    until=datetime.now(UTC) + timedelta(hours=1),
    consent=1,
    passes=tuple(f"pass-{number}" for number in range(50)),
    themes=("roads",),
    regions=("75",),
)


async def _rehearse(fake, tmp_path, script, *options):
    """Run the command beside the fake service; its exit code and report."""
    write_guests(tmp_path / "passes", GUESTS)
    arguments = ["rehearse", "run", f"http://127.0.0.1:{fake.port}", "--passes", str(tmp_path / "passes")]
    arguments += ["--script", script, "--json", str(tmp_path / "report.json"), "--no-progress", *options]
    code = await asyncio.to_thread(main, arguments)
    return code, json.loads((tmp_path / "report.json").read_text())


def test_what_was_lost_on_the_way_is_sent_again_with_the_same_key(tmp_path):
    async def play():
        async with FakeLive(lost=5, shed=5) as fake:
            return fake, *(await _rehearse(fake, tmp_path, "0s ask each 8; 0s support 20/s; 2s end"))

    fake, _code, report = asyncio.run(play())
    questions = report["questions"]
    assert questions["sent"] == questions["acknowledged"] == len(fake.numbers) > 20
    assert questions["broken"] == 5
    # One question may lose its answer twice.
    assert 1 <= questions["known_key"] <= 5
    assert questions["shed"] == 5
    assert report["supports"]["acknowledged"] > 10
    assert len(fake.networks) > 8
    assert {post["language"] for post in fake.posts} <= {"kk", "ru", "en"}
    assert report["checked"]["lost"] == 0
    assert report["checked"]["found"] == report["checked"]["looked_for"] > 0


def test_a_service_that_forgets_what_it_acknowledged_fails_the_rehearsal(tmp_path):
    async def play():
        async with FakeLive(forgets=True) as fake:
            return await _rehearse(fake, tmp_path, "0s ask 20/s; 1s end")

    code, report = asyncio.run(play())
    assert code == 1
    assert report["checked"]["lost"] == report["questions"]["acknowledged"] > 0


def test_a_promise_that_does_not_hold_fails_the_rehearsal(tmp_path):
    async def play():
        async with FakeLive() as fake:
            return await _rehearse(fake, tmp_path, "0s ask 20/s; 1s end")

    code, report = asyncio.run(play())
    assert report["checked"]["lost"] == 0
    assert len(report["checked"]["bad_promises"]) == report["checked"]["promises"] > 0
    assert code == 1


def test_refusals_are_counted_by_their_code_and_not_repeated(tmp_path):
    async def play():
        async with FakeLive() as fake:
            write_guests(tmp_path / "wrong", Guests("talk", GUESTS.until, 1, ("nonsense",)))
            return await _rehearse(fake, tmp_path, "0s ask 10/s; 1s end", "--passes", str(tmp_path / "wrong"))

    code, report = asyncio.run(play())
    assert code == 0
    assert report["questions"]["refused"] == {"401 bad_pass": report["questions"]["sent"]}


def test_the_journal_names_what_was_sent_and_what_was_acknowledged(tmp_path):
    async def play():
        async with FakeLive(lost=2) as fake:
            journal = tmp_path / "journal"
            await _rehearse(fake, tmp_path, "0s ask 20/s; 1s end", "--journal", str(journal))
            return fake, [json.loads(line) for line in journal.read_text().splitlines()]

    fake, lines = asyncio.run(play())
    assert {line["key"] for line in lines if line["what"] == "asks"} == set(fake.numbers)
    assert {line["key"]: line["number"] for line in lines if line["what"] == "asked"} == fake.numbers


async def _watching(fake, watching, count=3):
    door = Door(target(f"http://127.0.0.1:{fake.port}", allow_remote=False))
    snapshots = Snapshots(Lines(door, most=8), "/live/conferences/talk/snapshot", Polling())
    listener, opening = Listener(), asyncio.Semaphore(10)
    viewers = [
        Viewer(door, "/live/conferences/talk/stream", snapshots, watching, listener) for _ in range(count)
    ]
    return [asyncio.create_task(viewer.watch(opening)) for viewer in viewers]


async def _until(check):
    for _ in range(300):
        if check():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


async def _end(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_viewers_come_back_from_where_they_were_and_only_news_counts_as_delay():
    async def play():
        watching = Watching()
        async with FakeLive() as fake:
            tasks = await _watching(fake, watching)
            await _until(lambda: len(fake.streams) == 3)
            fake.tell("air", {"air": None}, "first-7")
            await _until(lambda: watching.messages == 6)
            fake.drop_all()
            await _until(lambda: watching.reconnected == 3)
            await _end(tasks)
            return fake, watching

    fake, watching = asyncio.run(play())
    assert fake.resumed == ["first-7"] * 3
    assert watching.dropped == 3
    assert watching.now == 0
    assert watching.delay.count == 3
    assert watching.delay.longest < 5


def test_those_turned_away_read_the_snapshot():
    async def play():
        watching = Watching()
        async with FakeLive(capacity=1) as fake:
            tasks = await _watching(fake, watching)
            await _until(lambda: watching.polling == 2)
            await _end(tasks)
            return watching

    watching = asyncio.run(play())
    assert watching.refused == {"503": 2}
    assert watching.opened == 1


def test_passes_are_their_owners_only_and_come_back_as_written(tmp_path):
    write_guests(tmp_path / "passes", GUESTS)
    assert (tmp_path / "passes").stat().st_mode & 0o777 == 0o600
    assert read_guests(tmp_path / "passes") == GUESTS


@pytest.mark.parametrize("text", ["", "nothing\nof it", "{}\npass"])
def test_another_file_is_no_list_of_passes(tmp_path, text, capsys):
    (tmp_path / "passes").write_text(text)
    assert main(["rehearse", "run", "http://127.0.0.1:9", "--passes", str(tmp_path / "passes")]) == 1
    assert "rehearse prepare" in capsys.readouterr().err
