"""Who has been named so far in a report: people with their country, the last nations, the writer's own side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract import lexicon

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Span

    from mapapp.extract.scene import Scene

_BREAKS = (".", ",", ";", " and ", " to ", " in ", " with ", " of ")
_NEAR = 45
#: Ranks and offices, which alone are nobody's name.
_RANKS = frozenset(
    """admiral general president minister king queen marshal colonel captain major sir lord prince emperor chief
    secretary commander""".split()
)


class Cast:
    """What is known of the actors at this point of a report.

    Parameters
    ----------
    published : datetime.date or None
        Decides who led a country.
    home : str or None
        Whose "we" and "our" are.
    common : list of str
        The nations of the report, most often named first.
    dated : str, optional
        The country that the report is dated from; its own papers do not name it.
    """

    def __init__(self, published: date | None, home: str | None, common: list[str], dated: str | None = None) -> None:
        self.published = published
        self.home = home
        self.common = common
        self.dated = dated
        self.people: dict[str, str] = {}
        self.last: tuple[str, ...] = ()
        self.ships: dict[str, str | None] = {}

    def learn(self, scene: Scene) -> None:
        """Remember "Russian President Vladimir Putin" as Putin of Russia."""
        for person in scene.entities:
            if person.label_ == "PERSON" and any(t.text[0].isalpha() for t in person):
                country = _side(scene, person)
                if country is not None:
                    self.people.setdefault(person[-1].text.lower(), country)

    def person(self, name: str) -> str | None:
        """Return the country that a person acts for, if it is known."""
        if name.lower() in _RANKS:
            return None
        last = "".join(name.split()[-1:]).lower()
        return self.people.get(last) or lexicon.leader(name, self.published)


def _side(scene: Scene, person: Span) -> str | None:
    """Return the nation named right before a person, with nothing but an office between."""
    near = [h for h in scene.nations if 0 <= person.start_char - h.end <= _NEAR and h.form != "organisation"]
    if not near:
        return None
    between = scene.text[near[-1].end : person.start_char].lower()
    if "minister of" not in between and any(mark in between for mark in _BREAKS):
        return None
    return near[-1].country
