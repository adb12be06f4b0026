"""Placing: the offline gazetteer, and which place each name in a report means."""

from mapapp.locate.gazetteer import Gazetteer
from mapapp.locate.ranking import Candidate, Context
from mapapp.locate.resolve import geoparse, toponyms
from mapapp.locate.toponym import Toponym

__all__ = ["Candidate", "Context", "Gazetteer", "Toponym", "geoparse", "toponyms"]
