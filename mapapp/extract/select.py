"""Stage 1: which paragraphs can hold a movement.  Everything else is dropped before the costly stages."""

from __future__ import annotations

import re

from mapapp import language

_FORCE = re.compile(
    r"\w*ships?\b|\b(?:troop|soldier|force|militar|marine|army|armies|navy|naval|air ?force|brigad|battalion|regiment|division|corps|squadron|"
    r"platoon|commando|paratroop|infantry|cavalr|armou?r|artiller|batter|tank|aircraft|plane|warplane|jet|fighter|bomber|helicopter|"
    r"drone|ship|warship|destroyer|frigate|cruiser|carrier|submarine|corvette|vessel|fleet|flotilla|convoy|peacekeep|servicem|"
    r"service ?m|personnel|garrison|reinforc|contingent|detachment|unit|mission|reserv|guard|legion|adviser|advisor|trainer|"
    r"missile|launcher|patriot|base|outpost|headquarter|presence|deploy|build-?up|militia|mercenar|men\b|gunboat|wing|task|group|"
    r"USS|HMS|HMAS|HMCS|panzer|gurkha|sailor|airm|engineer|fighters?|defen[cs]e|vehicle|strong\b|regulars|presence|bradley|stryker|howitzer)",
    re.I,
)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the paragraphs that name something military."""
    return [(start, end) for start, end in language.paragraphs(text) if _FORCE.search(text, start, end)]
