"""File names that every computer of a partnership can hold: Windows, SharePoint and the rest.

The rules (characters, reserved names, trailing dots) are those Microsoft publishes for Windows
and SharePoint; the lengths leave room for the folders above.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST_NAME = 120
"""Characters (UTF-16 units) of the longest name made here; SharePoint allows 400 for a whole path."""

_LONGEST_BYTES = 240

_FORBIDDEN = re.compile(r'["*:<>?/\\|]')

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "desktop.ini", ".lock"]
    + [f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789\u00b9\u00b2\u00b3"]
)

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

_LONGEST_SUFFIX = 12


def legal_name(name: str) -> str:
    """`name` made legal everywhere, keeping as much of it as can be kept; never empty.

    Applying it twice changes nothing more. Folders in `name` become part of the name.
    """
    seen = (one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in _UNSEEN)
    text = _FORBIDDEN.sub("_", "".join(seen).replace("_vti_", "_vti-"))
    stem, suffix = split_suffix(_stripped(text))
    return _shortened(stem, suffix)


def split_suffix(name: str) -> tuple[str, str]:
    """The name without its suffix, and the suffix in lower case with its dot (or empty)."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem or not suffix.isalnum() or not suffix.isascii() or len(suffix) > _LONGEST_SUFFIX:
        return name, ""
    return stem, f".{suffix.lower()}"


def unused_name(name: str, taken: Container[str]) -> str:
    """A legal name not in `taken`, which holds keys made by `name_key`: ``plan.docx``, ``plan (2).docx``."""
    legal = legal_name(name)
    stem, suffix = split_suffix(legal)
    candidate, number = legal, 1
    while name_key(candidate) in taken:
        number += 1
        candidate = _shortened(stem, suffix, f" ({number})")
    return candidate


def name_key(name: str) -> str:
    """What two names share when a Windows or Mac disk could take them for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _shortened(stem: str, suffix: str, mark: str = "") -> str:
    """Put a name together within the length allowed; the stem gives way."""
    stem = _stripped(stem)
    while stem and _is_long(f"{stem}{mark}{suffix}"):
        stem = _stripped(stem[:-1])
    if not stem:
        stem = "file"
    if stem.partition(".")[0].rstrip().casefold() in _RESERVED or f"{stem}{suffix}".casefold() in _RESERVED:
        stem = _shortened_by_one(stem)
    return f"{stem}{mark}{suffix}"


def _shortened_by_one(stem: str) -> str:
    return f"_{stem}" if len(stem) < LONGEST_NAME // 2 else f"_{stem[:-1]}"


def _is_long(name: str) -> bool:
    units = len(name.encode("utf-16-le")) // 2
    return units > LONGEST_NAME or len(name.encode()) > _LONGEST_BYTES


def _stripped(text: str) -> str:
    """Without the spaces and dots Windows drops, the dots that hide a file, or an Office lock's ``~$``."""
    return re.sub(r"^(?:\s|~\$|~|\.)+", "", text).rstrip(" .\t\u3000\xa0").strip()
