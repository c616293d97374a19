"""Whether a file that gave no word shows something all the same: a scan, pictures, drawings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from readiness.formats.packages import Package

_PICTURE_PARTS = re.compile(
    r"(?:.*/)?(?:media|embeddings|charts|diagrams|Pictures|Thumbnails/.*|ObjectReplacements|Object \d+)/.+"
)

_SHOWN_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*)\.xml|ppt/slides/slide\d+\.xml|xl/drawings/.+\.xml|content\.xml"
)

_DRAWN = re.compile(
    rb"<(?:\w+:)?(?:drawing|pict|object|pic|graphicFrame|frame|image|custom-shape|line|path|img|svg|canvas)[\s/>]"
)

_MOST_BYTES: Final = 64 * 1024 * 1024


def holds_pictures(path: Path, kind: str) -> bool:
    """Whether a document or page holds pictures or drawings.

    Args:
        path: A file that was read whole without a word.
        kind: Its format, as `formats.kinds.sniff` tells it.

    Raises:
        OSError: It cannot be opened.
        UnreadableError: It is an archive that may not be unpacked.
    """
    if kind in {"docx", "pptx", "xlsx", "odt", "ods", "odp"}:
        with Package(path, "list" if kind in {"xlsx", "ods"} else "evidence") as package:
            if any(_PICTURE_PARTS.fullmatch(name) for name in package.names):
                return True
            shown = filter(_SHOWN_PARTS.fullmatch, sorted(package.names))
            return any(_DRAWN.search(package.read(name)) for name in shown)
    if kind == "html":
        with path.open("rb") as stream:
            return _DRAWN.search(stream.read(_MOST_BYTES)) is not None
    return False
