"""Against a server that answers like the real API: what is sent, what is waited for, what is refused."""

from __future__ import annotations

import json
import socket
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from endpoint import Answer, Endpoint, Handler, as_json, chat, ok, record, serving

from mapapp.errors import AnswerError, EndpointError, OptionError
from mapapp.llm import LLMExtractor, Refusal
from mapapp.llm.wire import LARGEST, HttpWire, checked, retry_after
from mapapp.locate import Gazetteer
from mapapp.model import Claim, Report

KEY = "sk-a-key-that-nobody-may-see"
FRIGATE = record("A frigate is already in the Baltic Sea.", dest="Baltic Sea", equipment="frigate")


def asking(
    endpoint: Endpoint, gazetteer: Gazetteer, pauses: list[float], refused: list[Refusal] | None = None, **options: Any
) -> LLMExtractor:
    """Return an extractor on the server whose pauses are written down and not waited for."""
    timeout, retries = options.pop("timeout", 20.0), options.pop("retries", 2)
    said = options.pop("said", lambda _: None)
    wire = HttpWire(
        endpoint.url, key_env="MAPAPP_API_KEY", timeout=timeout, retries=retries, sleep=pauses.append, said=said
    )
    on_refused = (lambda _: None) if refused is None else refused.append
    return LLMExtractor(endpoint.url, "m", wire=wire, gazetteer=gazetteer, on_refused=on_refused, **options)


def read(endpoint: Endpoint, gazetteer: Gazetteer, report: Report, *answers: Answer, **options: Any) -> list[Claim]:
    endpoint.answers = list(answers)
    return asking(endpoint, gazetteer, [], **options)(report)


