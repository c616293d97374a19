"""An e-mail as Outlook saves it (`.msg`): what its property streams hold.

The names of the streams are those of Microsoft's "[MS-OXMSG]: Outlook Item (.msg) File Format", section 2.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from readiness.formats.packages import UnreadableError

if TYPE_CHECKING:
    from olefile import OleFileIO

SUBJECT, BODY, HTML, SENDER, TO, CC = "0037", "1000", "1013", "0C1A", "0E04", "0E03"

ATTACHED_NAME, ATTACHED_SHORT_NAME, ATTACHED_DATA = "3707", "3704", "3701"

_MOST_BYTES = 128 * 1024 * 1024


class OutlookMail:
    """An opened message. Use as a context manager."""

    def __init__(self, path: Path) -> None:
        import olefile

        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableError(
                "The e-mail is larger than 128 MB.", "Save its attachments and add each.", state="too_large"
            )
        self._ole: OleFileIO = olefile.OleFileIO(str(path))

    def __enter__(self) -> Self:
        """The message."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._ole.close()

    def text(self, tag: str, folder: tuple[str, ...] = ()) -> str:
        """A text property, stored as UTF-16 or in the Windows code page; empty when it is not there."""
        wide = self._read((*folder, f"__substg1.0_{tag}001F"))
        if wide:
            return wide.decode("utf-16-le", "replace")
        return self._read((*folder, f"__substg1.0_{tag}001E")).decode("cp1252", "replace")

    def content(self, tag: str, folder: tuple[str, ...] = ()) -> bytes:
        """A binary property; empty when it is not there."""
        return self._read((*folder, f"__substg1.0_{tag}0102"))

    def attachments(self) -> list[tuple[str, ...]]:
        """The folders of what is attached, in order."""
        names = {entry[0] for entry in self._ole.listdir(streams=True, storages=True)}
        return [(name,) for name in sorted(names) if name.startswith("__attach_version1.0_")]

    def _read(self, place: tuple[str, ...]) -> bytes:
        if not self._ole.exists("/".join(place)):
            return b""
        content: bytes = self._ole.openstream("/".join(place)).read(_MOST_BYTES)
        return content
