"""EML: Python's own parser; the mail, the earlier mails it quotes, and attachments, each a document."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from mapapp.read.document import Document, Found, Trouble
from mapapp.read.formats.quoting import letters

MEDIA_TYPE = "message/rfc822"

#: What of the header is kept.
_KEPT = ("From", "Date", "Subject", "Message-ID", "List-Id", "In-Reply-To")
_MOST_PARTS = 200

#: Reads a part of another format: bytes, its name, how deep it is nested.
Reader = Callable[[bytes, str, str | None], Iterator[Found]]


def read(data: bytes, name: str, attached: Reader) -> Iterator[Found]:
    """Yield the mail, what it quotes, and what its attachments hold; `attached` reads those."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if not message.keys():
            yield Trouble(name, "not a mail: it begins with no header")
            return
        parts = list(_parts(message))
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        yield Trouble(name, f"a damaged mail ({type(error).__name__}); save it again as a .eml file")
        return
    if len(parts) > _MOST_PARTS:
        yield Trouble(name, f"a mail of more than {_MOST_PARTS} parts")
        return
    if any(
        part.get_content_type() == "multipart/encrypted" or "pkcs7-mime" in part.get_content_type()
        for part in message.walk()
    ):
        yield Trouble(name, "an encrypted mail; save it decrypted")
        return
    said = tuple((field, value) for field in _KEPT if (value := _field(message, field)))
    body, others = (
        _body(parts),
        [part for part in parts if part.is_attachment() or part.get_content_type() == MEDIA_TYPE],
    )
    found = 0
    if body is not None:
        for document in _documents(body, message, name, said, attached):
            found += 1
            yield document
    for number, part in enumerate(others, 1):
        file = part.get_filename() or f"attachment {number}"
        if part.get_content_maintype() in ("image", "audio", "video"):
            continue
        found += 1
        content = _content(part)
        if content is None:
            yield Trouble(_inside(name, file), "a damaged attachment")
        else:
            yield from attached(content, _inside(name, file), part.get_content_type())
    if not found:
        yield Trouble(name, "a mail without text")


def _documents(
    body: EmailMessage, message: EmailMessage, name: str, said: tuple[tuple[str, str], ...], attached: Reader
) -> Iterator[Found]:
    content = _content(body)
    if content is None:
        yield Trouble(name, "a damaged mail: its text cannot be decoded")
        return
    day, sender = _day(message), parseaddr(_field(message, "From") or "")[0] or None
    if body.get_content_type() == "text/html":
        for found in attached(content, name, "text/html"):
            yield (
                found
                if not isinstance(found, Document)
                else replace(
                    found,
                    media_type=MEDIA_TYPE,
                    published=day,
                    title=_field(message, "Subject"),
                    author=sender,
                    headers=said,
                )
            )
        return
    charset = body.get_content_charset() or "utf-8"
    try:
        text = content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = content.decode("utf-8", "replace") if charset == "utf-8" else content.decode("cp1252", "replace")
    if text.count("\ufffd") * 100 > len(text):
        yield Trouble(name, f"a mail whose text is not {charset}, as it says")
        return
    for number, letter in enumerate(letters(text)):
        own = letter.sent == ""
        yield Document(
            letter.text,
            MEDIA_TYPE,
            name if own or number == 0 else _inside(name, f"quoted mail {number}"),
            published=day if own else letter.sent,
            title=_field(message, "Subject"),
            author=sender if own else letter.sender,
            headers=said,
        )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the leaves, and whole mails that are attached."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_type() == MEDIA_TYPE and part is not message:
            yield part
        elif part.is_multipart():
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, EmailMessage)]
        else:
            yield part


def _body(parts: list[EmailMessage]) -> EmailMessage | None:
    texts = [part for part in parts if not part.is_attachment()]
    for wanted in ("text/plain", "text/html"):
        for part in texts:
            if part.get_content_type() == wanted and (_content(part) or b"").strip():
                return part
    return None


def _content(part: EmailMessage) -> bytes | None:
    if part.get_content_type() == MEDIA_TYPE:
        inner: Any = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner else None
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None


def _field(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError):  # a header that Python's parser trips over
        return None
    return " ".join(str(value).split())[:1_000] or None if value else None


def _day(message: EmailMessage) -> str | None:
    try:
        moment = message["Date"].datetime
    except (AttributeError, ValueError, TypeError, IndexError):
        return None
    return moment.date().isoformat() if moment else None


def _inside(name: str, file: str) -> str:
    return f"{name}/{file}" if name else file
