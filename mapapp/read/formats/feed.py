"""RSS, Atom and sitemaps → links, by feedparser and lxml."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from mapapp.read.document import Found, Link, Trouble

#: Links of one feed at most.
_MOST = 50_000


def read(data: bytes, name: str, address: str | None) -> Iterator[Found]:
    """Yield the links that a feed or a sitemap holds, in its order."""
    from lxml import etree  # noqa: PLC0415 (loaded where it is used)

    # Entities are not resolved and nothing is loaded: the tree only tells which kind of feed it is.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    try:
        root: Any = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        yield Trouble(name, "a damaged feed")
        return
    kind = etree.QName(root).localname.lower()
    found = list(
        _sitemap(root, kind == "sitemapindex") if kind in ("urlset", "sitemapindex") else _entries(data, address)
    )
    if not found:
        yield Trouble(name, "a feed without items")
        return
    yield from found[:_MOST]


def _sitemap(root: Any, index: bool) -> Iterator[Link]:
    links = []
    for entry in root:
        said = {
            str(field.tag).rpartition("}")[2]: (field.text or "").strip()
            for field in entry
            if isinstance(field.tag, str)
        }
        if said.get("loc"):
            links.append((said.get("lastmod", ""), Link(said["loc"], feed=index)))
    # When a page was changed is not when it was published: it only says which is new.
    yield from (link for _, link in sorted(links, key=lambda entry: entry[0], reverse=True))


def _entries(data: bytes, address: str | None) -> Iterator[Link]:
    import feedparser  # noqa: PLC0415 (loaded where it is used)

    headers = {"content-location": address} if address else {}
    for entry in feedparser.parse(data, response_headers=headers).entries:
        moment = entry.get("published_parsed")
        day = time.strftime("%Y-%m-%d", moment) if moment else None
        if entry.get("link"):
            yield Link(str(entry["link"]), day, str(entry.get("title") or "") or None)
