"""The page with the sample's claims made by hand instead of read by the language model."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]

from sample_claims import claims_of  # noqa: E402

import mapapp.extract  # noqa: E402
from mapapp.app import main  # noqa: E402

mapapp.extract.extract = claims_of
main()
