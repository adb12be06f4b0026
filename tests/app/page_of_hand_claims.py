"""The page with the sample's claims made by hand instead of read by the language model."""

import os
import sys
import threading
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from sample_claims import claims_of, hostile  # noqa: E402

import mapapp.extract  # noqa: E402
import mapapp.samples  # noqa: E402
from mapapp.app import main  # noqa: E402


def extract(report):
    if report.text == "boom":
        raise RuntimeError("a fault")
    if report.text == "gate":
        gate = Path(os.environ["MAPAPP_TEST_GATE"])
        while not gate.exists():
            threading.Event().wait(0.05)
    if report.text.startswith("{{7*7}}"):
        return [hostile(report)]
    return claims_of(report)


mapapp.extract.extract = extract
mapapp.samples.claims_of = lambda report: None
main()
