"""From trained seeds to the files of a release: the transformer, the static table, zones and checksums."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from ops.model.calibrating import calibrated
from ops.model.corpus import concerns
from ops.model.export import export
from ops.model.network import Transformer
from ops.model.static_table import distilled, write
from ops.model.training import say
from sukhbat.understanding.meaning.embedder import TrainedEmbedder
from sukhbat.understanding.meaning.static import StaticEmbedder
from sukhbat.understanding.meaning.vocabulary import packed
from sukhbat.understanding.meaning.weights import pinned_weights

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
    dev = concerns(corpus, split="dev")
    zones = {
        embedder.version: asdict(calibrated(embedder, dev))
        for embedder in (trained, StaticEmbedder(weights, table=static.read_bytes()))
    }
    (out / "zones.json").write_text(json.dumps(zones, indent=2) + "\n")
    shipped = (transformer, static, vocabulary)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in shipped]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n")
    for path in shipped:
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    say(f"zones: {zones}")
