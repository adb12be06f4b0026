"""The command's options for a language model as the extractor, and the agreement to what it will cost."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mapapp.errors import MapappError, OptionError

if TYPE_CHECKING:
    from mapapp.console import Console
    from mapapp.llm import LLMExtractor, Price, Refusal
    from mapapp.model import Report


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of another extractor to a command that reads reports."""
    group = parser.add_argument_group(
        "another extractor",
        "a language model behind any OpenAI-compatible endpoint, instead of mapapp's own grammar: the reports are "
        "sent there (docs/language-model.md)",
    )
    group.add_argument(
        "--extractor", metavar="URL", help="the endpoint's base address, such as http://127.0.0.1:8080/v1"
    )
    group.add_argument("--model", metavar="NAME", help="the model's name there")
    group.add_argument("--yes", action="store_true", help="agree to the cost without being asked")
    group.add_argument("--price", type=_price, metavar="IN,OUT", help="money for a million tokens in and out")
    group.add_argument(
        "--key-env",
        default="MAPAPP_API_KEY",
        metavar="NAME",
        help="environment variable that holds the key (default MAPAPP_API_KEY)",
    )
    group.add_argument("--timeout", type=_seconds, default=120.0, metavar="S", help="seconds a try (default 120)")
    group.add_argument("--retries", type=_retries, default=3, metavar="N", help="tries after the first (default 3)")
    group.add_argument("--parallel", type=_many, default=1, metavar="N", help="requests at a time (default 1)")
    group.add_argument("--max-tokens", type=_tokens, metavar="N", help="tokens an answer at most (default 8000)")
    group.add_argument("--piece", type=_tokens, metavar="N", help="characters of a report in a request (default 16000)")
    group.add_argument(
        "--response-format",
        choices=["json_schema", "json_object", "none"],
        help="how JSON is asked for (default json_schema)",
    )
    group.add_argument(
        "--request-field",
        type=_field,
        action="append",
        default=[],
        metavar="NAME=JSON",
        help="a field to add to each request; null takes one away",
    )
    group.add_argument("--save-requests", metavar="DIR", help="keep each request and answer there, never the key")
    group.add_argument("--replay", metavar="DIR", help="answer from what --save-requests kept, and ask nothing")


def extractor(args: argparse.Namespace, console: Console) -> LLMExtractor | None:
    """Return the extractor that the call names, or None where it names none.

    Raises
    ------
    OptionError
        When the options do not go together.
    """
    own = {"--model": args.model, "--max-tokens": args.max_tokens, "--response-format": args.response_format}
    own |= {"--piece": args.piece, "--request-field": args.request_field or None, "--save-requests": args.save_requests}
    given = [name for name, value in own.items() if value is not None]
    if args.replay is not None:
        if args.extractor is not None or given:
            also = ", ".join([*(["--extractor"] if args.extractor is not None else []), *given])
            raise OptionError(f"--replay takes everything from its folder; leave out {also}")
        return _replay(args.replay, console)
    if args.extractor is None:
        if given:
            raise OptionError(f"{given[0]} is of no use without --extractor URL")
        return None
    if args.model is None:
        raise OptionError("--extractor needs --model NAME: which model is to be asked")
    from mapapp.llm import LLMExtractor  # noqa: PLC0415 (loaded by those alone who ask)

    return LLMExtractor(
        args.extractor,
        args.model,
        key_env=args.key_env,
        timeout=args.timeout,
        retries=args.retries,
        max_tokens=args.max_tokens or 8_000,
        piece=args.piece or 16_000,
        response_format=args.response_format or "json_schema",
        more=dict(args.request_field),
        save=args.save_requests,
        on_refused=lambda refusal: _refused(refusal, console),
        said=console.note,
    )


def _replay(folder: str, console: Console) -> LLMExtractor:
    from mapapp.llm import LLMExtractor  # noqa: PLC0415

    return LLMExtractor.replay(folder, on_refused=lambda refusal: _refused(refusal, console))


def _refused(refusal: Refusal, console: Console) -> None:
    if refusal.field is None:
        console.problem(str(refusal))
    else:
        console.note(str(refusal))


def agree(llm: LLMExtractor, reports: Sequence[Report], args: argparse.Namespace, console: Console) -> None:
    """Show what the run will take, and go on only with the user's word.

    Raises
    ------
    OptionError
        When nobody can be asked and --yes was not given.
    MapappError
        When the user says no.
    """
    if args.replay is not None or not reports:
        return
    told = f"{llm.endpoint} is asked for {llm.request.model}: {llm.estimate(reports, args.price)}"
    if args.yes:
        console.note(told)
        return
    if "-" in args.sources or not sys.stdin.isatty():
        raise OptionError(f"{told}; nothing was sent: add --yes to agree")
    sys.stderr.write(f"mapapp: {told}. Go on? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise MapappError("nothing was sent")


def tell_used(llm: LLMExtractor, args: argparse.Namespace, console: Console) -> None:
    """Say what the run took, as the endpoint counts it."""
    if llm.used.requests:
        console.note(
            f"{llm.endpoint}: {llm.used.told(args.price)}{' (then; now nothing was asked)' * bool(args.replay)}"
        )


def _price(word: str) -> Price:
    from mapapp.llm.cost import Price  # noqa: PLC0415

    try:
        prices = [float(part) for part in word.split(",")]
    except ValueError:
        prices = []
    if len(prices) != 2 or not all(math.isfinite(price) and price >= 0 for price in prices):
        raise argparse.ArgumentTypeError(f"{word!r} is no pair of prices, such as 0.15,0.60")
    return Price(*prices)


def _seconds(word: str) -> float:
    try:
        seconds = float(word)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{word!r} is no number of seconds above 0")
    return seconds


def _retries(word: str) -> int:
    if word.isascii() and word.isdigit() and int(word) <= 20:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 0 to 20")


def _many(word: str) -> int:
    if word.isascii() and word.isdigit() and 0 < int(word) <= 64:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 to 64")


def _tokens(word: str) -> int:
    if word.isascii() and word.isdigit() and 0 < int(word) <= 1_000_000:
        return int(word)
    raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 1 to 1000000")


def _field(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        raise argparse.ArgumentTypeError(f"{word!r} is no NAME=JSON, such as seed=1 or temperature=null") from None
