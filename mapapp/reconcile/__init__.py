"""Claims of one or many reports → movements.

In order: what one report tells of one movement is taken together (`tellings`, `retold`) and linked to
its total (`parts`); tellings of several reports
that fit are grouped (`group`, by the weights of `alike`); each group's common view and its differences are worked out
(`agree`); parts are linked to their totals (`movements`, `rest`); denials and divided strengths are set against each
other (`against`).
The result does not depend on the order of the reports; `growing` gives the same for claims that come and go.
`totals` counts strengths once.
"""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.model import Claim, Movement, Report
from mapapp.reconcile.against import marked
from mapapp.reconcile.counting import Estimate, Total, estimate, kind_of, totals
from mapapp.reconcile.group import groups
from mapapp.reconcile.movements import movements_of
from mapapp.reconcile.parts import parted
from mapapp.reconcile.retold import joined
from mapapp.reconcile.rules import rules
from mapapp.reconcile.tellings import tellings
from mapapp.reconcile.ties import Ties
from mapapp.reconcile.words import publisher, strength_words

__all__ = [
    "Estimate",
    "Ties",
    "Total",
    "estimate",
    "kind_of",
    "publisher",
    "reconcile",
    "reconcile_claims",
    "rules",
    "strength_words",
    "totals",
]


def reconcile(told: Iterable[Report | Claim]) -> list[Movement]:
    """Return the movements that reports, or their claims, tell of.

    Parameters
    ----------
    told : iterable of Report or Claim
        A report is read by `mapapp.extract` first.  Of a report whose claims are given, all must be given, in the
        order that `extract` gave them: their links are places in that list.

    Returns
    -------
    list of Movement
        In the order of the reports' days and ids and of the claims in them, whatever order was given.

    Raises
    ------
    ModelError
        When a claim points to one that is not given.
    """
    claims: list[Claim] = []
    for item in told:
        if isinstance(item, Report):
            from mapapp.extract import extract  # noqa: PLC0415 (claims alone need no language model)

            claims += extract(item)
        else:
            claims.append(item)
    return reconcile_claims(claims)


def reconcile_claims(claims: Iterable[Claim], ties: Ties | None = None) -> list[Movement]:
    """Return the movements that `claims` tell of; as `reconcile`, without reports.

    Parameters
    ----------
    claims : iterable of Claim
    ties : Ties, optional
        What someone decided of them, which goes before what the fields say.
    """
    ties = ties or Ties()
    return marked(movements_of(groups(parted(joined(tellings(claims, ties), ties), ties), ties)))
