"""The page over made-up movements, for ``benchmarks/show_page.py``: as many as the environment's MAPAPP_MANY."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "show")]

from sample_movements import many  # noqa: E402 (the checkout goes on the path first)

from mapapp.app import main, work  # noqa: E402

if not hasattr(sys, "mapapp_many"):  # the script runs anew at each action
    sys.mapapp_many = many(int(os.environ["MAPAPP_MANY"]))
MOVEMENTS = sys.mapapp_many
PICTURE = work.Picture((), {}, {}, MOVEMENTS, {movement.id: movement for movement in MOVEMENTS})
work.picture = lambda *_: PICTURE
main()