def test_a_good_answer_becomes_claims(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    (claim,) = read(endpoint, gazetteer, report, ok(FRIGATE))
    assert claim.destination is not None
    assert (claim.destination.id, claim.extractor) == ("sea:baltic-sea", "llm:m")
    assert report.text[claim.quote.start : claim.quote.end] == claim.quote.verbatim == FRIGATE["quote"]


def test_what_is_sent(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPAPP_API_KEY", KEY)
    read(endpoint, gazetteer, report, ok(), more={"seed": 7, "temperature": None})
    (body,) = endpoint.asked
    assert endpoint.paths == ["/v1/chat/completions"]
    assert endpoint.headers[0]["authorization"] == f"Bearer {KEY}"
    assert body["model"] == "m"
    assert body["stream"] is False
    assert body["seed"] == 7
    assert not {"temperature", "tools", "functions", "tool_choice"} & set(body)
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["records"]
    assert endpoint.report() == {"title": report.title, "published": "2024-02-02", "text": report.text}
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(("form", "sent"), [("json_object", {"type": "json_object"}), ("none", None)])
def test_how_json_is_asked_for(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, form: str, sent: object
) -> None:
    read(endpoint, gazetteer, report, ok(), response_format=form)
    assert endpoint.asked[0].get("response_format") == sent


def test_without_a_key_none_is_sent(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    assert read(endpoint, gazetteer, report, ok()) == []
    assert "authorization" not in endpoint.headers[0]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_with_growing_pauses(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, status: int
) -> None:
    pauses: list[float] = []
    told: list[str] = []
    endpoint.answers = [as_json({"error": {"message": "busy"}}, status)] * 2 + [ok(FRIGATE)]
    (claim,) = asking(endpoint, gazetteer, pauses, said=told.append)(report)
    assert claim.quote.verbatim == FRIGATE["quote"]
    assert 1 <= pauses[0] <= 2 <= pauses[1] <= 3
    assert [f"status {status}" in line for line in told] == [True, True]


def test_retry_after_is_followed(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    pauses: list[float] = []
    endpoint.answers = [as_json("{}", 429, retry_after="17"), ok(FRIGATE)]
    assert len(asking(endpoint, gazetteer, pauses)(report)) == 1
    assert pauses == [17.0]


def test_who_asks_for_too_much_patience_is_left(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    pauses: list[float] = []
    endpoint.answers = [as_json({"error": {"message": "come back"}}, 429, retry_after="3600")]
    with pytest.raises(AnswerError, match=r"status 429, it asks for 3600 s of patience: 'come back'"):
        asking(endpoint, gazetteer, pauses)(report)
    assert pauses == []


def test_tries_end(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    with pytest.raises(AnswerError, match=r"status 500 \(3 tries\)"):
        read(endpoint, gazetteer, report, as_json("no JSON at all", 500))
    assert len(endpoint.asked) == 3


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (as_json({"error": {"message": "bad key"}}, 401), "refuses the key"),
        (as_json({"error": "no money"}, 402), "no money"),
        (as_json({}, 403), "refuses the key"),
        (as_json({"error": {"message": "no model m"}}, 404), "no model m"),
    ],
)
def test_what_cannot_pass_ends_the_asking(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, answer: Answer, says: str
) -> None:
    endpoint.answers = [answer]
    llm = asking(endpoint, gazetteer, [])
    with pytest.raises(EndpointError, match=says):
        llm(report)
    with pytest.raises(EndpointError, match="left out"):
        llm(report)
    assert len(endpoint.asked) == 1


def test_a_redirect_is_followed_nowhere(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    with serving() as other:
        other.answers = [ok(FRIGATE)]
        for status in (301, 302, 307, 308):
            with pytest.raises(EndpointError, match=f"leads to {other.url}.*not followed"):
                read(endpoint, gazetteer, report, as_json("", status, location=f"{other.url}/chat/completions"))
        assert other.asked == []


def test_an_endpoint_that_is_not_there(gazetteer: Gazetteer, report: Report) -> None:
    with serving() as gone:
        pass
    pauses: list[float] = []
    with pytest.raises(EndpointError, match=r"cannot be reached .*\(3 tries\)"):
        asking(gone, gazetteer, pauses)(report)
    assert len(pauses) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("HTTP_PROXY", "nonsense://x"), ("ALL_PROXY", "http://:bad:port"), ("SSL_CERT_FILE", "/gone.pem")],
)
def test_an_environment_that_leads_nowhere_is_told_in_one_line(
    name: str, value: str, endpoint: Endpoint, gazetteer: Gazetteer, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("NO_PROXY", "")
    endpoint.url = "http://127.0.0.1:1/v1"
    with pytest.raises(EndpointError, match="cannot be reached") as failed:
        asking(endpoint, gazetteer, [], retries=0)(report)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("url", ["http://a..b/v1", "http://-/v1", "http://[::1]:1/v1", f"http://{'a' * 300}/v1"])
def test_hosts_that_cannot_be(url: str, gazetteer: Gazetteer, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_host(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_host)
    with pytest.raises(EndpointError, match="cannot be reached"):
        asking(Endpoint(url), gazetteer, [], retries=0)(report)


def silent(_: Handler, over: threading.Event) -> None:
    over.wait(20)


def dripping(handler: Handler, over: threading.Event) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.end_headers()
    while not over.wait(0.02):
        handler.wfile.write(b" ")


def dripping_headers(handler: Handler, over: threading.Event) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
    while not over.wait(0.02):
        handler.wfile.write(b"x")


def cut_off(handler: Handler, _: threading.Event) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def endless(handler: Handler, over: threading.Event) -> None:
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.end_headers()
    while not over.is_set():
        handler.wfile.write(b" " * 100_000)


@pytest.mark.parametrize(
    ("answer", "timeout", "tries", "says"),
    [
        (silent, 0.15, 2, r"no whole answer within 0.15 s \(2 tries\)"),
        (dripping, 0.15, 2, r"no whole answer within 0.15 s"),
        (dripping_headers, 0.15, 2, r"no whole answer within 0.15 s"),
        (cut_off, 20.0, 2, r"the connection broke .*\(2 tries\)"),
        (endless, 20.0, 1, f"longer than {LARGEST:,} bytes"),
    ],
)
def test_slow_cut_off_and_endless_answers(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, answer: Answer, timeout: float, tries: int, says: str
) -> None:
    with pytest.raises(AnswerError, match=says):
        read(endpoint, gazetteer, report, answer, timeout=timeout, retries=1)
    assert len(endpoint.asked) == tries


DEEP = '{"records": ' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, {"content-type": "text/html"}, "<html><script>alert(1)</script>"), "text/html instead of JSON"),
        ((200, {"content-type": "text/event-stream"}, 'data: {"choices": []}\n\n'), "event-stream instead of JSON"),
        ((200, {}, "{}"), "nothing that says what it is"),
        (as_json('{"choices": [{'), "answered no JSON"),
        (as_json("[" * 100_000), "nested too deeply"),
        (as_json([]), "without a message"),
        (as_json({"choices": []}), "without a message"),
        (as_json({"choices": [{"message": "hello"}]}), "without a message"),
        (as_json(chat("")), "answered nothing"),
        (as_json(chat(None)), "answered nothing"),
        (as_json(chat("I cannot help with that.")), "answered no JSON"),
        (as_json(chat(None, refusal="I will not")), "declined to answer"),
        (as_json(chat("", "content_filter")), "declined to answer"),
        (as_json(chat('{"records": [{"quote": "A fri', "length")), "raise --max-tokens"),
        (as_json(chat(None, tool_calls=[{"function": {"name": "rm"}}])), "asked for a tool"),
        (as_json(chat("[]")), "another shape"),
        (as_json(chat({"records": [], "more": 1})), "another shape"),
        (as_json(chat({"records": {}})), "another shape"),
        (as_json(chat({"records": [FRIGATE] * 301})), "301 records"),
        (as_json(chat('{"records": [NaN]}')), "no JSON"),
        (as_json(chat('{"records": [' + "9" * 5_000 + "]}")), "no JSON"),
        (as_json(chat(DEEP)), "nested too deeply"),
        (as_json({"error": {"message": "context too long"}}, 400), "context too long'; try a smaller --piece"),
        (as_json({"error": {"message": "use 'max_completion_tokens'"}}, 400), "try --request-field max_tokens=null"),
        (as_json({"error": {"message": "response_format is unknown"}}, 400), "try --response-format json_object"),
    ],
)
def test_answers_that_are_none(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, answer: Answer, says: str
) -> None:
    with pytest.raises(AnswerError, match=says) as failed:
        read(endpoint, gazetteer, report, answer)
    assert len(str(failed.value)) < 400
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize(
    "content", ["```json\n{}\n```", "```\n{}\n```", "<think>First I look {…}\nthen</think>\n\n{}", "  {}\n"]
)
def test_wrappings_of_json_are_taken_off(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, content: str
) -> None:
    answer = as_json(chat(content.replace("{}", json.dumps({"records": [FRIGATE]}))))
    assert len(read(endpoint, gazetteer, report, answer)) == 1


def test_what_an_answer_of_no_use_took_is_counted_too(endpoint: Endpoint, gazetteer: Gazetteer, report: Report) -> None:
    endpoint.answers = [as_json(chat('{"rec', "length")), as_json({**chat("{}"), "usage": {"prompt_tokens": -1}}), ok()]
    llm = asking(endpoint, gazetteer, [])
    for says in ("cut off", "another shape"):
        with pytest.raises(AnswerError, match=says):
            llm(report)
    assert llm(report) == []
    assert (llm.used.requests, llm.used.tokens_in, llm.used.tokens_out, llm.used.untold) == (3, 2400, 600, 1)


def test_the_estimate_heeds_the_fields_that_bound_an_answer(report: Report) -> None:
    for more, most in (({}, 8_000), ({"max_tokens": None, "max_completion_tokens": 50}, 50), ({"max_tokens": 9}, 9)):
        assert LLMExtractor("http://127.0.0.1:1/v1", "m", more=more).estimate([report]).most_tokens_out == most


def test_several_requests_at_a_time_change_no_order(endpoint: Endpoint, gazetteer: Gazetteer) -> None:
    reports = [Report(f"Soldiers number {n} are in Mali.", id=str(n)) for n in range(6)]
    together = threading.Barrier(3)

    def answer(handler: Handler, _: threading.Event) -> None:
        together.wait(10)  # nobody is answered before three have asked
        plain = "Soldiers number {} are in Mali."
        body = json.dumps(chat({"records": [record(plain.format(n), dest="Mali") for n in range(6)]})).encode()
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    endpoint.answers = [answer]
    refused: list[Refusal] = []
    llm = asking(endpoint, gazetteer, [], refused)
    with llm.ahead(reports, 3):
        read = [llm(report) for report in reports]
    assert [claims[0].quote.verbatim for claims in read] == [report.text for report in reports]
    assert [(one.report, one.record) for one in refused] == [(str(r), n) for r in range(6) for n in range(6) if n != r]
    assert len(endpoint.asked) == 6


def test_the_key_comes_back_in_nothing(
    endpoint: Endpoint, gazetteer: Gazetteer, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAPAPP_API_KEY", KEY)
    for answer in (as_json({"error": {"message": f"wrong key {KEY}"}}, 401), as_json("", 302, location=f"/{KEY}")):
        with pytest.raises(EndpointError) as failed:
            read(endpoint, gazetteer, report, answer)
        assert KEY not in str(failed.value)
        assert "[key]" in str(failed.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8080",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "http://",
        "http://user:secret@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=1",
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1/v1\r\nx: y",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(OptionError) as failed:
        LLMExtractor(url, "m")
    assert "secret" not in str(failed.value)


def test_an_address_may_be_given_whole() -> None:
    whole = "http://127.0.0.1:1/v1/chat/completions"
    assert checked(whole) == checked("http://127.0.0.1:1/v1/") == "http://127.0.0.1:1/v1"


def test_a_key_crosses_no_network_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPAPP_API_KEY", KEY)
    LLMExtractor("https://models.example/v1", "m")
    LLMExtractor("http://localhost:1/v1", "m")
    with pytest.raises(OptionError, match="in the clear"):
        LLMExtractor("http://models.example/v1", "m")
    monkeypatch.setenv("MAPAPP_API_KEY", f"{KEY}\nx")
    with pytest.raises(OptionError) as failed:
        LLMExtractor("https://models.example/v1", "m")
    assert KEY not in str(failed.value)


@pytest.mark.parametrize(
    "options",
    [{"timeout": 0}, {"retries": -1}, {"max_tokens": 0}, {"response_format": "xml"}]
    + [{"more": more} for more in ({"tools": []}, {"messages": []}, {"": 1}, {"x": float("nan")}, {"x": object()})],
)
def test_options_outside_their_range(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        LLMExtractor("http://127.0.0.1:1/v1", "m", **options)


def test_retry_after_in_both_forms() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (retry_after(soon) or 0) <= 30
    values = (None, "2.5", "-3", "soon", "inf", "Mon, 99 Foo")
    assert [retry_after(value) for value in values] == [None, 2.5, 0.0, None, None, None]
