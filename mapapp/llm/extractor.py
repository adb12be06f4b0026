"""The extractor itself: a report in, its claims out."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from mapapp.errors import AnswerError, EndpointError, OptionError
from mapapp.llm import answer, claims, door
from mapapp.llm.ahead import Ahead
from mapapp.llm.cost import BYTES_A_TOKEN, Estimate, Price, Used
from mapapp.llm.prompt import Request, ResponseFormat
from mapapp.llm.refusal import Refusal
from mapapp.llm.tape import Recorder, Replay
from mapapp.llm.wire import HttpWire, Wire

if TYPE_CHECKING:
    from mapapp.locate import Gazetteer
    from mapapp.model import Claim, Report

KEY_ENV = "MAPAPP_API_KEY"
#: Fields of a request that nobody may set: what is asked, and how the answer comes.  No tool is ever offered.
RESERVED = frozenset(("model", "messages", "response_format", "stream", "n", "tools", "tool_choice", "functions"))
_LOG = logging.getLogger("mapapp.llm")


class LLMExtractor:
    """Reads reports with a language model behind an OpenAI-compatible endpoint.

    The report's text goes to that endpoint.  The model answers with words of the report; numbers, days and places are
    read from them by mapapp's own parsers and gazetteer, and what does not stand in the report is refused.

    Parameters
    ----------
    url : str
        Base address of the API ("http://127.0.0.1:8080/v1").
    model : str
        The model's name there.
    key_env : str
        The environment variable that holds the key; without it none is sent.
    timeout : float
        Seconds that one try may take.
    retries : int
        Tries after the first; the pauses grow, and follow what the endpoint asks for.
    max_tokens : int
        The most tokens of one answer.
    piece : int
        Characters of a report in one request; a longer report is asked in pieces.
    response_format : {"json_schema", "json_object", "none"}
        How JSON is asked for.
    more : mapping, optional
        Fields to add to each request (``{"seed": 1}``); None takes one of ours away.
    save : path-like, optional
        A folder that keeps each request and answer.
    gazetteer : mapapp.locate.Gazetteer, optional
    on_refused : callable, optional
        Told of each `Refusal`; by default they are logged as warnings.
    said : callable, optional
        Told of tries that failed and are repeated.
    wire : Wire, optional
        What carries requests instead of HTTP.

    Raises
    ------
    OptionError
        When an argument is outside its range.
    OutputError
        When `save` cannot be written to.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key_env: str = KEY_ENV,
        timeout: float = 120.0,
        retries: int = 3,
        max_tokens: int = 8_000,
        piece: int = 16_000,
        response_format: ResponseFormat = "json_schema",
        more: Mapping[str, Any] | None = None,
        save: str | Path | None = None,
        gazetteer: Gazetteer | None = None,
        on_refused: Callable[[Refusal], None] | None = None,
        said: Callable[[str], None] = lambda _: None,
        wire: Wire | None = None,
    ) -> None:
        if not model.strip():
            raise OptionError("the model's name is empty; give the one that the endpoint knows")
        if timeout <= 0 or retries < 0 or max_tokens < 1 or piece < 1:
            raise OptionError(
                "the time-out, the most tokens and the size of a piece are above 0, the retries not below"
            )
        if response_format not in get_args(ResponseFormat):
            raise OptionError(f"{response_format!r} is none of {', '.join(get_args(ResponseFormat))}")
        self._check(more or {})
        self.request = Request(model, max_tokens, piece, response_format, dict(more or {}))
        if wire is None:
            wire = HttpWire(url, key_env=key_env, timeout=timeout, retries=retries, said=said)
            self.endpoint = wire.host
            wire = wire if save is None else Recorder(save, wire, self.request, wire.url)
        else:
            self.endpoint = url
        self.wire, self.used = wire, Used()
        self._given, self._refuse = gazetteer, on_refused or _log
        self._hopeless = False

    @staticmethod
    def _check(more: Mapping[str, Any]) -> None:
        """Refuse fields that would change what is asked for, or that no JSON holds."""
        fixed = sorted(RESERVED & set(more))
        if fixed or "" in more:
            raise OptionError(f"the field {fixed[0] if fixed else ''!r} of a request is not yours to set")
        try:
            json.dumps(dict(more), allow_nan=False)
        except (TypeError, ValueError) as error:
            raise OptionError(f"a field of the request is no JSON ({error})") from None

    @classmethod
    def replay(
        cls,
        folder: str | Path,
        *,
        gazetteer: Gazetteer | None = None,
        on_refused: Callable[[Refusal], None] | None = None,
    ) -> LLMExtractor:
        """Return an extractor that answers from a folder that `save` made, and asks nothing.

        Raises
        ------
        SourceError
            When the folder is no such folder.
        """
        wire = Replay(folder)
        made = cls(str(folder), wire.request.model, gazetteer=gazetteer, on_refused=on_refused, wire=wire)
        made.request = wire.request
        return made

    @property
    def name(self) -> str:
        """Return what claims say of who read them."""
        return f"llm:{self.request.model}"

    def __call__(self, report: Report) -> list[Claim]:
        """Return what a report claims, in the order of its quotes.

        Raises
        ------
        AnswerError
            When no piece of the report has an answer that can be used.
        EndpointError
            When the endpoint cannot be used at all; it is then asked no more.
        """
        if self._hopeless:
            raise EndpointError(f"left out, as {self.endpoint} cannot be used")
        passed: list[door.Checked] = []
        failures: list[tuple[int, int, AnswerError]] = []
        parts, numbers = self.request.pieces(report.text), 0
        for offset, text in parts:
            try:
                records = self._ask(report, text)
            except AnswerError as unusable:
                failures.append((offset, offset + len(text), unusable))
                continue
            words = door.Words(text, offset)
            for number, record in enumerate(records, numbers):
                try:
                    passed.append(door.check(number, numbers, record, words))
                except door.RefusedError as refused:
                    self._refuse(Refusal(report.id, number, str(refused)))
            numbers += len(records)
        if failures and len(failures) == len(parts):
            raise failures[0][2]
        for start, end, error in failures:
            self._refuse(Refusal(report.id, None, f"characters {start} to {end} were not read: {error}"))
        return claims.make(report, passed, self._gazetteer, self.name, self._refuse) if passed else []

    @contextmanager
    def ahead(self, reports: Iterable[Report], parallel: int) -> Iterator[None]:
        """Within the block, ask for up to `parallel` pieces at a time of reports that are then read in this order."""
        if parallel < 1:
            raise OptionError(f"{parallel} requests at a time are none; give 1 or more")
        wire = self.wire
        bodies = (self.request.body(report, text) for report in reports for _, text in self.request.pieces(report.text))
        with Ahead(wire, bodies, parallel) as together:
            self.wire = together
            try:
                yield
            finally:
                self.wire = wire

    def estimate(self, reports: Iterable[Report], price: Price | None = None) -> Estimate:
        """Return what it will take to read `reports`, before anything is asked."""
        count = requests = size = 0
        for report in reports:
            bodies = [self.request.body(report, text) for _, text in self.request.pieces(report.text)]
            count, requests, size = count + 1, requests + len(bodies), size + sum(map(len, bodies))
        return Estimate(count, requests, size // BYTES_A_TOKEN, requests * self.request.most_tokens, price)

    def _ask(self, report: Report, piece: str) -> list[Any]:
        try:
            return answer.read(self.wire.post(self.request.body(report, piece)), self.endpoint, self.used)
        except EndpointError:
            self._hopeless = True
            raise

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from mapapp.locate import Gazetteer  # noqa: PLC0415 (opened when there is something to place)

        return self._given or Gazetteer()


def _log(refusal: Refusal) -> None:
    _LOG.warning("%s", refusal)
