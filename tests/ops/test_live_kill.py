"""kill -9 of the live service, the jobs and the database server, while a rehearsal asks, supports and watches."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from http.client import HTTPConnection

import pytest

from sukhbat.cli.children import Child
from sukhbat.cli.demo.ports import free_port
from tests.ops.installation import ROOT, Installation, until

pytestmark = pytest.mark.slow

PEOPLE, VIEWERS = 400, 60
KILLING = 40  # seconds
# Seconds; some viewers read the snapshot for a minute, because the database was away when they came back.
COMING_BACK = 65
VICTIMS = ("live", "jobs", "postgres")

PREPARE = """
from sukhbat.cli.demo.directory import fill_directory
from sukhbat.cli.demo.load import make_live
from sukhbat.cli.preparing import prepare_database
from sukhbat.kernel import clock
prepare_database(progress=lambda sentence: None)
fill_directory(now=clock.now())
print(json.dumps(make_live(now=clock.now())))
"""

LOOK = """
from collections import Counter
from sukhbat.assignments.balances import broken_balances
from sukhbat.kernel import clock
from sukhbat.ledger.models import Entry, Leaf
from sukhbat.people.models import Person
from sukhbat.questions.models import Question, QuestionPrivate, Support
from sukhbat.questions.support_tally import supports_of
people = dict(Person.objects.filter(email__endswith="@rehearsal.invalid").values_list("pk", "email"))
mine = Support.objects.filter(person_id__in=people, taken_back_at=None)
ids = dict(Question.objects.values_list("number", "pk"))
counted = Counter(Support.objects.filter(taken_back_at=None).values_list("question__number", flat=True))
told = supports_of(ids.values())
indexes = sorted(Leaf.objects.values_list("index", flat=True))
print(json.dumps({
    "numbers": {str(key): number for key, number in QuestionPrivate.objects.filter(
        author_id__in=people).values_list("key", "question__number")},
    "questions": Question.objects.count(),
    "keys": QuestionPrivate.objects.values("key").distinct().count(),
    "entries": Entry.objects.filter(event="question:received").values("subject").distinct().count(),
    "all_entries": Entry.objects.filter(event="question:received").count(),
    "supports": [[people[person], number] for person, number in mine.values_list("person_id", "question__number")],
    "wrong_counts": [number for number, pk in ids.items() if told[pk] != counted[number]],
    "waiting": Entry.objects.count() - Leaf.objects.count(),
    "dense": indexes == list(range(len(indexes))),
    "broken": broken_balances(now=clock.now()),
}))
"""


class LiveInstallation(Installation):
    """The embedded server, the live service and the jobs; no pages, which have their own test."""

    def start(self) -> None:
        self.live_port = free_port("127.0.0.1", self.port + 1)
        commands = {
            "live": [sys.executable, "-m", "sukhbat.live", "--port", str(self.live_port)],
            "jobs": [sys.executable, "-m", "sukhbat.jobs"],
        }
        for name, command in commands.items():
            log = self.var / "log" / f"{name}.log"
            self.children[name] = Child(name, ["env", *self._settings(), *command], log)
            self.children[name].start()

    def environment(self) -> dict[str, str]:
        # The audience comes from many addresses of its own and names none in a header.
        return {**super().environment(), "CLIENT_ADDRESS_HEADER": ""}

    def is_healthy(self) -> bool:
        link = HTTPConnection("127.0.0.1", self.live_port, timeout=10)
        try:
            link.request("GET", "/live/health")
            return link.getresponse().status == 200
        except OSError:
            return False
        finally:
            link.close()

    def rehearse(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "sukhbat.cli", "rehearse", *words]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, text=True)


@pytest.fixture
def installation(tmp_path_factory):
    found = LiveInstallation(tmp_path_factory.mktemp("live-kill"))
    found.cluster.start()
    yield found
    found.stop()


def test_what_was_acknowledged_is_there_once_whatever_is_killed(installation, tmp_path):
    slug = installation.ask_python(PREPARE)
    installation.start()
    until(installation.is_healthy, "the live service is well")
    passes, report, journal = (tmp_path / name for name in ("passes", "report.json", "journal"))
    prepared = installation.rehearse(
        "prepare", "--conference", slug, "--people", str(PEOPLE), "--out", str(passes)
    )
    assert prepared.wait(60) == 0
    script = f"0s viewers {VIEWERS}; 0s ask 20/s; 0s support 40/s; {KILLING + COMING_BACK}s end"
    playing = installation.rehearse(
        "run", f"http://127.0.0.1:{installation.live_port}", "--passes", str(passes), "--script", script,
        "--patience", "90s", "--json", str(report), "--journal", str(journal), "--no-progress",
    )  # fmt: skip
    killed = _kill_for_a_while(installation)
    said, _ = playing.communicate(timeout=240)
    assert playing.returncode == 0, said
    told = json.loads(report.read_text())
    _compare(installation, journal.read_text(), told)
    assert min(killed.values()) >= 2, killed
    assert told["questions"]["broken"] + told["questions"]["shed"] > 0, "nobody felt the killing"
    assert told["viewers"]["reconnected"] >= VIEWERS, "the viewers did not come back by themselves"
    assert told["timeline"]["rows"][-1][1] >= VIEWERS * 3 // 4


def _kill_for_a_while(installation: LiveInstallation) -> Counter:
    killed = Counter(dict.fromkeys(VICTIMS, 0))
    deadline = time.monotonic() + KILLING
    time.sleep(3)
    while time.monotonic() < deadline or min(killed.values()) < 2:
        victim = min(killed, key=killed.get) if random.random() < 0.5 else random.choice(VICTIMS)
        installation.kill(victim)
        killed[victim] += 1
        time.sleep(random.uniform(1, 4))
    return killed


def _compare(installation: LiveInstallation, journal: str, told: dict) -> None:
    """Sent, acknowledged, stored: every acknowledged one is there, and nothing is there twice or unasked."""
    lines = [json.loads(line) for line in journal.splitlines()]
    sent = {line["key"] for line in lines if line["what"] == "asks"}
    acknowledged = {line["key"]: line["number"] for line in lines if line["what"] == "asked"}
    wishes = {
        (line["person"], line["number"]): line["wanted"] for line in lines if line["what"] == "supported"
    }
    until(lambda: installation.ask_python(LOOK)["waiting"] == 0, "the log is numbered to its end")
    found = installation.ask_python(LOOK)
    assert len(acknowledged) == told["questions"]["acknowledged"] > 100
    assert {key: found["numbers"].get(key) for key in acknowledged} == acknowledged
    assert set(found["numbers"]) <= sent
    assert len(set(found["numbers"].values())) == len(found["numbers"])
    assert found["questions"] == found["keys"] == found["entries"] == found["all_entries"]
    assert found["dense"]
    assert found["broken"] == []
    stored = Counter((int(address[10:16]) - 1, number) for address, number in found["supports"])
    assert set(stored.values()) <= {1}
    assert {wish: bool(stored[wish]) for wish in wishes} == wishes
    assert len(wishes) > 100
    assert found["wrong_counts"] == []
