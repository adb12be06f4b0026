"""The page and the file, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
import zlib
from collections import Counter
from importlib import resources
from pathlib import Path

import folium
import pytest
from folium.plugins import Fullscreen
from hypothesis import given
from hypothesis import strategies as st
from sample_movements import REPORTS, claim, movement, sample

from mapapp.errors import OptionError, OutputError
from mapapp.model import Claim, Movement, Report, Status
from mapapp.show import deployment_map, files, html, save_html, text85
from mapapp.show.payload import LONGEST_QUOTE, encode, in_sentence


def unpack(payload: str) -> dict[str, object]:
    return json.loads(zlib.decompress(text85.decode(payload), -15))


def blocks(page: str, tag: str) -> list[str]:
    """Return the scripts or styles that run in a page: those that stand in it and those that its opener puts in."""
    packed = re.search(r'id="deployment-parts">([^<]*)<', page)
    assert packed
    parts = json.loads(zlib.decompress(text85.decode(packed[1]), -15))
    return re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) + [text for name, text in parts if name == tag]


def test_it_is_a_folium_map_without_foliums_scripts() -> None:
    m = deployment_map(sample())
    assert isinstance(m, folium.Map)
    assert m.default_js == [] == m.default_css


def test_leaflet_has_nothing_that_jinja_would_compile() -> None:
    script, style = files.leaflet()
    for text in (script, style, files.scripts(), files.styles(), files.opener(), files.packed(), files.basemap_block()):
        assert not re.search(r"\{\{|\{%|\{#", text)


def test_no_asset_ends_its_own_element() -> None:
    for text in (*files.leaflet(), files.scripts(), files.styles(), files.opener()):
        assert "</script" not in text.lower()
        assert "</style" not in text.lower()
        assert "<!--" not in text


def test_own_files_are_all_joined() -> None:
    folder = Path(files.__file__).parent / "assets"
    assert {path.name for path in folder.iterdir()} == {*files.OPENERS, *files.SCRIPTS, *files.STYLES}


def test_no_text_of_a_script_runs_over_lines() -> None:
    """The indents and remarks that a page leaves out are none of a text's own."""
    folder = Path(files.__file__).parent / "assets"
    for path in folder.glob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, f"{path.name}: {line}"


def test_a_page_without_movements_is_small() -> None:
    assert len(html(deployment_map([])).encode()) <= 350_000


def test_signs_that_hold_bytes_mean_nothing_to_a_page() -> None:
    assert len(set(text85.SIGNS)) == 85
    assert set(text85.SIGNS).isdisjoint("<>&\"'`\\{} \t\r\n")
    assert f'"{text85.SIGNS}"' in files.opener()


