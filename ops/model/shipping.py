"""From trained seeds to the files of a release: the transformer, the static table, zones and checksums."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from ops.model.calibrating import calibrated
from ops.model.corpus import concerns
from ops.model.export import export
from ops.model.landmarks import middles
from ops.model.network import Transformer
from ops.model.static_table import distilled, write
from ops.model.training import say
from sukhbat.understanding.meaning.embedder import Embedder, TrainedEmbedder, normalised
from sukhbat.understanding.meaning.landmarks import Landmarks
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.vocabulary import packed
from sukhbat.understanding.meaning.weights import Weights, pinned_weights

MODEL = Path(__file__).parents[2] / "sukhbat/understanding/meaning/model"


def ship(folders: Sequence[Path], corpus: Path, out: Path = MODEL) -> None:
    """Write the files of a release. The mean of the seeds' weights does a little better than each of them."""
    weights = pinned_weights()
    network = Transformer(weights)
    states = [torch.load(folder / "best.pt") for folder in folders]
    network.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    out.mkdir(exist_ok=True)
    transformer, static = out / "transformer.int8.onnx", out / "static.npz"
    export(network, weights, transformer)
    trained = TrainedEmbedder(weights, model=transformer.read_bytes(), threads=2)
    write(distilled(trained, weights, concerns(corpus, split="train")), static)
    vocabulary = out / "vocabulary.xz"
    vocabulary.write_bytes(packed(weights))
    measure(weights, corpus, out)


def measure(weights: Weights, corpus: Path, out: Path = MODEL) -> None:
    """Landmarks and zones of the embedders in a folder, and its checksums."""
    train, dev = (concerns(corpus, split=split) for split in ("train", "dev"))
    embedders: tuple[Embedder, ...] = (
        TrainedEmbedder(weights, model=(out / "transformer.int8.onnx").read_bytes(), threads=2),
        StaticEmbedder(weights, table=(out / "static.npz").read_bytes()),
    )
    rows = {embedder.version: middles(embedder, train) for embedder in embedders}
    np.savez_compressed(out / "landmarks.npz", **rows)
    zones = {}
    for embedder in embedders:
        landmarks = Landmarks(normalised(rows[embedder.version].astype(np.float32)))
        found = calibrated(embedder, dev, landmarks)
        zones[embedder.version] = {"join": found.join, "suggest": found.suggest}
    (out / "zones.json").write_text(json.dumps(zones, indent=2) + "\n")
    shipped = [
        out / name for name in ("transformer.int8.onnx", "static.npz", "vocabulary.xz", "landmarks.npz")
    ]
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in shipped]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    for path in shipped:
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    say(f"zones: {zones}")
