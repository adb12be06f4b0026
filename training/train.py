"""Trains the model that weighs readings, and writes its files: ``train.py BASE [--go-on] [--epochs N]``.

BASE is the folder with ``model.safetensors`` and ``vocab.txt`` of all-MiniLM-L6-v2; training/README.md tells where it
comes from.  The first layers stay as they are; the rest learns from training/passages, without those
kept aside; with ``--go-on`` it starts from the files that ship, and the mean
of the weights before and after is written.  About an hour on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
from pathlib import Path
from typing import Any

import network
import numpy as np
import texts
import torch
from torch import Tensor
from torch.nn import functional

from mapapp import locate
from mapapp.extract.weigh import model, pieces

#: Layers that are not trained; windows in a step; learning rates of encoder and small layers, and those for going on.
FIXED, STEP, SLOW, FAST = 3, 2, 3e-4, 1e-3
SLOW_ON, FAST_ON = 1.5e-4, 5e-4
#: What share of the words is hidden from the layers that learn, and of the phrases' numbers from the small ones.
HIDDEN, DROPPED = 0.08, 0.3
#: What share of the weights that one goes on from stays in the mean that is written (Wortsman et al. 2022).
STAYS = 0.3


def shared(scores: Tensor, none: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy over "none" and what is mentioned; what may be right too is left out of the sum."""
    if right.shape[1] == 0:
        return none.sum() * 0
    told = ((right == 1).any(1)) | ((right == 0).any(1) & ~(right < 0).any(1))
    masked = torch.cat([torch.zeros(len(right), 1, dtype=torch.bool), right < 0], 1)
    aim = torch.cat([((right == 1).sum(1, keepdim=True) == 0).float(), (right == 1).float()], 1)
    aim = aim / aim.sum(1, keepdim=True)
    likely = torch.log_softmax(torch.cat([none.unsqueeze(1), scores], 1).masked_fill(masked, -1e4), 1)
    return -(aim * likely).masked_fill(masked, 0).sum(1)[told].sum()


def yes_or_no(scores: Tensor, right: Tensor) -> Tensor:
    """Return the binary cross-entropy where something is known."""
    known = right >= 0
    return functional.binary_cross_entropy_with_logits(
        scores[known], right[known], reduction="sum", pos_weight=torch.tensor(1.5)
    )


def loss(answers: tuple[Tensor, ...], asked: dict[str, Any]) -> Tensor:
    """Return how wrong the answers for a window are."""
    told, statuses, units, places, nations, none = answers
    total = yes_or_no(told, asked["told"])
    rows = asked["told"] == 1
    if not rows.any():
        return total
    total = total + functional.cross_entropy(statuses[rows], asked["status"][rows], reduction="sum")
    known = asked["unit"] >= 0
    if known.any():
        total = total + 0.3 * functional.cross_entropy(units[known], asked["unit"][known], reduction="sum")
    total = total + shared(places[rows][..., 0], none[rows][:, 0], asked["goal"][rows])
    total = total + 0.7 * shared(places[rows][..., 1], none[rows][:, 1], asked["start"][rows])
    total = total + 0.2 * yes_or_no(places[rows][..., 2], asked["via"][rows])
    return total + shared(nations[rows], none[rows][:, 2], asked["actor"][rows])


def judged(net: network.Network, held: list[dict[str, Any]]) -> str:
    """Return how well texts kept aside are read: whether told, and the status of what is."""
    net.eval()
    hit = wrong = missed = stages = of = 0
    with torch.no_grad():
        for asked in held:
            told, statuses, *_ = net(net.enc.top(asked["low"], FIXED)[0], asked)
            says, right = told > 0, asked["told"]
            hit += int((says & (right == 1)).sum())
            wrong += int((says & (right == 0)).sum())
            missed += int((~says & (right == 1)).sum())
            rows = right == 1
            stages += int((statuses[rows].argmax(1) == asked["status"][rows]).sum())
            of += int(rows.sum())
    precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    return f"precision {precision:.3f}  recall {recall:.3f}  status {stages / max(1, of):.3f}"


def write(net: network.Network, base: Path, folder: Path) -> None:
    """Write the encoder with 8-bit weights, the small layers, the vocabulary and their checksums."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 (only to write)

    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    net.eval()
    torch.onnx.export(
        net.enc,
        (torch.zeros(1, 17, dtype=torch.long),),
        str(whole),
        input_names=["pieces"],
        output_names=["words"],
        dynamic_axes={"pieces": {1: "n"}, "words": {1: "n"}},
        opset_version=17,
        dynamo=False,
    )
    # A scale for each column: with one for a whole matrix, words correlate by 0.96 with the full weights', not by 0.99.
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    whole.unlink()
    heads = {name: value.numpy() for name, value in net.state_dict().items() if not name.startswith("enc.")}
    np.savez(folder / "heads.npz", **heads)
    (folder / "vocabulary.txt").write_bytes((base / "vocab.txt").read_bytes())
    names = ("encoder.onnx", "heads.npz", "vocabulary.txt")
    sums = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "model.sha256").write_text("".join(sums), "ascii")


def main() -> int:
    """Read, train, print how it goes, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("base", type=Path)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--go-on", action="store_true", help="start from the files that ship")
    args = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    gazetteer = locate.Gazetteer()
    vocabulary = pieces.Vocabulary((args.base / "vocab.txt").read_text("utf-8").splitlines())
    learn, held = [], []
    for passage in texts.passages():
        (held if texts.kept_aside(passage["id"]) else learn).extend(texts.examples(passage, gazetteer, vocabulary))
    net = network.Network(*(max(one[key].shape[-1] for one in learn) for key in ("signs", "p signs", "n signs")))
    net.enc.load(args.base / "model.safetensors")
    if args.go_on:
        network.shipped(net, model.FOLDER, FIXED)
    before = {name: value.clone() for name, value in net.state_dict().items()}
    net.eval()
    with torch.no_grad():
        for one in (*learn, *held):
            one["low"] = net.enc.bottom(one["pieces"].unsqueeze(0), FIXED)
    print(f"{len(learn)} windows; kept aside, before: {judged(net, held)}", flush=True)
    slow = [p for layer in net.enc.L[FIXED:] for p in layer.parameters()]
    fast = [p for name, p in net.named_parameters() if not name.startswith("enc.")]
    net.drop.p = DROPPED
    rates = (FAST_ON, SLOW_ON) if args.go_on else (FAST, SLOW)
    groups = [{"params": part, "lr": rate} for part, rate in zip((fast, slow), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = args.epochs * math.ceil(len(learn) / STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (0.08 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(args.epochs):
        net.train()
        random.shuffle(learn)
        total = 0.0
        for number, asked in enumerate(learn, 1):
            low = asked["low"]
            seen = (torch.rand(1, low.shape[1], 1) > HIDDEN).float()
            found = loss(net(net.enc.top(low * seen, FIXED)[0], asked), asked) / (8 * STEP)
            found.backward()
            total += float(found.detach())
            if number % STEP == 0 or number == len(learn):
                torch.nn.utils.clip_grad_norm_([*fast, *slow], 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
        print(f"epoch {epoch + 1}: loss {total * STEP / len(learn):.3f}  kept aside: {judged(net, held)}", flush=True)
    if args.go_on:
        after = net.state_dict()
        net.load_state_dict({name: STAYS * before[name] + (1 - STAYS) * value for name, value in after.items()})
    write(net, args.base, model.FOLDER)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
