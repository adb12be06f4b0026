"""Forces and places pair from left to right."""

from __future__ import annotations

from types import SimpleNamespace

from mapapp.extract.frames.pairing import pair
from mapapp.extract.parts import Part
from mapapp.extract.scene import Force, Spot


def force(start: int) -> Force:
    return Force(start, start + 1, None, None)


def spot(start: int) -> Spot:
    return Spot(start, start + 1, None, "", None)


def trigger(at: int) -> SimpleNamespace:
    return SimpleNamespace(root=SimpleNamespace(idx=at))


def test_each_force_takes_the_places_behind_it():
    first, second = force(1), force(3)
    north, south = (spot(2), Part.TO), (spot(4), Part.TO)
    assert pair(trigger(0), [first, second], [south, north]) == [([first], [north]), ([second], [south])]


def test_forces_gather_until_a_place_comes():
    both, goal = [force(1), force(2)], [(spot(3), Part.TO)]
    assert pair(trigger(0), both, goal) == [(both, goal)]


def test_a_last_force_without_a_place_shares_the_goals_but_not_the_origin():
    first, last = force(1), force(4)
    goal = (spot(3), Part.TO)
    pairs = pair(trigger(0), [first, last], [(spot(2), Part.FROM), goal])
    assert pairs[-1] == ([last], [goal])


def test_forces_before_the_trigger_come_first():
    subject = force(0)
    goal = (spot(5), Part.TO)
    assert pair(trigger(3), [subject], [goal]) == [([subject], [goal])]
