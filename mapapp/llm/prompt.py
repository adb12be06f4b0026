"""The request for a report: the instructions filled from `fields`, and the report in pieces, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType
from typing import Any, Literal

from mapapp import language
from mapapp.llm import fields
from mapapp.model import Report

ResponseFormat = Literal["json_schema", "json_object", "none"]

#: Half a surrogate pair is no UTF-8: it is sent as a replacement character, which keeps the offsets.
_LONE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

EXAMPLE_TEXT = (
    "About 300 Norwegian soldiers will sail from Bergen to Latvia in May, the ministry said. "
    "A frigate is already in the Baltic Sea. No troops will be sent to Mali."
)
_NOTHING: dict[str, Any] = {name.name: [] if name.name == "via" else None for name in fields.FIELDS}
EXAMPLE_RECORDS: tuple[dict[str, Any], ...] = (
    _NOTHING
    | {"quote": "About 300 Norwegian soldiers will sail from Bergen to Latvia in May", "actor": "NO"}
    | {"quantity_text": "About 300", "quantity_min": 300, "quantity_max": 300, "quantity_unit": "personnel"}
    | {"origin": "Bergen", "dest": "Latvia", "status": "planned", "date_text": "in May", "voice": "the ministry"},
    _NOTHING
    | {"quote": "A frigate is already in the Baltic Sea.", "actor": "NO", "equipment": "frigate"}
    | {"quantity_text": "A", "quantity_min": 1, "quantity_max": 1, "quantity_unit": "ships"}
    | {"dest": "Baltic Sea", "status": "present"},
    _NOTHING
    | {"quote": "No troops will be sent to Mali.", "actor": "NO", "quantity_unit": "personnel"}
    | {"dest": "Mali", "status": "denied", "voice": "the ministry"},
)


@dataclass(frozen=True)
class Request:
    """What every request of a run has in common.

    Parameters
    ----------
    model : str
        The model's name at the endpoint.
    max_tokens : int
        The most that one answer may have.
    piece : int
        Characters of a report in one request; a longer report is asked in pieces.
    response_format : {"json_schema", "json_object", "none"}
        How the endpoint is told that JSON is wanted; not every one takes a schema.
    more : mapping
        Fields that are added to each request, or take the place of ours; None takes one away.
    """

    model: str
    max_tokens: int = 8_000
    piece: int = 16_000
    response_format: ResponseFormat = "json_schema"
    more: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def most_tokens(self) -> int:
        """Return the most tokens of one answer, by whatever field of the request says so."""
        told = [self.more.get("max_completion_tokens"), self.more.get("max_tokens"), self.max_tokens]
        return next(number for number in told if type(number) is int)

    def pieces(self, text: str) -> list[tuple[int, str]]:
        """Return (offset, text) of a report's pieces: whole paragraphs, together at most `piece` characters.

        A paragraph that is longer than that is a piece by itself.
        """
        sent = text.translate(_LONE)
        found: list[tuple[int, int]] = []
        for start, end in language.paragraphs(text):
            if found and end - found[-1][0] <= self.piece:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return [(start, sent[start:end]) for start, end in found]

    def body(self, report: Report, piece: str) -> bytes:
        """Return the request for one piece of a report; the same piece gives the same bytes."""
        told = {"title": report.title, "published": report.published.isoformat() if report.published else None}
        data = {key: value.translate(_LONE) for key, value in told.items() if value} | {"text": piece}
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": instructions()},
                {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
            ],
            "temperature": 0,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        if self.response_format == "json_schema":
            shape = {"name": "records", "strict": True, "schema": fields.answer_schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif self.response_format == "json_object":
            body["response_format"] = {"type": "json_object"}
        body = {key: value for key, value in {**body, **self.more}.items() if value is not None}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@cache
def instructions() -> str:
    """Return prompt.md with the definitions of the code filled in."""
    template = Template((Path(__file__).parent / "prompt.md").read_text("utf-8"))
    return template.substitute(
        fields="\n".join(f"- `{one.name}`: {one.meaning}" for one in fields.FIELDS),
        statuses="\n".join(f"- `{status}`: {meaning}" for status, meaning in fields.STATUSES.items()),
        conventions="\n".join(f"- {fields.convention(words)}" for words in fields.CONVENTIONS),
        longest_quote=fields.LONGEST_QUOTE,
        example_text=json.dumps(EXAMPLE_TEXT),
        example_answer=json.dumps({"records": EXAMPLE_RECORDS}),
    )
