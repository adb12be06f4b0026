"""The small model: a transformer over the words, and four small layers over what it makes of them.

The transformer (`encoder.onnx`, 8-bit weights) runs in onnxruntime on one thread, one window at a time, so that the
same text gives the same answers whatever stands beside it.  `training/README.md` tells what it was made from and how.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mapapp.errors import LanguageModelError
from mapapp.extract.weigh.decide import Answers
from mapapp.extract.weigh.pieces import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mapapp.extract.weigh.windows import Mentioned, Range, Window

    Floats = NDArray[np.float32]

FOLDER = Path(__file__).parent / "model"
_FAR_BELOW = np.float32(-1e4)


class Model:
    """Answers what is asked about a window.

    Parameters
    ----------
    folder : Path
        With ``encoder.onnx``, ``heads.npz`` and ``vocabulary.txt``, and their SHA-256 in ``model.sha256``.

    Raises
    ------
    LanguageModelError
        When a file is missing or is not the one recorded.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime  # noqa: PLC0415 (loading it takes a quarter of a second that `--help` need not wait for)

        _check(folder)
        self.vocabulary = Vocabulary((folder / "vocabulary.txt").read_text("utf-8").splitlines())
        with np.load(folder / "heads.npz") as file:
            self._weights: dict[str, Floats] = {name: file[name].astype(np.float32) for name in file.files}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Exact products on every processor: without VNNI, sums of two are cut at 16 bits otherwise.
        options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def answer(self, window: Window) -> Answers:
        """Return the answers for the candidates of a window."""
        words = self._session.run(None, {"pieces": np.array([window.pieces], dtype=np.int64)})[0][0]
        sums = np.vstack([np.zeros((1, words.shape[1]), np.float32), np.cumsum(words, axis=0, dtype=np.float32)])
        size = len(window.pieces)

        def mean(spans: Sequence[Range]) -> Floats:
            low = np.array([min(a, size - 1) for a, _ in spans], dtype=np.int64)
            high = np.array([min(max(a + 1, b), size) for a, b in spans], dtype=np.int64)
            out: Floats = (sums[high] - sums[low]) / (high - low)[:, None].astype(np.float32)
            return out

        heads = words[[min(h, size - 1) for h in window.heads]]
        verbs = words[[min(h, size - 1) for h in window.verbs]]
        told = np.tanh(self._layer("c", np.hstack([mean(window.spans), heads, verbs])))
        signs = np.array(window.signs, dtype=np.float32)
        read = np.maximum(0, self._layer("cs", signs))
        hidden = np.maximum(0, self._layer("h", np.hstack([told, read])))
        skip = self._layer("skr", signs)
        none = self._layer("null", hidden)
        both = told + read
        places = self._pairs(both, window.places, window.place_signs, mean, "p")
        nations = self._pairs(both, window.nations, window.nation_signs, mean, "n")
        return Answers(
            _share(self._layer("rec", hidden)[:, 0] + skip[:, 0]),
            _shares(self._layer("st", hidden) + skip[:, 1:10]),
            _shares(self._layer("un", hidden) + skip[:, 10:]),
            _shares(np.hstack([none[:, 0:1], places[..., 0]])),
            _shares(np.hstack([none[:, 1:2], places[..., 1]])),
            _share(places[..., 2]),
            _shares(np.hstack([none[:, 2:3], nations[..., 0]])),
        )

    def _layer(self, name: str, values: Floats) -> Floats:
        out: Floats = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out

    def _pairs(
        self,
        candidates: Floats,
        mentioned: Sequence[Mentioned[Any]],
        signs: list[list[list[list[float]]]],
        mean: Callable[[Sequence[Range]], Floats],
        kind: str,
    ) -> Floats:
        """Return the scores of each candidate with each place or nation: those of its likeliest mention."""
        outputs = len(self._weights[f"{kind}o.bias"])
        scores = np.full((len(candidates), len(mentioned), outputs), _FAR_BELOW, dtype=np.float32)
        spans = [span for one in mentioned for span in one.spans]
        if not spans:
            return scores
        words = np.tanh(self._layer(kind, mean(spans)))
        flat = np.array([[s for one in row for s in one] for row in signs], dtype=np.float32)
        rows, columns = len(candidates), len(spans)
        left = np.broadcast_to(candidates[:, None, :], (rows, columns, candidates.shape[1]))
        right = np.broadcast_to(words[None, :, :], (rows, columns, words.shape[1]))
        joint = np.concatenate([left, right, left * right, flat], axis=2)
        every = self._layer(f"{kind}o", np.maximum(0, self._layer(f"{kind}h", joint))) + self._layer(f"sk{kind}", flat)
        at = 0
        for i, one in enumerate(mentioned):
            stop = at + len(one.spans)
            scores[:, i] = every[:, at:stop].max(axis=1)
            at = stop
        return scores


def _share(values: Floats) -> Floats:
    out: Floats = (1 / (1 + np.exp(-np.clip(values, -60, 60)))).astype(np.float32)
    return out


def _shares(values: Floats) -> Floats:
    above = np.exp(values - values.max(axis=1, keepdims=True))
    out: Floats = above / above.sum(axis=1, keepdims=True)
    return out


def _check(folder: Path) -> None:
    try:
        recorded = (folder / "model.sha256").read_text("ascii").splitlines()
    except OSError:
        raise LanguageModelError("the model that weighs readings is missing; install mapapp again") from None
    for line in recorded:
        digest, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise LanguageModelError(f"the model file {name} is missing or damaged; install mapapp again")


@lru_cache(maxsize=1)
def load() -> Model:
    """Return the model that comes with the install, loaded once."""
    return Model()
