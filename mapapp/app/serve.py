"""The page's server, ``python -m mapapp.app.serve SETTINGS``: Streamlit, and meanwhile what the first visit needs.

Streamlit loads a page's program when somebody visits it.  Here that is done while the server starts and the browser
opens: a large case is read and its map made before they ask for it.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path


def main() -> None:
    """Serve the page until it is stopped."""
    threading.Thread(target=ahead, daemon=True).start()
    from streamlit.web.cli import main as serve  # noqa: PLC0415 (the thread begins before it is loaded)

    serve(["run", str(Path(__file__).with_name("script.py")), *sys.argv[1:]])


def ahead() -> None:
    """Load what draws maps, read the case that the page is of and make its map."""
    with contextlib.suppress(Exception):  # whoever visits the page is told
        import mapapp.show  # noqa: F401, PLC0415 (loads folium)
        from mapapp.app import review  # noqa: PLC0415

        case = review.opened()
        if case is not None:
            review.ahead(*case)


if __name__ == "__main__":
    main()
