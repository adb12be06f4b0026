"""Stage 10: a second opinion on every reading of the grammar, by a small model that reads the words around it.

The grammar proposes; this weighs.  Each noun phrase that could be a force is a candidate, with what the grammar made of
it among its signs.  A small transformer reads the sentences around it, and four questions are answered for each: is it
told of a movement or presence at all, how far has that got, which place is its goal or its start, and whose is it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapapp.extract.weigh import candidates, decide, model, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapapp.extract.cast import Cast
    from mapapp.extract.scene import Draft, Scene

__all__ = ["weigh"]


def weigh(text: str, scenes: Sequence[Scene], drafts: Sequence[Draft], cast: Cast) -> list[Draft]:
    """Return what of a report's drafts stays, mended, and the drafts of what the grammar missed.

    Parameters
    ----------
    text : str
        Of the report.
    scenes : sequence of Scene
        Its sentences.
    drafts : sequence of Draft
        What the grammar read in them.
    cast : Cast
        Who was named in the report.

    Raises
    ------
    LanguageModelError
        When the model is missing or damaged.
    """
    weigher = model.load()
    found = candidates.find(scenes, drafts)
    cuts = windows.cut(scenes, found, text, cast, weigher.vocabulary, drafts)
    return decide.drafts(((window, weigher.answer(window)) for window in cuts), drafts)