@given(st.binary(max_size=70))
def test_bytes_come_back_from_text(data: bytes) -> None:
    text = text85.encode(data)
    assert text85.decode(text) == data
    assert len(text) == len(data) + -(-len(data) // 4)


def test_text_that_no_bytes_make_is_refused() -> None:
    for text in ("ab<de", "abcdef"):
        with pytest.raises(ValueError, match="the text"):
            text85.decode(text)


def test_own_scripts_make_elements_from_text_nodes_alone() -> None:
    folder = Path(files.__file__).parent / "assets"
    for path in folder.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(.on", text
        )
        assert path.name == "folium.js" or "innerHTML" not in text  # popups that a user adds through folium


def test_policy_has_the_hash_of_every_script_and_style_and_nothing_loose() -> None:
    page = html(deployment_map(sample()))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("script", "style"):
        found = blocks(page, tag)
        assert len(found) > 2
        digests = {base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in found}
        assert set(rules[f"{tag}-src"].split()) == {f"'sha256-{digest}'" for digest in digests}
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_the_page_names_no_other_host() -> None:
    page = html(deployment_map(sample()))
    markup = re.sub(r"(<script[^>]*>).*?</script>|/\*.*?\*/", r"\1", page, flags=re.DOTALL)
    assert "//" not in re.sub(r"url\(data:image/png;base64,[^)]*\)", "", markup)
    assert not re.search(r"url\((?!data:|#)", markup)


def test_report_text_stands_in_the_payload_alone() -> None:
    page = html(deployment_map(sample(), title="Forces on the move"))
    for text in ("1,700 are bound", "Pentagon sets out", "Fort Bragg", "82nd Airborne", "Forces on the move"):
        assert text not in page


def test_the_same_movements_give_the_same_bytes() -> None:
    assert html(deployment_map(sample())) == html(deployment_map(sample()))


def test_a_map_can_be_rendered_twice() -> None:
    m = deployment_map(sample())
    assert html(m) == html(m)


def test_folium_layers_can_be_added() -> None:
    m = deployment_map(sample())
    folium.CircleMarker((50, 20), radius=9).add_to(m)
    assert "L.circleMarker" in html(m)


def test_a_tile_layer_lets_in_its_own_pictures_only() -> None:
    m = deployment_map(sample())
    folium.TileLayer("https://{s}.tile.example.org/{z}/{x}/{y}.png", attr="Example").add_to(m)
    assert "img-src data: https://*.tile.example.org;" in html(m)


def test_a_reader_may_enlarge_the_page() -> None:
    assert "user-scalable" not in html(deployment_map([]))


def test_a_layer_from_the_network_is_refused_by_name() -> None:
    m = deployment_map(sample())
    Fullscreen().add_to(m)
    with pytest.raises(OptionError, match="https://"):
        html(m)


def test_payload_keeps_every_field_and_each_text_once() -> None:
    data = unpack(encode(sample()))
    moves, strings = data["moves"], data["strings"]
    assert [strings[k] for k in moves["id"]] == [m.id for m in sample()]
    assert len(strings) == len(set(strings))
    at = {m.id: number for number, m in enumerate(sample())}
    assert moves["low"][at["poland"]] == 1700
    assert moves["high"][at["poland"]] == -1  # as high as low
    assert (moves["low"][at["yelnya"]], moves["high"][at["yelnya"]]) == (75_000, 80_000)
    assert moves["end"][at["sappers"]] == 8  # days after its start
    assert moves["partOf"][at["poland"]] == at["total"]
    assert sum(moves["claims"]) == len(data["claims"]["report"])


def test_payload_is_plain_ascii_whatever_the_text() -> None:
    text = "\ud800 \x00 {{7*7}} ${1} `x` </script> \u202e evil"
    report = Report(text, "r", title=text)
    payload = encode([Movement("m", (Claim(report.quote(0, len(text)), Status.PRESENT),), Status.PRESENT)], title=text)
    assert set(payload) <= set(text85.SIGNS)
    assert text in unpack(payload)["strings"]


def test_an_empty_map_has_an_empty_payload() -> None:
    assert unpack(encode([]))["moves"]["id"] == []
    assert "mapappShow(" in html(deployment_map([]))


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("One. Two three four. Five.", "three", ("Two ", "three", " four.")),
        ("One. Two three.", "Two three.", ("", "Two three.", "")),
        ("Head\n\nTwo three four\n\nFive", "three", ("Two ", "three", " four")),
        ("“Go.” He said 5,000 went.", "5,000", ("He said ", "5,000", " went.")),
        ("alone", "alone", ("", "alone", "")),
    ],
)
def test_a_quote_stands_in_its_sentence(text: str, quote: str, expected: tuple[str, str, str]) -> None:
    start = text.index(quote)
    assert in_sentence(Report(text, "r").quote(start, start + len(quote))) == expected


def test_a_quote_without_end_is_cut() -> None:
    text = "x" * 10_000_000
    before, quote, after = in_sentence(Report(text, "r").quote(5_000_000, 9_000_000))
    assert len(before) + len(quote) + len(after) < LONGEST_QUOTE + 1_000
    assert "[…]" in quote


def test_save_writes_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.html"
    m = deployment_map(sample())
    assert save_html(m, target) == target
    before = target.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        save_html(deployment_map([]), target)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_saved_file_has_ordinary_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        path = save_html(deployment_map([]), tmp_path / "m.html")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.parametrize("target", ["missing/map.html", "."])
def test_save_says_what_cannot_be_written(tmp_path: Path, target: str) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        save_html(deployment_map([]), tmp_path / target)


@pytest.mark.parametrize(
    "options",
    [
        {"theme": "sepia"},
        {"location": (50.0, 20.0)},
        {"zoom": 4},
        {"location": (95.0, 0.0), "zoom": 3},
        {"location": (5.0, 0.0), "zoom": 30},
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        deployment_map([], **options)  # type: ignore[arg-type]


def test_claims_share_one_copy_of_their_report() -> None:
    moves = [movement(f"m{k}", "300 for Germany") for k in range(50)]
    assert len(unpack(encode(moves))["reports"]["id"]) == 1
    assert claim("300 for Germany").report is REPORTS[0]


def test_no_two_scripts_name_a_function_alike() -> None:
    found = Counter(
        name
        for path in sorted((resources.files("mapapp.show") / "assets").iterdir(), key=str)
        if path.name.endswith(".js")
        for name in re.findall(r"^(?:async )?function\*? (\w+)", path.read_text("utf-8"), re.MULTILINE)
    )
    assert len(found) > 100
    assert [name for name, times in found.items() if times > 1] == []  # the later would silently replace the earlier
