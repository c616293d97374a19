"""What is refused before an edited document is opened, in words that say what to do instead."""

from __future__ import annotations

from readiness.core.errors import RefusedError
from readiness.core.plain import visible

_MOST_BYTES = 64 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of Office files before 2007, and of any with a password."""
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"


def refuse_other_kinds(content: bytes, name: str) -> None:
    """Refuse what is not a Word (.docx) file by its first bytes, whatever its name says.

    Raises:
        RefusedError: empty, too large, of the old format, protected by a password, or no Office file.
    """
    shown = visible(name)
    if not content:
        raise RefusedError(f"{shown} is empty.", "0 bytes", "Ask for the file again.")
    if len(content) > _MOST_BYTES:
        raise RefusedError(
            f"{shown} is larger than 64 MB.",
            f"{len(content):,} bytes",
            "Take its pictures out and save it again.",
        )
    if content.startswith(_OLD_OFFICE) and _PROTECTED in content:
        raise RefusedError(
            f"{shown} is protected by a password.",
            "",
            "Open it in Word, take the password off and save a copy.",
        )
    if content.startswith(_OLD_OFFICE):
        raise RefusedError(
            f"{shown} is in the format Word used before 2007, whatever its name says.",
            "",
            "Open it in Word and save it as a Word document (.docx).",
        )
    if not content.startswith(_ZIP):
        raise RefusedError(
            f"{shown} is not a Word document.",
            "",
            "Open it in the program it comes from and save it as .docx.",
        )
