"""Placing: the offline gazetteer, and which place each name in a report means."""

from mapapp.locate.gazetteer import Gazetteer
from mapapp.locate.ranking import Candidate, Context

__all__ = ["Candidate", "Context", "Gazetteer"]
