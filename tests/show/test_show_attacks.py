# ruff: noqa: E501 (tables of attacks read best as they are)
"""Some five hundred hostile strings at once, through the page and into every field that a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample_movements import FEB_2

from mapapp.model import Claim, Disagreement, Movement, Place, PlaceKind, Report, Status, Strength, Unplaced
from mapapp.show import deployment_map, html, save_html

if TYPE_CHECKING:
    from playwright.sync_api import Page

JS = ["window.hit=1", "top.hit=1", "document.title='hit'", "fetch('//example.org/hit')", "location='//example.org/hit'"]
JINJA = [
    "7*7", "config", "self", "cycler.__init__.__globals__.os.popen('id').read()", "''.__class__.__mro__[1].__subclasses__()",
    "lipsum.__globals__['os'].system('id')", "request|attr('application')", "joiner.__init__.__globals__", "namespace()", "7*'7'",
    "range(9999)|list", "x.__class__.__base__", "url_for.__globals__", "get_flashed_messages.__globals__", "()|attr('__class__')",
]  # fmt: skip
AROUND_JINJA = [
    "{{%s}}", "{{ %s }}", "{{-%s-}}", "{%%print(%s)%%}", "{%% if %s %%}x{%% endif %%}", "{#%s#}", "{{'%s'|safe}}", "{%%set a=%s%%}{{a}}",
    "}}{{%s}}{{", "{%% raw %%}{%% endraw %%}{{%s}}", "${%s}", "#{%s}", "<%%= %s %%>", "${{%s}}", "@(%s)", "{{{%s}}}", "[[%s]]", "{%%-%s-%%}",
]  # fmt: skip
AROUND_JS = [
    "<script>%s</script>", "</script><script>%s</script>", "</title><script>%s</script>", "</style><script>%s</script>", "--><script>%s</script>",
    "<img src=x onerror=%s>", '"><img src=x onerror="%s">', "'><svg onload='%s'>", "<svg><animate onbegin=%s attributeName=x dur=1s>",
    "<svg><script>%s</script></svg>", "<math><mi xlink:href=javascript:%s>x</mi></math>", "<iframe srcdoc='<script>%s</script>'></iframe>",
    "<iframe src=javascript:%s></iframe>", "<object data=javascript:%s></object>", "<embed src=javascript:%s>", "<base href=//example.org/><a href=%s>",
    "<body onload=%s>", "<details open ontoggle=%s>", "<input autofocus onfocus=%s>", "<video><source onerror=%s></video>", "<marquee onstart=%s>",
    "<a href='javascript:%s'>x</a>", "javascript:%s", "JaVaScRiPt:%s", "java\tscript:%s", "data:text/html,<script>%s</script>", "`${%s}`", "${%s}",
    "');%s;('", '");%s;("', "\\');%s;//", "*/%s/*", "]]><script>%s</script>", "<!--%s-->", "<style>@import '//example.org/%s'</style>",
    "<div style=\"background:url(//example.org/%s)\">", "<link rel=stylesheet href=//example.org/%s>", "<meta http-equiv=refresh content='0;url=//example.org/%s'>",
    "<form action=//example.org/%s><button>x</button></form>", "&lt;script&gt;%s&lt;/script&gt;", "&#60;script&#62;%s&#60;/script&#62;",
    "\\u003cscript\\u003e%s", "\\x3cscript\\x3e%s", "%%3Cscript%%3E%s", "<scr\x00ipt>%s</scr\x00ipt>", "<\u200bscript>%s", "\u202e<script>%s", "+ADw-script+AD4-%s",
]  # fmt: skip
ATTACKS = [
    shape % body for shapes, bodies in ((AROUND_JINJA, JINJA), (AROUND_JS, JS)) for shape in shapes for body in bodies
]


def hostile(number: int, text: str) -> Movement:
    """Return a movement that has `text` in every place where a report's words can stand."""
    whole = f"Before {text} after."
    report = Report(whole, f"{number}{text}", title=text, publisher=text, url=text)
    place = Place(text, PlaceKind.CITY, 40.0 + number % 20, number % 90, f"{number}")
    quote = report.quote(7, 7 + len(text))
    claim = Claim(quote, Status.ORDERED, voice=text, unplaced=(Unplaced(text, 0, 1, text),))
    return Movement(
        f"m{number}", (claim,), Status.ORDERED, text, text, text, Strength(5, 5), None, place, (), FEB_2,
        disagreements=(Disagreement("unit", ((text, (0,)), ("else", (0,)))),),
    )  # fmt: skip


def test_there_are_enough_and_no_two_alike() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 400


def test_no_attack_reaches_the_page_outside_the_payload() -> None:
    moves = [hostile(number, text) for number, text in enumerate(ATTACKS)]
    page, plain = html(deployment_map(moves, title=" ".join(ATTACKS))), html(deployment_map([]))
    long = [text for text in ATTACKS if len(text) > 12]
    assert [text for text in long if text in page and text not in plain] == []


@pytest.mark.browser
def test_no_attack_runs_or_asks_or_is_evaluated(open_page: Callable[..., Page], tmp_path: Path) -> None:
    moves = [hostile(number, text) for number, text in enumerate(ATTACKS)]
    page = open_page(save_html(deployment_map(moves, title=ATTACKS[0]), tmp_path / "map.html"), timeout=60_000)
    shown: list[dict[str, Any]] = page.evaluate(
        """n => Array.from({ length: n }, (_, k) => {
          deploymentMap.select(`m${k}`);
          const card = document.querySelector('.dm-card');
          return { mark: card.querySelector('mark').textContent, links: card.querySelectorAll('figcaption a').length,
                   odd: card.querySelectorAll('script,img,svg,iframe,object,embed,form,style,link,meta,base,video,input').length };
        })""",
        len(ATTACKS),
    )
    for text, card in zip(ATTACKS, shown, strict=True):
        kept = text.replace("\x00", "␀").replace("\u202e", "⟨U+202E⟩")
        assert card == {"mark": kept, "links": 0, "odd": 0}
    assert page.evaluate("[window.hit, document.title]") == [None, ATTACKS[0]]
    page.evaluate("deploymentMap.select(null)")
    page.locator(".dm-facets summary").click()
    page.get_by_label("Search").fill("onerror")
    assert page.evaluate("window.hit") is None
