"""The actors' colours: apart for every common kind of colour vision, and plain against land and sea."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from mapapp.show import files

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION = {
    "ordinary": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.95047, 1.0, 1.08883])


def theme(dark: bool) -> dict[str, str]:
    text = files.styles()
    block = re.search(r':root\[data-theme="dark"\][^{]*\{(.*?)\}' if dark else r":root \{(.*?)\}", text, re.DOTALL)
    assert block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block[1]))


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    t = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(a: str, b: str) -> float:
    one, two = sorted((float(TO_XYZ[1] @ linear(c)) for c in (a, b)), reverse=True)
    return (one + 0.05) / (two + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISION)
def test_actors_are_told_apart(dark: bool, vision: str) -> None:
    colours = theme(dark)
    seen = [lab(np.asarray(VISION[vision]) @ linear(colours[f"actor-{k}"])) for k in range(6)]
    least = min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2))
    assert least > 20, f"{least:.1f}"


@pytest.mark.parametrize("dark", [False, True])
def test_signs_stand_out_and_words_can_be_read(dark: bool) -> None:
    colours = theme(dark)
    for name in [f"actor-{k}" for k in range(7)] + ["denied"]:
        for ground in ("land", "sea"):
            assert contrast(colours[name], colours[ground]) >= 3, (name, ground)
    for name, ground in [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("quiet", "soft"),
        ("link", "paper"),
        ("ink", "mark"),
        ("ink", "pill"),
    ]:
        assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["map-faint"], colours["land"]) >= 4.5
    assert contrast(colours["sea-name"], colours["sea"]) >= 4.5


def test_dark_is_the_same_by_system_and_by_choice() -> None:
    text = files.styles()
    system = re.search(r"prefers-color-scheme: dark\) \{ :root[^{]*\{(.*?)\}", text, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\][^{]*\{(.*?)\}', text, re.DOTALL)
    assert system
    assert chosen
    assert system[1].split() == chosen[1].split()
