"""What asking will cost, told before, and what it cost, told after."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Bytes of English text that one token takes, roughly, whatever the tokenizer.
BYTES_A_TOKEN = 4


@dataclass(frozen=True)
class Price:
    """Money for a million tokens, in whatever currency the user counts."""

    tokens_in: float
    tokens_out: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """Return the money for so many tokens."""
        return (tokens_in * self.tokens_in + tokens_out * self.tokens_out) / 1e6


@dataclass(frozen=True)
class Estimate:
    """What a run will take: requests, tokens in (about), tokens out (at most), and the money if a price is known.

    Retries are not counted: an endpoint that fails has, as a rule, nothing to charge for.
    """

    reports: int
    requests: int
    tokens_in: int
    most_tokens_out: int
    price: Price | None = None

    def __str__(self) -> str:
        what = f"{_many(self.reports, 'report')} in {_many(self.requests, 'request')}"
        said = f"{what}: about {self.tokens_in:,} tokens in, at most {self.most_tokens_out:,} out"
        if self.price is None:
            return f"{said} (--price tells what that costs)"
        return f"{said}; at most about {money(self.price.of(self.tokens_in, self.most_tokens_out))}"


@dataclass
class Used:
    """What the endpoint said that a run used; answers without that are counted apart."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0

    def add(self, told: object) -> None:
        """Count one answer by its ``usage`` object."""
        self.requests += 1
        both = [told.get(key) for key in ("prompt_tokens", "completion_tokens")] if isinstance(told, dict) else []
        if len(both) == 2 and all(type(one) is int and 0 <= one < 10**9 for one in both):
            self.tokens_in += both[0]  # type: ignore[operator]
            self.tokens_out += both[1]  # type: ignore[operator]
        else:
            self.untold += 1

    def told(self, price: Price | None) -> str:
        """Return the line that says it."""
        said = f"{_many(self.requests, 'answer')}: {self.tokens_in:,} tokens in, {self.tokens_out:,} out"
        if price is not None:
            said += f", {money(price.of(self.tokens_in, self.tokens_out))}"
        return said + (f" ({self.untold} without a count)" if self.untold else "")


def money(amount: float) -> str:
    """Return an amount with two digits that mean something."""
    if amount <= 0:
        return "0"
    return f"{amount:,.{max(2, 1 - math.floor(math.log10(amount)))}f}"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
