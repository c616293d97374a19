"""Office files are zip packages: writing one so that the same content is the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from scripts.example.source import Source

EARLIEST = (1980, 1, 1, 0, 0, 0)


def drop_parts(relations: Any, kind: str) -> None:
    """Leave out the parts of this kind (the end of the relationship's type) of a package or a part."""
    for key in [key for key, one in relations.items() if str(one.reltype).endswith(kind)]:
        relations.pop(key)


def write_package(content: bytes, target: Path, source: Source) -> None:
    """Write a package with fixed member times and fixed dates in its properties.

    Members are stored, not deflated: other zlib builds would give other bytes. Themes lose their list of
    fonts for other scripts, which is half their size.
    """
    stamp = source.made_at.isoformat() + "Z"
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_STORED) as new:
        for name in old.namelist():
            member = old.read(name)
            if name == "docProps/core.xml":
                member = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<", b">" + stamp.encode() + b"<", member)
            if name.endswith("theme1.xml"):
                member = re.sub(rb'<a:font script="[^"]*" typeface="[^"]*"\s*/>', b"", member)
            info = ZipInfo(name, EARLIEST)
            info.external_attr = 0o644 << 16
            new.writestr(info, member)
