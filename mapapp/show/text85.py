"""Bytes as text of 85 plain signs: four bytes in five signs, a sixteenth shorter than base64.

None of the signs means anything to HTML or Jinja: no angle bracket, ampersand, quote of any kind, brace or backslash,
and no space.  `assets/bytes.js` reads it.
"""

from __future__ import annotations

import string

import numpy as np

SIGNS = string.digits + string.ascii_uppercase + string.ascii_lowercase + "!#$%()*+,-./:;=?@[]^_|~"

_TABLE = np.frombuffer(SIGNS.encode("ascii"), dtype=np.uint8)


def encode(data: bytes) -> str:
    """Return `data` as text; n bytes over a multiple of four make n + 1 signs, as in Ascii85."""
    over = -len(data) % 4
    words = np.frombuffer(data + b"\0" * over, dtype=">u4").astype(np.uint32)
    digits = np.empty((len(words), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        digits[:, place] = words % 85
        words //= 85
    text = _TABLE[digits].tobytes().decode("ascii")
    return text[: len(text) - over] if over else text


def decode(text: str) -> bytes:
    """Return the bytes of `text`.

    Raises
    ------
    ValueError
        When a sign is none of `SIGNS`, or the text is no whole number of bytes.
    """
    over = -len(text) % 5
    try:
        digits = [SIGNS.index(sign) for sign in text + SIGNS[-1] * over]
    except ValueError:
        raise ValueError("the text holds a sign that is none of the 85") from None
    if over == 4:
        raise ValueError("the text ends within a byte")
    data = bytearray()
    for start in range(0, len(digits), 5):
        word = 0
        for digit in digits[start : start + 5]:
            word = word * 85 + digit
        data += (word & 0xFFFFFFFF).to_bytes(4, "big")
    return bytes(data[: len(data) - over])
