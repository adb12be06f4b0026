"""The map → one HTML page with a content security policy → one file, written whole or not at all."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mapapp.errors import OptionError, OutputError
from mapapp.show import files

if TYPE_CHECKING:
    import folium
    from branca.element import Element

_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>')  # folium's own keeps readers from enlarging the page
_HEAD = re.compile(r"<head>", re.IGNORECASE)


def html(m: folium.Map) -> str:
    """Return the page of a map: every byte in it, nothing allowed to run or load but what is in it.

    The same map gives the same text.  Only where a user has added an online tile layer does the page's policy
    let in pictures, from that layer's host alone.

    Raises
    ------
    OptionError
        When a layer that was added to the map loads scripts or styles from elsewhere.
    """
    text = _steady(m.get_root().render())
    found = _Blocks()
    found.feed(text)
    found.close()
    if found.outside:
        raise OptionError(
            f"a layer of this map loads {found.outside[0]} from the network; a page that stands alone cannot hold it: "
            "leave that layer out, or use the map's own save()"
        )
    if files.packed() in text:  # what its opener puts in has its own hashes
        found.scripts += [part for tag, part in files.parts() if tag == "script"]
        found.styles += [part for tag, part in files.parts() if tag == "style"]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(found.scripts)}",
            f"style-src {_hashes(found.styles)}",
            " ".join(["img-src data:", *sorted(set(_tile_hosts(m)))]),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    meta = f'<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    text = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1">', text, count=1)
    return _HEAD.sub(lambda _: meta, text.replace("<html>", '<html lang="en">', 1), count=1)


def save_html(m: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Write the page of a map to `path` and return that path; an earlier file is replaced at once or stays whole.

    Raises
    ------
    OutputError
        When the file cannot be written; nothing half-written is left behind.
    OptionError
        As `html`.
    """
    target = Path(path)
    data = html(m).encode("utf-8", "surrogatepass")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, target)
    except (OSError, ValueError) as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"cannot write {target}: {reason}; choose another file") from error
    return target


class _Blocks(HTMLParser):
    """Gathers the text of each script and style, and each script or style that stands elsewhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.outside: list[str] = []
        self._into: list[str] | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("src"):
            self.outside.append(str(given["src"]))
        elif tag == "link" and given.get("href"):
            self.outside.append(str(given["href"]))
        elif tag == "script" and given.get("type") in (None, "text/javascript", "module"):
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._into is not None:
            self._into.append("".join(self._text))
            self._into, self._text = None, []


def _hashes(blocks: list[str]) -> str:
    digests = {base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in blocks}
    return " ".join(f"'sha256-{digest}'" for digest in sorted(digests)) or "'none'"


def _steady(text: str) -> str:
    """Give the elements that branca names at random numbers in the order of their appearance."""
    names: dict[str, str] = {}
    return re.sub(r"_([0-9a-f]{32})\b", lambda found: f"_{names.setdefault(found[1], str(len(names)))}", text)


def _tile_hosts(element: Element) -> Iterator[str]:
    """Yield the hosts of the tile layers under an element, as a policy names them."""
    address = getattr(element, "tiles", None)
    if isinstance(address, str) and address.startswith(("http://", "https://")):
        parts = urlsplit(address)
        host = re.sub(r"\{[^}]*\}", "*", parts.netloc)
        if re.fullmatch(r"(\*\.)?[\w.-]+(:\d+)?", host):
            yield f"{parts.scheme}://{host}"
    for child in element._children.values():
        yield from _tile_hosts(child)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
