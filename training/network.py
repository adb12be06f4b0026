"""The network that is trained: a BERT encoder (six layers of 384), and small layers over its words and the signs.

`mapapp/extract/weigh/model.py` computes the same with onnxruntime and numpy; the layers' names are those of its files.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, HIDDEN = 384, 12, 6, 128
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "ln1": "attention.output.LayerNorm",
    "a": "intermediate.dense",
    "b": "output.dense",
    "ln2": "output.LayerNorm",
}


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.a, self.b = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor) -> Tensor:
        """Return what the layer makes of words, shape (1, words, width)."""

        def split(part: nn.Linear) -> Tensor:
            return part(x).view(1, -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        heed = torch.softmax(split(self.q) @ split(self.k).transpose(-1, -2) / math.sqrt(WIDTH // HEADS), -1)
        told = (self.drop(heed) @ split(self.v)).transpose(1, 2).reshape(1, -1, WIDTH)
        x = self.ln1(x + self.drop(self.o(told)))
        return self.ln2(x + self.drop(self.b(functional.gelu(self.a(x)))))


class Encoder(nn.Module):
    """Pieces to words in their context, shape (1, pieces) to (1, pieces, width)."""

    def __init__(self) -> None:
        super().__init__()
        self.w, self.p, self.t = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.ln, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.L = nn.ModuleList(Layer() for _ in range(LAYERS))

    def bottom(self, numbers: Tensor, layers: int) -> Tensor:
        """Return what the first layers make of pieces; they are not trained, so once is enough."""
        x = self.ln(self.w(numbers) + self.p(torch.arange(numbers.shape[1])).unsqueeze(0) + self.t.weight[0])
        for layer in self.L[:layers]:
            x = layer(x)
        return x

    def top(self, x: Tensor, layers: int) -> Tensor:
        """Return what the layers above the first ones make of it."""
        x = self.drop(x)
        for layer in self.L[layers:]:
            x = layer(x)
        return x

    def forward(self, numbers: Tensor) -> Tensor:
        return self.top(self.bottom(numbers, 0), 0)

    def load(self, path: Path) -> None:
        """Take the weights of a BERT model in its usual names."""
        told = load_file(path)
        mine = {
            "w.weight": told["embeddings.word_embeddings.weight"],
            "p.weight": told["embeddings.position_embeddings.weight"],
            "t.weight": told["embeddings.token_type_embeddings.weight"],
        }
        for end in ("weight", "bias"):
            mine[f"ln.{end}"] = told[f"embeddings.LayerNorm.{end}"]
            for i in range(LAYERS):
                for short, name in _PARTS.items():
                    mine[f"L.{i}.{short}.{end}"] = told[f"encoder.layer.{i}.{name}.{end}"]
        self.load_state_dict(mine)


def shipped(net: Network, folder: Path, layers: int) -> None:
    """Take the layers above the first ones, and the small layers, from files that were written before.

    The encoder's weights there are 8-bit whole numbers with a scale: what is taken is what they stand for.
    """
    import onnx  # noqa: PLC0415 (only to go on from files)
    from onnx import numpy_helper  # noqa: PLC0415

    graph = onnx.load(str(folder / "encoder.onnx")).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name: value for name, value in held.items() if name.startswith("L.")}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            whole = held[f"{name}_quantized"].astype("float32") - held[f"{name}_zero_point"].astype("float32")
            _, layer, part, _ = node.name.split("/")  # "/L.3/q/MatMul_quant"
            found[f"{layer}.{part}.weight"] = (whole * held[f"{name}_scale"]).T
    own = net.state_dict()
    for name, value in found.items():
        if int(name.split(".")[1]) >= layers:
            own[f"enc.{name}"] = torch.tensor(value)
    with np.load(folder / "heads.npz") as heads:
        own.update({name: torch.tensor(heads[name]) for name in heads.files})
    net.load_state_dict(own)


class Network(nn.Module):
    """Encoder and answers; `signs`, `places` and `nations` are the numbers of signs of each."""

    def __init__(self, signs: int, places: int, nations: int) -> None:
        super().__init__()
        self.enc = Encoder()
        self.c, self.cs = nn.Linear(3 * WIDTH, HIDDEN), nn.Linear(signs, HIDDEN)
        self.p, self.n = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN)
        self.ph, self.po, self.skp = nn.Linear(3 * HIDDEN + places, HIDDEN), nn.Linear(HIDDEN, 3), nn.Linear(places, 3)
        self.nh, self.no, self.skn = (
            nn.Linear(3 * HIDDEN + nations, HIDDEN),
            nn.Linear(HIDDEN, 1),
            nn.Linear(nations, 1),
        )
        self.h, self.rec, self.st, self.un = (
            nn.Linear(2 * HIDDEN, HIDDEN),
            nn.Linear(HIDDEN, 1),
            nn.Linear(HIDDEN, 9),
            nn.Linear(HIDDEN, 7),
        )
        self.null, self.skr = nn.Linear(HIDDEN, 3), nn.Linear(signs, 17)
        self.drop = nn.Dropout(0.25)

    def forward(self, words: Tensor, asked: dict[str, Any]) -> tuple[Tensor, ...]:
        """Return scores: told, statuses, units, places (goal, start, via), nations, and of none of them."""
        sums = torch.cat([torch.zeros(1, WIDTH), words.cumsum(0)])

        def mean(spans: Tensor) -> Tensor:
            return (sums[spans[:, 1]] - sums[spans[:, 0]]) / (spans[:, 1] - spans[:, 0]).unsqueeze(1)

        signs = asked["signs"]
        if self.training:  # so that no single sign is relied on
            signs = signs * (torch.rand_like(signs) > 0.05)
        phrase = torch.cat([mean(asked["spans"]), words[asked["heads"]], words[asked["verbs"]]], 1)
        told, read = torch.tanh(self.c(self.drop(phrase))), torch.relu(self.cs(signs))
        hidden = torch.relu(self.h(self.drop(torch.cat([told, read], 1))))
        skip, both = self.skr(signs), told + read

        def pairs(kind: str, part: nn.Linear, inner: nn.Linear, outer: nn.Linear, straight: nn.Linear) -> Tensor:
            feats, outputs = asked[f"{kind} signs"], outer.out_features
            scores = torch.full((len(both), asked[f"{kind} count"], outputs), -1e4)
            if not asked[f"{kind} count"]:
                return scores
            names = torch.tanh(part(self.drop(mean(asked[f"{kind} spans"]))))
            left = both.unsqueeze(1).expand(-1, len(names), -1)
            right = names.unsqueeze(0).expand(len(both), -1, -1)
            joint = torch.cat([self.drop(left), self.drop(right), left * right, feats], 2)
            every = outer(torch.relu(inner(joint))) + straight(feats)
            own = asked[f"{kind} own"].view(1, -1, 1).expand(len(both), -1, outputs)
            return scores.scatter_reduce(1, own, every, "amax")

        return (
            self.rec(hidden)[:, 0] + skip[:, 0],
            self.st(hidden) + skip[:, 1:10],
            self.un(hidden) + skip[:, 10:],
            pairs("p", self.p, self.ph, self.po, self.skp),
            pairs("n", self.n, self.nh, self.no, self.skn)[..., 0],
            self.null(hidden),
        )
