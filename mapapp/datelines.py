"""The place that a report is dated from ("SPRINGFIELD, Mo. (AP) —", "Kinshasa, 23 May –", "SALEM:", "ROME/OSLO -")."""

from __future__ import annotations

import re

#: How far into a paragraph the end of a dateline is looked for, in characters.
REACH = 90
_NAME = r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){0,4}"
_REST = (
    rf"(?:/{_NAME}){{0,3}}"
    r"(?:, [A-Z][\w.'’ ]{1,28}?)?(?:,? (?:\d{1,2} [A-Z][a-z]+\.?|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?)?"
    r"(?: ?\([A-Z][^()]{1,40}\))?"
)
_SHOUTED = re.compile(rf"(?P<name>{_NAME}){_REST}\s*(?:[–—]|--?(?=\s)|:(?=\s))\s?")
_DATED = re.compile(
    rf"(?P<name>{_NAME})(?:, [A-Z][\w.'’ ]{{1,28}}?)?"
    r"(?:,? (?:\d{1,2} [A-Z][a-z]+\.?|[A-Z][a-z]{2,8}\.? \d{1,2})(?:,? \d{4})?"
    r"|\s?\((?:AP|AFP|Reuters|UPI|Xinhua|IANS|PTI|dpa|EFE)\))"
    r"\s*(?:[–—.:]|--?(?=\s))\s?"
)
_BARE = re.compile(rf"(?P<name>{_NAME})(?:, [A-Z][\w.'’ ]{{1,28}}?)?\s*(?:[–—]|--(?=\s))\s?(?=[A-Z])")


def dated_from(text: str) -> int:
    """Return where the name of the place ends that a paragraph is dated from, or 0 where it is from none.

    The name is in capitals, or a day or an agency follows it, or a dash and a new sentence.
    """
    match = _match(text)
    return 0 if match is None else match.end("name")


def dateline(text: str) -> int:
    """Return where the dateline of a paragraph ends and its first sentence begins, or 0 where it has none.

    What a colon ends may be the heading of a list, which belongs to what follows ("ESTONIA (Tapa): about 1,000").
    """
    match = _match(text)
    return 0 if match is None or match.group().rstrip().endswith(":") else match.end()


def _match(text: str) -> re.Match[str] | None:
    head = text[:REACH]
    match = _SHOUTED.match(head)
    if match is not None and match["name"].isupper() and len(match["name"]) > 2:
        return match
    for pattern in (_DATED, _BARE):
        match = pattern.match(head)
        if match is None:
            continue
        if all(part[:1].isupper() for part in re.split(r"[ \-]", match["name"]) if part.isalpha()):
            return match
    return None
