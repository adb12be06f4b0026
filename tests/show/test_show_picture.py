"""Pictures for print: whole, the same each time, right in what they say, and never more than a picture."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sample_movements import BRAGG, FEB_2, movement, sample, theatres

from mapapp.errors import OptionError
from mapapp.export import export
from mapapp.model import Claim, Movement, Place, PlaceKind, Report, Status, Strength
from mapapp.show import files
from mapapp.show.picture import picture
from mapapp.show.picture.labels import Labels
from mapapp.show.picture.style import LINES, actor_slots, colours

HOSTILE = "$x^{2}$ \\frac{{7*7}} </svg><script>alert(1)</script> --> <!-- &amp; \x00\x1b \ud800 \u202eabc %s {0}"


Say = Callable[..., set[str]]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Give a function that draws a picture and returns the texts that were written on it."""
    said: set[str] = set()
    write = Labels.write

    def kept(self: Labels, x: float, y: float, text: str, *rest: Any, **style: Any) -> None:
        said.add(text)
        write(self, x, y, text, *rest, **style)

    monkeypatch.setattr(Labels, "write", kept)

    def draw(movements: list[Movement], **options: Any) -> set[str]:
        said.clear()
        picture(movements, "png", **{"dpi": 50, **options})
        return set(said)

    return draw


def test_a_png_has_the_papers_size_and_is_no_blank() -> None:
    image = Image.open(io.BytesIO(picture(sample(), "png", dpi=60)))
    assert image.size == (701, 496)  # 297 × 210 mm
    assert len(image.convert("RGB").resize((80, 60)).getcolors(9999)) > 200
    assert Image.open(io.BytesIO(picture([], "png", dpi=60, paper="A5", upright=True))).size == (349, 496)


def test_the_same_movements_give_the_same_bytes() -> None:
    few = sample()[:6]
    for form in ("png", "svg", "pdf"):
        assert picture(few, form, dpi=50) == picture(few, form, dpi=50)


def test_a_picture_says_what_is_in_it(say: Say) -> None:
    said = say(sample(), title="Forces on the move")
    assert {"Forces on the move", "16 movements from 2 reports of 2 February 2022 – 4 February 2022"} <= said
    assert "12 of 16 movements are in this picture" in said  # as the page's first view, and one without a place
    assert {"1,700", "75,000–80,000", "3 ships", "about 900", "thousands", "denied", "‹ Fort Bragg"} <= said
    assert {"Withdrawn", "Reports differ", "Sources: Example Wire, Example Daily"} <= said


def test_a_view_and_a_day_are_followed(say: Say) -> None:
    said = say(sample(), view=(3, 25.0, 175.0), day=date(2022, 2, 3))
    assert "Until 3 February 2022" in said
    assert "Yokosuka" not in said
    said = say(sample(), view=(3, 25.0, 175.0))
    assert {"Yokosuka", "Pearl Harbor", "1 ship"} <= said


def test_the_key_lists_only_what_is_drawn(say: Say) -> None:
    said = say([m for m in sample() if m.id == "jets"])
    assert "Completed" in said
    assert not {"Ordered", "Planned", "On alert", "Already there", "Denied: said not to happen"} & said


def test_very_many_are_cut_and_said_to_be(say: Say) -> None:
    said = say(theatres(700))
    assert any(re.fullmatch(r"1[0-5]\d of 700 movements are in this picture", text) for text in said)


def test_no_text_is_more_than_text() -> None:
    report = Report(HOSTILE.replace("\x00", "").replace("\ud800", ""), "id", date(2022, 2, 2), publisher=HOSTILE)
    place = Place(HOSTILE, PlaceKind.CITY, 50.0, 20.0, HOSTILE)
    claim = Claim(report.quote(0, 5), Status.ORDERED)
    made = Movement("m", (claim,), Status.ORDERED, HOSTILE, HOSTILE, HOSTILE, Strength(), BRAGG, place, date=FEB_2)
    drawn = picture([made], "svg", title=HOSTILE)
    root = ET.fromstring(drawn)  # noqa: S314 (our own file)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    drawing = {"svg", "g", "path", "defs", "use", "clipPath", "rect", "style", "pattern", "image"}
    assert tags <= drawing | {"metadata", "RDF", "Work", "title", "type", "date", "format", "creator", "Agent"}
    links = {value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")}
    assert all(link.startswith("#") for link in links)
    assert len(picture([made], "png", title=HOSTILE, dpi=50)) > 5_000


@pytest.mark.parametrize(
    "wrong", [{"form": "gif"}, {"paper": "B5"}, {"dpi": 0}, {"view": (99, 0, 0)}, {"view": (3, 95, 0)}]
)
def test_wrong_options_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        picture(sample(), **{"form": "png", **wrong})  # type: ignore[arg-type]


def test_over_the_pole_and_at_one_point() -> None:
    far = Place("North Slope", PlaceKind.CITY, 70.0, -150.0), Place("Severomorsk", PlaceKind.BASE, 69.0, 33.4)
    assert len(picture([movement("m", "he said", origin=far[0], destination=far[1])], "svg")) > 5_000
    assert len(picture([movement("m", "he said", origin=far[0], destination=far[0])], "svg")) > 5_000


def test_export_writes_them(tmp_path: Path) -> None:
    export(sample(), tmp_path / "map.svg", title="By export", sheet={"paper": "A5"})
    assert (tmp_path / "map.svg").read_bytes().startswith(b"<?xml")
    with pytest.raises(OptionError):
        export(sample(), tmp_path / "map.png", sheet={"paper": "A9"})
    assert not (tmp_path / "map.png").exists()


def test_lines_and_colours_are_those_of_the_page() -> None:
    told = re.search(r"const LINES = \{(.*?)\};", files.scripts(), re.DOTALL)
    assert told
    page = {
        name: tuple(float(n) for n in re.findall(r"[\d.]+", steps))
        for name, steps in re.findall(r"(\w+): \[(.*?)\]", told[1])
    }
    assert page == {status.value: steps for status, steps in LINES.items()}
    assert {f"actor-{slot}" for slot in range(7)} <= set(colours())
    assert actor_slots(sample())["US"] == 0
    assert actor_slots(sample())["RU"] == 1
