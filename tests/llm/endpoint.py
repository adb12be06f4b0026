"""A server on this machine that answers like an OpenAI-compatible API: well, badly, slowly, by halves, with malice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from mapapp.llm.fields import FIELDS

Handler = BaseHTTPRequestHandler
#: What one request is answered with: a status, headers and a body, or a function that writes what it likes.
Answer = tuple[int, dict[str, str], str | bytes] | Callable[[Handler, threading.Event], None]
NOTHING: dict[str, Any] = {one.name: [] if one.name == "via" else None for one in FIELDS}


def record(quote: str, **said: Any) -> dict[str, Any]:
    """Return a record of this quote; what is not said is null."""
    return {**NOTHING, "quote": quote, "status": "present", **said}


def chat(content: Any, reason: str = "stop", **message: Any) -> dict[str, Any]:
    """Return an answer of the API with this content: a text, or an object as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": reason, "message": {"role": "assistant", "content": text, **message}}
        ],
        "usage": {"prompt_tokens": 1200, "completion_tokens": 300, "total_tokens": 1500},
    }


def ok(*records: dict[str, Any]) -> Answer:
    """Return the answer with these records."""
    return as_json(chat({"records": list(records)}))


def as_json(body: Any, status: int = 200, **headers: str) -> Answer:
    """Return an answer with this JSON."""
    kind = {"content-type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return status, kind, body if isinstance(body, str | bytes) else json.dumps(body)


@dataclass
class Endpoint:
    """What the server answers next, and what it was asked."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def report(self, number: int = -1) -> dict[str, Any]:
        """Return the report as it was sent."""
        sent: dict[str, Any] = json.loads(self.asked[number]["messages"][1]["content"])
        return sent


@contextmanager
def serving() -> Iterator[Endpoint]:
    """Run the server; the last answer is given again and again."""
    endpoint, over = Endpoint(), threading.Event()

    class Serve(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            endpoint.asked.append(json.loads(body))
            endpoint.headers.append({name.lower(): value for name, value in self.headers.items()})
            endpoint.paths.append(self.path)
            answer = endpoint.answers.pop(0) if len(endpoint.answers) > 1 else endpoint.answers[0]
            if callable(answer):
                answer(self, over)
                return
            status, headers, text = answer
            data = text if isinstance(text, bytes) else text.encode()
            self.send_response(status)
            for name, value in {"content-length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of a caller that has hung up: that is what some tests are about."""

    server = Server(("127.0.0.1", 0), Serve)
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield endpoint
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
