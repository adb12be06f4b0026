"""The replies to one request → the records that the model answered, or the error that says why there are none."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from mapapp.errors import AnswerError, EndpointError
from mapapp.llm.cost import Used
from mapapp.llm.fields import MOST_RECORDS
from mapapp.llm.refusal import shown
from mapapp.llm.wire import Reply

#: Where no report can be read: the key, the address, the money.
_HOPELESS = {401: "it refuses the key", 402: "it wants to be paid first", 403: "it refuses the key"}
_HOPELESS |= {404: "it has no such address, or no such model", 405: "it takes no requests there"}
#: Fields that some endpoints do not take, and what to do then.
_HINTS = {
    "max_completion_tokens": "--request-field max_tokens=null --request-field max_completion_tokens=8000",
    "temperature": "--request-field temperature=null",
    "response_format": "--response-format json_object",
    "json_schema": "--response-format json_object",
    "context": "a smaller --piece or --max-tokens",
}
#: Some models think aloud first, some put JSON into a block of code.
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.S)
_FENCED = re.compile(r"\A```(?:json)?[^\S\n]*\n(.*)\n```\Z", re.S)


def read(replies: tuple[Reply, ...], endpoint: str, used: Used) -> list[Any]:
    """Return the records, unchecked, of the answer that the last of some replies holds.

    What the endpoint says that it used is added to `used`, whether the answer is of use or not.

    Raises
    ------
    EndpointError
        When no other request would fare better: the address, the key or the model is wrong.
    AnswerError
        When this request has no answer that can be used.
    """
    last = replies[-1]
    if last.status is None or not 200 <= last.status < 300:
        _fail(last, len(replies), endpoint)
    if "json" not in last.kind.lower():
        raise AnswerError(f"{endpoint} answered {last.kind or 'nothing that says what it is'} instead of JSON")
    told = _loads(last.body, f"{endpoint} answered no JSON")
    used.add(told.get("usage") if isinstance(told, dict) else None)
    try:
        choice = told["choices"][0]
        message, reason = choice["message"], choice.get("finish_reason")
        content = message.get("content")
        calls, refusal = message.get("tool_calls"), message.get("refusal")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise AnswerError(f"{endpoint} answered JSON without a message; is it OpenAI-compatible?") from None
    if calls:
        raise AnswerError("the model asked for a tool; it was offered none")
    if reason == "length":
        raise AnswerError("the answer was cut off at its most tokens; raise --max-tokens")
    if reason == "content_filter" or refusal:
        raise AnswerError(f"the model declined to answer ({shown(str(refusal or reason))})")
    if not isinstance(content, str) or not content.strip():
        raise AnswerError("the model answered nothing")
    return _records(content)


def _fail(last: Reply, tries: int, endpoint: str) -> NoReturn:
    many = f" ({tries} tries)" if tries > 1 else ""
    if last.status is None:
        if last.failure.startswith("cannot be reached"):
            raise EndpointError(f"{endpoint}: {last.failure}{many}; is it running, and is the address right?")
        raise AnswerError(f"{endpoint}: {last.failure}{many}")
    if 300 <= last.status < 400:
        raise EndpointError(f"{endpoint} {last.failure or 'leads elsewhere'}, which is not followed; name that address")
    said = _said(last.body)
    if last.status in _HOPELESS:
        raise EndpointError(f"{endpoint}: {_HOPELESS[last.status]} (status {last.status}){said}")
    if last.wait is not None and last.status in (429, 503):
        many += f", it asks for {last.wait:.0f} s of patience"
    raise AnswerError(f"{endpoint}: status {last.status}{many}{said}{_hint(said)}")


def _hint(said: str) -> str:
    """Return what to try where an endpoint does not take a field of the request."""
    return next((f"; try {option}" for word, option in _HINTS.items() if word in said), "")


def _said(body: str) -> str:
    """Return what an error answer says of itself."""
    try:
        error = json.loads(body)["error"]
        text = error["message"] if isinstance(error, dict) else error
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {shown(text, 200)}" if isinstance(text, str) and text else ""


def _records(content: str) -> list[Any]:
    bare = _THOUGHT.sub("", content, count=1).strip()
    fenced = _FENCED.match(bare)
    told = _loads(fenced[1] if fenced else bare, "the model answered no JSON")
    records = told.get("records") if isinstance(told, dict) else None
    if not isinstance(records, list) or set(told) != {"records"}:
        raise AnswerError('the model answered JSON of another shape than {"records": […]}')
    if len(records) > MOST_RECORDS:
        raise AnswerError(f"the model answered {len(records):,} records for one piece of text; {MOST_RECORDS} are most")
    return records


def _loads(text: str, fault: str) -> Any:
    def no_number(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number of JSON")

    try:
        return json.loads(text, parse_constant=no_number)
    except RecursionError:
        raise AnswerError(f"{fault}: it is nested too deeply") from None
    except ValueError as error:
        raise AnswerError(f"{fault}: {shown(str(error), 120)}") from None
