"""The page: widgets over the other rooms.  What can be worked out without a browser is in `reading`, `passages`,
`tables` and `work`; `page` lays it out.  The page of a case is laid out by `review`, with `forms` and `lists`; `acts`
says what its controls do.
"""

from __future__ import annotations


def main() -> None:
    """Draw the page; called by a script that ``streamlit run`` runs."""
    from mapapp.app import page, review  # noqa: PLC0415 (Streamlit takes a second to load)

    case = review.opened()
    if case is None:
        page.draw()
    else:
        review.draw(*case)
