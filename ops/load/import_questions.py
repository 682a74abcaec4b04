"""Measures `sukhbat import questions`: 100,000 generated lines into a database of its own, thrown away after.

    python -m ops.load.import_questions [--lines 100000]

Prints lines a second by the clock and by CPU, and the most memory the command held.
"""

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sukhbat.cli.demo.content_files import directory_rows, questions
from sukhbat.kernel.embedded_postgres import Cluster


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=100_000)
    lines = parser.parse_args().lines
    with tempfile.TemporaryDirectory(prefix="sukhbat-load-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # started by root, the server runs as another user
        write_lines(folder / "questions.csv", lines)
        with Cluster(folder / "postgres") as cluster:
            environment = {
                **os.environ,
                "DATABASE_URL": cluster.url,
                "SUKHBAT_VAR": name,
                "DJANGO_SETTINGS_MODULE": "sukhbat.settings.demo",
            }
            fill = (
                "import django; django.setup()\n"
                "from sukhbat.cli.preparing import prepare_database as p; p(progress=print)\n"
                "from sukhbat.cli.demo.directory import fill_directory as f\n"
                "from sukhbat.kernel.clock import now; f(now=now())"
            )
            subprocess.run([sys.executable, "-c", fill], env=environment, check=True)
            measure(folder / "questions.csv", lines, environment)


def write_lines(path: Path, lines: int) -> None:
    """A CSV of questions joined of two samples, with regions, themes and moments."""
    dice = random.Random(1)  # noqa: S311  the same lines each time are wanted, no secret
    texts = [row.text for row in questions()]
    regions = [row["code"] for row in directory_rows("regions.tsv")]
    themes = [row["slug"] for row in directory_rows("topics.tsv")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "text", "region", "theme"])
        for number in range(lines):
            text = f"{dice.choice(texts)} {dice.choice(texts)} ({number})"
            writer.writerow([number, text, dice.choice(regions), dice.choice(themes)])


def measure(path: Path, lines: int, environment: dict[str, str]) -> None:
    """Run the import and print its figures."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "sukhbat.cli", "import", "questions", str(path)]
    subprocess.run(command, env=environment, check=True)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    sys.stdout.write(
        f"{lines} lines in {seconds:.0f} s: {lines / seconds:.0f} a second, {lines / cpu:.0f} a second of CPU; "
        f"at most {after.ru_maxrss // 1024} MiB; {os.cpu_count()} processors\n"
    )


if __name__ == "__main__":
    main()
