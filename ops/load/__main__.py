"""``python -m ops.load [NAME] [OPTIONS]``: the benchmarks; without a name, what there is."""

import runpy
import sys

BENCHMARKS = {
    "after_air": "a backlog of 20,000 checks; then 41,000 questions told what follows the live part",
    "asking_together": "what appears while one types beside a concern of 41,000; its askers told of it",
    "collective": "one answer to 41,000 people: its list, its one transaction, its notices, other work beside it",
    "conference_page": "the anonymous page of a conference over 1,000, 10,000 and 100,000 questions",
    "intake": "taking questions in by batches: rows a second and CPU of each, beside pgbench",
    "import_questions": "importing 100,000 lines: lines a second and memory",
    "live": "the live hour: submissions, supports, viewers, processes or together (an argument)",
    "regrouping": "everything open grouped anew on a database: 30,000 questions, before and after decisions",
    "search": "searching 1,000 and 100,000 questions by kinds of queries; reading texts into its index",
    "supports": "supporting questions in batches: supports a second and CPU of each, PostgreSQL's too",
}


def main() -> None:
    """Run the named benchmark with the options that follow."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in BENCHMARKS:
        lines = [f"  {each:<18} {what}" for each, what in BENCHMARKS.items()]
        sys.stdout.write("\n".join(['Choose one: make load ARGS="NAME"', *lines, ""]))
        raise SystemExit(2 if name else 0)
    sys.argv = [f"ops.load.{name}", *sys.argv[2:]]
    runpy.run_module(f"ops.load.{name}", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
