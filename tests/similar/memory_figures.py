"""Run as a process of its own: what it costs to hold so many questions, and how long it takes to ask. Prints JSON.

``python -m tests.similar.memory_figures QUESTIONS CONCERNS``: with Django, the embedder and everything else that the
process has; the vectors are made up, each concern a bundle of near ones.
"""

import json
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sukhbat.settings.test")
os.environ.setdefault("DATABASE_URL", "postgresql:///none?host=/nonexistent")

ASKED = [
    "Балабақшаға кезек қашан жетеді?",
    "kogda otremontiruyut dorogu v nashem aule",
    "Когда в школах появится горячее питание для всех, а не только для начальных классов?",
    "мектепте орын жок балам кайда окиды",
    "Why is the internet in our village so slow?",
]


def main(questions: int, concerns: int) -> None:
    import django

    django.setup()
    import numpy as np

    from sukhbat.kernel.ids import uuid7
    from sukhbat.similar import process  # noqa: F401  all that the process loads
    from sukhbat.similar.embedding import loaded_embedding
    from sukhbat.similar.health import memory_mib
    from sukhbat.similar.held import Held
    from sukhbat.similar.memory import give_back
    from sukhbat.similar.places import Place
    from sukhbat.understanding.meaning.vectors import rounded

    embedding = loaded_embedding()
    held = Held(embedding.size, embedding.zones)
    # Every length of text, so that the runtime has all the room it will ever want.
    embedding.embedder.embed([" ".join(["мектеп жолы"] * words) for words in range(1, 90)])
    give_back()
    empty = memory_mib()
    dice = np.random.default_rng(1)
    middles = dice.standard_normal((concerns, embedding.size), dtype=np.float32)
    keys = [uuid7() for _ in range(concerns)]
    bodies = [uuid7() for _ in range(40)]
    names, standing = [], []
    for start in range(0, questions, 5_000):
        count = min(5_000, questions - start)
        of = dice.integers(0, concerns, count)
        rows = middles[of] + 0.7 * dice.standard_normal((count, embedding.size), dtype=np.float32)
        some = [uuid7() for _ in range(count)]
        body = [bodies[int(number) % len(bodies)] for number in of]
        held.hold(
            [Place(one, owner, "kk", True) for one, owner in zip(some, body, strict=True)], rounded(rows)
        )
        names += some
        standing += [keys[number] for number in of]
    held.stand_all(names, standing)
    # Reading anew where all stand needs room for two of them.
    held.stand_all(names, standing)
    del middles
    held.measure_some(500)
    names, standing = [], []
    give_back()
    full = memory_mib()
    took = []
    for number in range(200):
        begun = time.process_time()
        vector = embedding.embedder.embed([ASKED[number % len(ASKED)]])[0]
        held.near(vector, count=5)
        held.joins(vector, bodies[number % len(bodies)])
        took.append((time.process_time() - begun) * 1_000)
    took.sort()
    figures = {
        "questions": questions,
        "concerns": held.counts["concerns"],
        "empty_mib": empty,
        "full_mib": full,
        "cpu_ms_median": round(took[100], 1),
        "cpu_ms_p95": round(took[190], 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
