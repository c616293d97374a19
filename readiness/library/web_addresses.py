"""Web addresses of evidence: whether two name one document, and what it is called by its address. Pure.

SharePoint gives one document many addresses: with and without the sharing prefix (``/:w:/r/``), the viewer's
own parameters (``web``, ``csf``, ``e``, ``d``), or as a parameter of the viewer's page.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import SplitResult, parse_qs, parse_qsl, unquote, urlencode, urlsplit

from readiness.base.errors import UsageError
from readiness.base.text import visible

_SHARING: Final = re.compile(r"^/:[a-z]:/r(?=/)", re.IGNORECASE)

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|msclkid", re.IGNORECASE)

_VIEWERS: Final = {"doc.aspx": "sourcedoc", "wopiframe.aspx": "sourcedoc", "allitems.aspx": "id"}
"""Pages that show a document named by a parameter."""

_DOCUMENT: Final = re.compile(
    r".+\.(?:docx?|docm|xlsx?|xlsm|pptx?|pdf|csv|od[tsp]|rtf|txt|html?|aspx|msg|eml)", re.IGNORECASE
)

_PAGE: Final = frozenset({".html", ".htm", ".aspx"})


def read_address(typed: str) -> str:
    """An address as stored, from what was typed; ``www.`` alone is understood.

    Raises:
        UsageError: It is no http or https address.
    """
    text = typed.strip()
    if text.casefold().startswith("www."):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        is_address = parts.scheme.casefold() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address:
        raise UsageError(
            "That is not a web address.", visible(typed), "Give an address that starts with https://"
        )
    return text


def looks_like_address(typed: str) -> bool:
    """Whether what was typed is meant as a web address, not as a file."""
    return typed.strip().casefold().startswith(("http://", "https://", "www."))


def address_key(address: str) -> str:
    """What two addresses of one document have in common."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).rstrip("/")
    if host.endswith(".sharepoint.com"):
        named = _viewed(parts)
        return f"{host}{(named or _SHARING.sub('', path)).casefold()}"
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{path}{query}"


def address_title(address: str) -> str:
    """The file's name where the address holds one, else the host and the path, read as people write them."""
    parts = urlsplit(address)
    queries = parse_qs(parts.query)
    names = [*queries.get("file", ()), *queries.get("id", ()), unquote(parts.path)]
    for name in names:
        last = PurePosixPath(name.rstrip("/")).name
        path = PurePosixPath(last)
        if _DOCUMENT.fullmatch(last) and last.casefold() not in _VIEWERS and path.stem:
            stem = path.stem if path.suffix.casefold() not in _PAGE or path.stem != "index" else ""
            words = " ".join(re.sub(r"[_+\-]+", " ", stem).split())
            if words:
                return visible(words[:1].upper() + words[1:])
    return visible((parts.hostname or "") + unquote(parts.path))


def _viewed(parts: SplitResult) -> str:
    """The document a viewer's page shows, by its parameter; empty for any other page."""
    parameter = _VIEWERS.get(PurePosixPath(parts.path).name.casefold())
    if parameter is None:
        return ""
    found = parse_qs(parts.query).get(parameter, [""])[0]
    return f"#{found.strip('{}')}" if parameter == "sourcedoc" and found else found
