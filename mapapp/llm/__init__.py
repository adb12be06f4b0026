"""A second extractor: a language model behind any OpenAI-compatible endpoint that the user names.

Nothing is asked unless the user plugs it in.  On the way of a report, in order:

1. `prompt`     the report in pieces, each as data beside instructions: prompt.md, filled from `fields`
2. `wire`       one POST a piece, without redirects, tools or streaming; `tape` keeps what goes over it, or replays it;
               `ahead` asks for several at a time
3. `answer`     what came back → records as JSON, or why not
4. `door`       what of a record's words stands in the report, by `fields`' schema and by exact spans
5. `claims`     numbers by `extract.strengths`, days by `extract.dates`, places by `locate`: never by the model

What does not pass is refused and told to `on_refused`.
"""

from __future__ import annotations

from mapapp.llm.cost import Estimate, Price
from mapapp.llm.extractor import LLMExtractor
from mapapp.llm.refusal import Refusal

__all__ = ["Estimate", "LLMExtractor", "Price", "Refusal"]
