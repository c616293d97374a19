"""What a shortcut points to: Windows' `.lnk` and the `.url` files browsers and SharePoint save.

The shape of a `.lnk` is that of Microsoft's "[MS-SHLLINK]: Shell Link Binary File Format", sections 2.1
to 2.4.
"""

from __future__ import annotations

import configparser
import struct
from pathlib import Path

from readiness.base.errors import RefusedError

SHORTCUTS = frozenset({".lnk", ".url"})

_MOST_BYTES = 256 * 1024

_HEADER = 0x4C

_HAS_IDS, _HAS_INFO, _HAS_NAME, _HAS_RELATIVE, _IS_WIDE = 0x1, 0x2, 0x4, 0x8, 0x80

_WIDE_HEADER = 0x24


def shortcut_target(path: Path) -> str:
    """The address or path a shortcut names; it is not looked at.

    Run by `formats.limited.read_file`.

    Raises:
        RefusedError: It names nothing that can be told.
        OSError: It cannot be read.
    """
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES)
    try:
        target = _of_link(content) if path.suffix.casefold() == ".lnk" else _of_address(content)
    except (struct.error, IndexError, configparser.Error):
        target = ""
    if not target:
        raise RefusedError(
            "The shortcut does not say where it points.", path.name, "Open it, and add what it opens."
        )
    return target


def _of_address(content: bytes) -> str:
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.read_string(content.decode("utf-8-sig", "replace"))
    return parser.get("InternetShortcut", "URL", fallback="").strip()


def _of_link(content: bytes) -> str:
    size, flags = struct.unpack_from("<I", content)[0], struct.unpack_from("<I", content, 0x14)[0]
    if size != _HEADER:
        return ""
    at = _HEADER
    if flags & _HAS_IDS:
        at += 2 + struct.unpack_from("<H", content, at)[0]
    if flags & _HAS_INFO:
        length = struct.unpack_from("<I", content, at)[0]
        if target := _of_info(content[at : at + length]):
            return target
        at += length
    for flag in (_HAS_NAME, _HAS_RELATIVE):
        if flags & flag:
            text, at = _string(content, at, is_wide=bool(flags & _IS_WIDE))
            if flag == _HAS_RELATIVE:
                return text
    return ""


def _of_info(info: bytes) -> str:
    """The local path of a target, or the place on a server."""
    _, header, flags, _, local, network, suffix = struct.unpack_from("<7I", info)
    if flags & 1:
        if header >= _WIDE_HEADER:
            wide_local, wide_suffix = struct.unpack_from("<2I", info, 28)
            return _wide(info, wide_local) + _wide(info, wide_suffix)
        return _narrow(info, local) + _narrow(info, suffix)
    if flags & 2:
        name = network + struct.unpack_from("<I", info, network + 8)[0]
        share, rest = _narrow(info, name), _narrow(info, suffix)
        return f"{share}\\{rest}" if rest else share
    return ""


def _narrow(content: bytes, at: int) -> str:
    return content[at : content.index(b"\0", at)].decode("cp1252", "replace") if b"\0" in content[at:] else ""


def _wide(content: bytes, at: int) -> str:
    text = content[at:].decode("utf-16-le", "replace")
    return text.partition("\0")[0]


def _string(content: bytes, at: int, *, is_wide: bool) -> tuple[str, int]:
    length = struct.unpack_from("<H", content, at)[0] * (2 if is_wide else 1)
    text = content[at + 2 : at + 2 + length].decode("utf-16-le" if is_wide else "cp1252", "replace")
    return text, at + 2 + length
